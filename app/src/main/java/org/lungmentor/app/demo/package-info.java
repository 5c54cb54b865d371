/** The demonstration: the whole method in small, on phantoms, as the commands that a user would type. */
@NullMarked
package org.lungmentor.app.demo;

import org.jspecify.annotations.NullMarked;
