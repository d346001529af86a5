package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.JobId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button means. It stands in the button's own id, with a version, so that buttons outlive restarts and months:
 * {@code 1:deeper:} and the job.
 */
record Press(Verb verb, JobId job) {
    private static final Pattern SHAPE = Pattern.compile("1:([a-z]{1,20}):([0-9a-v]{26})");

    /** What can be pressed. */
    enum Verb {
        DEEPER,
        STRONGER,
        AGAIN,
        CHANGE,
        ORIGINAL,
        DELETE,
        CANCEL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String id() {
        return "1:" + verb.word() + ":" + job.text();
    }

    /** Empty for a button of some other program, or of a later version of this one. */
    static Optional<Press> of(String id) {
        Matcher matcher = SHAPE.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (Verb verb : Verb.values()) {
            if (verb.word().equals(matcher.group(1))) {
                return Optional.of(new Press(verb, new JobId(matcher.group(2))));
            }
        }
        return Optional.empty();
    }
}
