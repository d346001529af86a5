package io.pareidolia.bot.job;

import java.util.List;

/** A job that a worker may dream now. */
public record Claim(Lease lease, Job job, List<JobPicture> inputs) {
    public Claim {
        inputs = List.copyOf(inputs);
    }
}
