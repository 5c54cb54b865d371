/**
 * The four networks as plans, the engines that compute them behind one interface, their weights and files, the Dice loss and
 * the trainer. DL4J holds network, parameters, updater and files; the arithmetic is an engine.
 */
@NullMarked
package org.lungmentor.train;

import org.jspecify.annotations.NullMarked;
