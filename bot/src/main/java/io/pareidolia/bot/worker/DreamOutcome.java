package io.pareidolia.bot.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
     * @param filmstrip its file, if it was asked for and there is one
     * @param hidden true if the content filter suspects the dream: it is delivered where only who asked sees it
     */
    record Dreamed(
            Path result,
            String mediaType,
            int width,
            int height,
            double seconds,
            double estimatedSeconds,
            String recipe,
            List<String> remarks,
            Optional<Path> filmstrip,
            boolean hidden)
            implements DreamOutcome {
        public Dreamed {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * The picture or the recipe cannot be used, nowhere, or nobody shall dream on what the picture shows.
     *
     * @param finding what the operator may want to know of a picture that was refused for what it shows
     */
    record Refused(RefusalReason reason, String sentence, Optional<String> finding) implements DreamOutcome {}

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
