/**
 * Proves on this very device that the gradients of a network are right, without another framework to compare with:
 * finite differences of each node alone, and of each layer as a whole. It knows the graphs and the machine.
 */
@NullMarked
package io.pareidolia.dream.graph.check;

import org.jspecify.annotations.NullMarked;
