package io.pareidolia.bot.settings;

import java.time.Duration;
import java.util.List;

/**
 * How jobs wait, and how much anybody may have; the rules of the quotas start from this.
 *
 * @param lease how long a job stays with a worker that gives no sign of life
 * @param maxLosses how many workers a job may lose before it fails
 * @param waitingPerMember jobs at once
 * @param runningPerMember jobs at once
 * @param runningPerCommunity jobs at once
 * @param jobsPerHour of one member
 * @param jobsPerDay of one member
 * @param deviceSecondsPerHour device time of one member in an hour
 * @param deviceSecondsPerDay device time of one member in a day
 * @param largestSize longest side of a dream in pixels
 */
public record QueueSettings(
        Duration lease,
        int maxLosses,
        int waitingPerMember,
        int runningPerMember,
        int runningPerCommunity,
        int jobsPerHour,
        int jobsPerDay,
        Duration deviceSecondsPerHour,
        Duration deviceSecondsPerDay,
        int largestSize) {
    private static final int MANY = 1_000_000;
    private static final SettingForm<Integer> JOBS = new NumberForm.Whole(1, MANY, "jobs");
    private static final SettingForm<Duration> DEVICE_TIME = NumberForm.Measured.from(Measure.TIME, "1 s", "10000 d");

    static final SettingKey<Duration> LEASE = new SettingKey<>(
            "queue.lease",
            NumberForm.Measured.from(Measure.TIME, "1 s", "1 h"),
            "30 s",
            "How long a job stays with a worker that gives no sign of life; then another takes it up.");
    static final SettingKey<Integer> MAX_LOSSES = new SettingKey<>(
            "queue.maxLosses",
            new NumberForm.Whole(1, 100, "workers"),
            "3",
            "How many workers may die over a job before it fails, so that no picture kills them for ever.");
    static final SettingKey<Integer> WAITING_PER_MEMBER =
            new SettingKey<>("queue.waitingPerMember", JOBS, "5", "How many jobs one member may have waiting at once.");
    static final SettingKey<Integer> RUNNING_PER_MEMBER = new SettingKey<>(
            "queue.runningPerMember", JOBS, "1", "How many jobs of one member may be dreamed at once.");
    static final SettingKey<Integer> RUNNING_PER_COMMUNITY = new SettingKey<>(
            "queue.runningPerCommunity", JOBS, "4", "How many jobs of one community may be dreamed at once.");
    static final SettingKey<Integer> JOBS_PER_HOUR =
            new SettingKey<>("queue.jobsPerHour", JOBS, "30", "How many jobs one member may have in an hour.");
    static final SettingKey<Integer> JOBS_PER_DAY =
            new SettingKey<>("queue.jobsPerDay", JOBS, "100", "How many jobs one member may have in a day.");
    static final SettingKey<Duration> DEVICE_SECONDS_PER_HOUR = new SettingKey<>(
            "queue.deviceSecondsPerHour",
            DEVICE_TIME,
            "30 min",
            "How much device time the jobs of one member may take in an hour.");
    static final SettingKey<Duration> DEVICE_SECONDS_PER_DAY = new SettingKey<>(
            "queue.deviceSecondsPerDay",
            DEVICE_TIME,
            "3 h",
            "How much device time the jobs of one member may take in a day.");
    static final SettingKey<Integer> LARGEST_SIZE = new SettingKey<>(
            "queue.largestSize",
            new NumberForm.Whole(64, 8192, "pixels"),
            "2048",
            "The longest side that a dream may have.");

    static final SettingSection SECTION = new SettingSection(
            "queue",
            "How jobs wait, and how much anybody may have unless \"pareidolia quota set\" says otherwise. A member is one"
                    + " person, a community the place where people ask.",
            List.of(
                    LEASE,
                    MAX_LOSSES,
                    WAITING_PER_MEMBER,
                    RUNNING_PER_MEMBER,
                    RUNNING_PER_COMMUNITY,
                    JOBS_PER_HOUR,
                    JOBS_PER_DAY,
                    DEVICE_SECONDS_PER_HOUR,
                    DEVICE_SECONDS_PER_DAY,
                    LARGEST_SIZE));

    static QueueSettings of(SettingValues values) {
        return new QueueSettings(
                values.get(LEASE),
                values.get(MAX_LOSSES),
                values.get(WAITING_PER_MEMBER),
                values.get(RUNNING_PER_MEMBER),
                values.get(RUNNING_PER_COMMUNITY),
                values.get(JOBS_PER_HOUR),
                values.get(JOBS_PER_DAY),
                values.get(DEVICE_SECONDS_PER_HOUR),
                values.get(DEVICE_SECONDS_PER_DAY),
                values.get(LARGEST_SIZE));
    }
}
