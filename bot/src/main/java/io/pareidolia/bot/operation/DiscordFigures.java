package io.pareidolia.bot.operation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The figures of the connection to Discord; there from the beginning on, so that an alarm sees them rise. */
public final class DiscordFigures {
    /** Discord waits for three seconds; half of one is what is promised. */
    private static final Duration[] ACKNOWLEDGEMENTS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final Timer acknowledgements;
    private final Counter limits;
    private final Map<Integer, AtomicInteger> shards = new ConcurrentHashMap<>();

    DiscordFigures(MeterRegistry registry) {
        this.registry = registry;
        acknowledgements = Timer.builder("pareidolia.discord.acknowledgement")
                .description("From hearing of what somebody did until Discord had taken the acknowledgement")
                .serviceLevelObjectives(ACKNOWLEDGEMENTS)
                .register(registry);
        limits = Counter.builder("pareidolia.discord.rate.limits")
                .description("Requests that Discord answered with 429")
                .register(registry);
        for (boolean answer : new boolean[] {false, true}) {
            edits(answer, false);
            edits(answer, true);
        }
    }

    public void acknowledged(Duration took) {
        acknowledgements.record(took);
    }

    /**
     * Counts an edit.
     *
     * @param answer whether it was the answer; else it said how far it is
     */
    public void edited(boolean answer, boolean done) {
        edits(answer, done).increment();
    }

    private Counter edits(boolean answer, boolean done) {
        return Counter.builder("pareidolia.discord.edits")
                .description("Edits of messages")
                .tags("kind", answer ? "answer" : "progress", "outcome", done ? "ok" : "failed")
                .register(registry);
    }

    public void rateLimited() {
        limits.increment();
    }

    public void gateway(int shard, boolean connected) {
        shards.computeIfAbsent(shard, this::gauge).set(connected ? 1 : 0);
    }

    private AtomicInteger gauge(int shard) {
        AtomicInteger state = new AtomicInteger();
        Gauge.builder("pareidolia.discord.gateway", state, AtomicInteger::get)
                .description("Whether a shard is connected")
                .tag("shard", String.valueOf(shard))
                .register(registry);
        return state;
    }
}
