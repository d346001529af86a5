package io.pareidolia.dream.graph;

import java.util.List;

/**
 * What a dream shows more of, in the words of the graph.
 *
 * @param tensor the name of a tensor
 * @param channels numbers from 0; empty means all
 * @param weight how much it counts beside other targets; of one alone only the sign matters
 */
public record Target(String tensor, List<Integer> channels, double weight) {
    public Target {
        channels = List.copyOf(channels);
    }

    /** All of a tensor. */
    public static Target of(String tensor) {
        return new Target(tensor, List.of(), 1);
    }
}
