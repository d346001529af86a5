package io.pareidolia.dream.graph.check;

import java.util.Optional;

/**
 * What became of one node that was checked alone.
 *
 * @param node what its file calls it
 * @param operator of the default domain
 * @param alike how many nodes of the network are like this one, itself included: 1 or more
 * @param error the largest |finite difference − analytic| / (|g||d|) that was met; NaN if none could be computed
 * @param fault what is wrong, in words that follow the node's name; empty if the gradient holds
 */
public record NodeVerdict(String node, String operator, int alike, double error, Optional<String> fault) {
    /** True if its gradient is right. */
    public boolean holds() {
        return fault.isEmpty();
    }
}
