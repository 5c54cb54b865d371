/**
 * One engine: map a plain function over cases on Spark, with outputs that appear whole or not at all, a ledger, resume,
 * progress and locks, over any storage that Hadoop reaches. What a case is, the steps say.
 */
@NullMarked
package org.lungmentor.jobs;

import org.jspecify.annotations.NullMarked;
