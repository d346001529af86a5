package io.pareidolia.bot.job;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a request is not queued.
 *
 * @param sentence for the person
 * @param renews when the same request may be queued, if it is only a matter of time
 */
public record Refusal(Reason reason, String sentence, Optional<Instant> renews) {
    /** What a front may want to answer differently. */
    public enum Reason {
        /** The recipe or the picture's link cannot be used as it is. */
        REQUEST,
        /** What was sent is no picture that can be read. */
        NOT_A_PICTURE,
        /** The picture has too many bytes or pixels. */
        TOO_LARGE,
        /** The dream would cost too much. */
        TOO_COSTLY,
        /** A rule does not allow it, to this person or at all. */
        FORBIDDEN,
        /** A quota is used up, or too many jobs wait. */
        QUOTA,
        /** We have no room or no worker at the moment, or dreaming is paused. */
        UNAVAILABLE,
        /** The content filter or the list of blocked pictures. */
        CONTENT
    }

    /** One that does not pass with time. */
    public static Refusal of(Reason reason, String sentence) {
        return new Refusal(reason, sentence, Optional.empty());
    }
}
