package io.pareidolia.dream.graph.check;

import java.util.List;

/**
 * Numbers to try a node on, and how far a finite difference may go from them.
 *
 * @param inputs one array for each input that is not constant
 * @param step how far each number may be moved without meeting a tie or a kink, or leaving the range in which the node
 *     is tame; for a node that is at most quadratic, how far they are moved in the mean
 * @param quadratic true if the node is linear or bilinear, so that a central difference is exact however long the step
 */
record Sample(List<float[]> inputs, double step, boolean quadratic) {}
