package io.pareidolia.bot.job;

import java.util.Optional;

/** What dreams look like on the way. */
public interface Previews {
    /** The latest glimpse of a job that is dreamed, a small JPEG; empty where there is none yet or none any more. */
    Optional<byte[]> latest(JobId id);
}
