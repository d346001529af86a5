package io.pareidolia.dream.graph.check;

/**
 * What became of one layer that was checked as a whole.
 *
 * @param layer the name of its tensor
 * @param outcome how it went
 * @param error |finite difference − analytic| / analytic along the gradient; NaN if it could not be measured
 * @param words for a person: how far off it is, or why it cannot be measured
 */
public record LayerVerdict(String layer, Outcome outcome, double error, String words) {
    /** How it went. */
    public enum Outcome {
        /** The gradient is what the layer does. */
        HELD,
        /** Nothing can be measured in float32, but each node on the way to it holds alone. */
        HELD_BY_ITS_NODES,
        /** Nothing can be measured in float32, and a node on the way to it is wrong. */
        NOT_MEASURABLE,
        /** The gradient is not what the layer does. */
        FAILED
    }

    /** True if it counts as proven. */
    public boolean holds() {
        return outcome == Outcome.HELD || outcome == Outcome.HELD_BY_ITS_NODES;
    }
}
