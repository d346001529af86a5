package io.pareidolia.bot.job;

import java.util.Optional;

/** What dreams look like on the way: the newest picture of each that is dreamed, and no other. */
public interface Previews {
    /** Shows how a job looks now; nothing, if the lease does not hold any more. */
    void show(Lease lease, byte[] jpeg);

    /** How a job looks now, as a JPEG; empty unless it is dreamed and has a preview already. */
    Optional<byte[]> latest(JobId id);
}
