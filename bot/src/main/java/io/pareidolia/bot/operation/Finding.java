package io.pareidolia.bot.operation;

import java.util.Optional;

/**
 * What a look at one part of the service or of the machine has found.
 *
 * @param part what was looked at, in a word or two
 * @param sentence for the operator; it holds no secret
 * @param remedy what to do, if something is to be done
 */
public record Finding(String part, Grade grade, String sentence, Optional<String> remedy) {
    /** How bad it is. */
    public enum Grade {
        /** As it should be. */
        OK,
        /** It works, but not as well, or not for long. */
        WARN,
        /** It does not work. */
        FAIL
    }

    public static Finding ok(String part, String sentence) {
        return new Finding(part, Grade.OK, sentence, Optional.empty());
    }

    public static Finding warn(String part, String sentence, String remedy) {
        return new Finding(part, Grade.WARN, sentence, Optional.of(remedy));
    }

    public static Finding fail(String part, String sentence, String remedy) {
        return new Finding(part, Grade.FAIL, sentence, Optional.of(remedy));
    }
}
