package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Wish;
import java.util.Optional;

/** Whose picture it was in the beginning that a dream was made of, over all the dreams between. */
final class Authors {
    /** Deeper has nobody gone. */
    private static final int DEEPEST = 50;

    private final Jobs jobs;
    private final Doorkeeper doorkeeper;

    Authors(Jobs jobs, Doorkeeper doorkeeper) {
        this.jobs = jobs;
        this.doorkeeper = doorkeeper;
    }

    /** Whether somebody who posted a picture behind a job does not want it to be dreamed. */
    boolean anyLeftAlone(JobId id) {
        Optional<Job> job = jobs.find(id);
        for (int depth = 0; job.isPresent() && depth < DEEPEST; depth++) {
            if (!job.get().received().asker().front().equals(DiscordFront.NAME)) {
                return false;
            }
            long author = ReplyTo.of(job.get().received().replyTo()).author();
            if (doorkeeper.leavesAlone(author, job.get().received().asker().community())) {
                return true;
            }
            job = job.get().received().wish().source() instanceof Wish.Source.OfJob other
                    ? jobs.find(other.job())
                    : Optional.empty();
        }
        return false;
    }
}
