package io.pareidolia.bot.job;

import java.util.List;

/**
 * What the latest dreams took beside what they were thought to take: a time that each needs to begin and to end, and
 * seconds for each that was estimated.
 */
public record Experience(double before, double secondsPerCost) {
    /** Nothing is known: estimates are right. */
    public static final Experience NONE = new Experience(0, 1);

    /** Fewer dreams than this say nothing. */
    private static final int FEWEST = 5;

    /** A dream that has ended, with its cost and the seconds that it took. */
    public record Dreamed(double cost, double seconds) {}

    /** The straight line that comes closest to them, in squares; through zero where it would begin below. */
    public static Experience of(List<Dreamed> latest) {
        double cost = latest.stream().mapToDouble(Dreamed::cost).average().orElse(0);
        double seconds = latest.stream().mapToDouble(Dreamed::seconds).average().orElse(0);
        if (latest.size() < FEWEST || !(cost > 0) || !(seconds > 0)) {
            return NONE;
        }
        double spread = 0;
        double together = 0;
        for (Dreamed each : latest) {
            spread += (each.cost - cost) * (each.cost - cost);
            together += (each.cost - cost) * (each.seconds - seconds);
        }
        double slope = spread > 0 ? together / spread : seconds / cost;
        double within = Math.max(0, Math.min(slope, seconds / cost));
        return new Experience(seconds - within * cost, within);
    }

    /** How long a dream of that cost will take. */
    public double seconds(double cost) {
        return before + secondsPerCost * cost;
    }

    /** The same on a device that takes so many times as long. */
    public Experience slower(double times) {
        return new Experience(before * times, secondsPerCost * times);
    }
}
