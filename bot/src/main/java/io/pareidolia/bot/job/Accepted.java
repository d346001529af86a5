package io.pareidolia.bot.job;

import io.pareidolia.dream.content.ContentRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the intake found out of a request that may be queued.
 *
 * @param recipe complete, with network and seed
 * @param cost estimated device-seconds, above 0
 * @param priority among the member's own jobs: larger is sooner
 * @param notBefore the earliest time for it to be dreamed
 * @param filter by which rule its picture may be refused, or its dream hidden
 * @param inputs at least the source
 */
public record Accepted(
        String recipe,
        double cost,
        int priority,
        Optional<Instant> notBefore,
        ContentRule filter,
        List<JobPicture> inputs) {
    public Accepted {
        inputs = List.copyOf(inputs);
        if (!(cost > 0) || Double.isInfinite(cost)) {
            throw new IllegalArgumentException("a cost of " + cost);
        }
    }
}
