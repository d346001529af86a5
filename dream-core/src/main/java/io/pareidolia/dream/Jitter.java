package io.pareidolia.dream;

import java.util.SplittableRandom;

/**
 * The random rolls before each step. {@code recipe=1} fixes the generator: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014), whose state starts at the seed. An offset is the upper 32
 * bits of an output, times {@code 2 · jitter + 1}, shifted right by 32, minus jitter. Each step draws the offset to the
 * right, then the one downwards.
 *
 * <p>{@link SplittableRandom} is that generator, and in {@code java.base}: the others of {@code RandomGenerator.of} are in
 * the module {@code jdk.random} before JDK 23, which a slim runtime may lack. Only {@code nextLong} is used, because how
 * the JDK makes bounded numbers has changed between its versions.
 */
final class Jitter {
    private final SplittableRandom random;
    private final int furthest;

    /**
     * @param seed any
     * @param furthest the furthest roll in pixels, 0 or more
     */
    Jitter(long seed, int furthest) {
        this.random = new SplittableRandom(seed);
        this.furthest = furthest;
    }

    /** The next offset, from minus {@code furthest} to {@code furthest}, all equally likely but for 1 in 2²⁴. */
    int next() {
        long high = random.nextLong() >>> 32;
        return (int) ((high * (2L * furthest + 1)) >>> 32) - furthest;
    }
}
