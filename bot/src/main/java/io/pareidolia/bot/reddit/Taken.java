package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.JobId;
import java.util.Optional;

/** What came of something that was heard. */
sealed interface Taken {
    /** A job, which waits to be decided on. */
    record Received(JobId job) implements Taken {}

    /** It is done, or was done before. */
    record Done(String what, Optional<Whisper> whisper) implements Taken {
        Done(String what) {
            this(what, Optional.empty());
        }
    }

    /** Nothing, and never will. */
    record Ignored(String why) implements Taken {}

    /** Not yet: it is to be heard again. */
    record Later(String why) implements Taken {}
}
