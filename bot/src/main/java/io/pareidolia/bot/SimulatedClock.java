package io.pareidolia.bot;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock whose time passes only in a simulation. */
final class SimulatedClock extends Clock {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private volatile Instant now = START;

    /** So many seconds have passed since the beginning. */
    void pass(double seconds) {
        now = START.plusMillis(Math.round(1000 * seconds));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a simulation knows one zone");
    }

    @Override
    public Instant instant() {
        return now;
    }
}
