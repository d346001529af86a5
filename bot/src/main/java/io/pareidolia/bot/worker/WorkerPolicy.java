package io.pareidolia.bot.worker;

import java.time.Duration;

/**
 * How a worker goes about its jobs.
 *
 * @param lease how long a job stays with a worker that is not heard of
 * @param mostLosses after as many lost workers a job fails
 * @param kept how long dreams are kept
 * @param blockedPerHour so many refused pictures in an hour ban a member
 * @param ban for so long
 */
public record WorkerPolicy(Duration lease, int mostLosses, Duration kept, int blockedPerHour, Duration ban) {
    /** What the person is told whose job has cost too many workers. */
    public static final String TOO_MANY_LOSSES =
            "This dream failed several times for reasons of our own, so it was given up; another picture may work.";

    /** A job beyond so many times its estimate is stopped. */
    private static final int PATIENCE = 3;

    /** What comes before the first step and after the last, whatever the estimate: networks are read, pictures written. */
    private static final Duration AROUND = Duration.ofSeconds(10);

    /** How long a job may take. */
    Duration most(double estimatedSeconds) {
        return Duration.ofMillis((long) (estimatedSeconds * 1e3 * PATIENCE)).plus(AROUND);
    }

    /** Between two signs of life: three may be lost. */
    Duration pulse() {
        Duration third = lease.dividedBy(4);
        return third.compareTo(LONGEST_PULSE) < 0 ? third : LONGEST_PULSE;
    }

    /** Progress is heard with the pulse, so it is not slow even if leases are long. */
    private static final Duration LONGEST_PULSE = Duration.ofSeconds(1);
}
