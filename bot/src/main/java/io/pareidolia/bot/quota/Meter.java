package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.Arrays;

/** The four things that are counted: jobs and device-seconds, in an hour and in a day. */
enum Meter {
    JOBS_AN_HOUR(Window.HOUR, RuleKey.JOBS_PER_HOUR, RuleKey.TOTAL_JOBS_PER_HOUR, false),
    JOBS_A_DAY(Window.DAY, RuleKey.JOBS_PER_DAY, RuleKey.TOTAL_JOBS_PER_DAY, false),
    SECONDS_AN_HOUR(Window.HOUR, RuleKey.DEVICE_SECONDS_PER_HOUR, RuleKey.TOTAL_DEVICE_SECONDS_PER_HOUR, true),
    SECONDS_A_DAY(Window.DAY, RuleKey.DEVICE_SECONDS_PER_DAY, RuleKey.TOTAL_DEVICE_SECONDS_PER_DAY, true);

    private final Window window;
    private final RuleKey ofMember;
    private final RuleKey total;
    private final boolean inSeconds;

    Meter(Window window, RuleKey ofMember, RuleKey total, boolean inSeconds) {
        this.window = window;
        this.ofMember = ofMember;
        this.total = total;
        this.inSeconds = inSeconds;
    }

    static Meter of(RuleKey key) {
        return Arrays.stream(values())
                .filter(meter -> meter.ofMember == key || meter.total == key)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " is not counted"));
    }

    Window window() {
        return window;
    }

    /** The limit for one member. */
    RuleKey ofMember() {
        return ofMember;
    }

    /** The limit for all of a community or a platform. */
    RuleKey total() {
        return total;
    }

    boolean inSeconds() {
        return inSeconds;
    }

    /** The key goes into the name: an hour and a day that begin together would be one window otherwise. */
    Charge charge(Scope scope, RuleKey key, double seconds, double limit, Instant now) {
        return new Charge(
                scope.text() + " " + key.word(), window.start(now), window.end(now), inSeconds ? seconds : 1, limit);
    }
}
