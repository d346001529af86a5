package io.pareidolia.bot.worker;

import java.nio.file.Path;
import java.util.List;

/** How it went with a {@link DreamTask}. Sentences are for the person who asked. */
public sealed interface DreamOutcome {
    /**
     * There is a dream.
     *
     * @param result its file, the one that was asked for
     * @param mediaType such as {@code image/png}
     * @param width in pixels
     * @param height likewise
     * @param seconds of the device that it took
     * @param estimatedSeconds what the core thought it takes on a device of this kind
     * @param recipe as it is stamped into the file
     * @param remarks on what was done otherwise than one might think, a sentence each
     */
    record Dreamed(
            Path result,
            String mediaType,
            int width,
            int height,
            double seconds,
            double estimatedSeconds,
            String recipe,
            List<String> remarks)
            implements DreamOutcome {
        public Dreamed {
            remarks = List.copyOf(remarks);
        }
    }

    /** The picture or the recipe cannot be used, nowhere. */
    record Refused(String sentence) implements DreamOutcome {}

    /** It did not work here, or took too long. */
    record Failed(String sentence) implements DreamOutcome {}

    /** As {@link DreamerProcess#cancel} told. */
    record Cancelled() implements DreamOutcome {}

    /**
     * The dreamer is gone, and with it what it had done. The job is as good as new.
     *
     * @param why for the log
     * @param suspect true if the job itself may be what killed it; false if it was never begun or is given back
     */
    record Lost(String why, boolean suspect) implements DreamOutcome {}
}
