package io.pareidolia.bot.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told. */
final class SettableClock extends Clock {
    private final long start;
    private long now;

    SettableClock(Instant start) {
        this.start = start.toEpochMilli();
        this.now = this.start;
    }

    long start() {
        return start;
    }

    /** So many milliseconds after its start. */
    void set(long after) {
        now = start + after;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }
}
