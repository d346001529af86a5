package io.pareidolia.bot.quota;

import java.time.Duration;

/**
 * What holds where no rule says anything.
 *
 * @param filter {@code strict}, {@code sensitive} or {@code off}
 * @param nsfwExempt whether places marked NSFW go unfiltered
 */
public record QuotaDefaults(
        int jobsPerHour,
        int jobsPerDay,
        Duration deviceTimePerHour,
        Duration deviceTimePerDay,
        Duration deviceTimePerJob,
        int waitingPerMember,
        int runningPerMember,
        int runningPerCommunity,
        int largestSize,
        String filter,
        boolean nsfwExempt) {
    String value(RuleKey key) {
        return switch (key) {
            case JOBS_PER_HOUR -> String.valueOf(jobsPerHour);
            case JOBS_PER_DAY -> String.valueOf(jobsPerDay);
            case DEVICE_SECONDS_PER_HOUR -> String.valueOf(deviceTimePerHour.toSeconds());
            case DEVICE_SECONDS_PER_DAY -> String.valueOf(deviceTimePerDay.toSeconds());
            case DEVICE_SECONDS_PER_JOB -> String.valueOf(deviceTimePerJob.toSeconds());
            case WAITING_PER_MEMBER -> String.valueOf(waitingPerMember);
            case RUNNING_PER_MEMBER -> String.valueOf(runningPerMember);
            case RUNNING_PER_COMMUNITY -> String.valueOf(runningPerCommunity);
            case LARGEST_SIZE -> String.valueOf(largestSize);
            case NETWORKS, LOOKS, CHANNELS -> RuleForm.Names.ALL;
            case CHANNELS_DENIED, DEFAULTS, REPORTS_TO, MODERATORS -> RuleForm.NONE;
            case PRIVATE_ONLY -> "false";
            case PRIORITY -> "0";
            case FILTER -> filter;
            case NSFW_EXEMPT -> String.valueOf(nsfwExempt);
            case OPT_OUT -> "false";
            case CALLED -> "true";
            case TOTAL_JOBS_PER_HOUR, TOTAL_JOBS_PER_DAY, TOTAL_DEVICE_SECONDS_PER_HOUR, TOTAL_DEVICE_SECONDS_PER_DAY ->
                throw new IllegalArgumentException(key + " has no default");
        };
    }
}
