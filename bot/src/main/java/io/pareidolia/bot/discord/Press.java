package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.JobId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button means. It stands in the button's own id, with a version, so that buttons outlive restarts and months:
 * {@code 1:deeper:} and the job, or {@code 1:look:}, the job and the name of a look.
 *
 * @param look which one, for {@link Verb#LOOK} alone
 */
record Press(Verb verb, JobId job, Optional<String> look) {
    private static final Pattern SHAPE = Pattern.compile("1:([a-z]{1,20}):([0-9a-v]{26})(?::([a-z][a-z0-9-]{0,31}))?");

    Press(Verb verb, JobId job) {
        this(verb, job, Optional.empty());
    }

    /** One of the looks of a sheet. */
    static Press of(JobId sheet, String look) {
        return new Press(Verb.LOOK, sheet, Optional.of(look));
    }

    /** What can be pressed. */
    enum Verb {
        DEEPER,
        STRONGER,
        AGAIN,
        CHANGE,
        ORIGINAL,
        PROCESS,
        LOOK,
        DELETE,
        CANCEL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String id() {
        return "1:" + verb.word() + ":" + job.text()
                + look.map(name -> ":" + name).orElse("");
    }

    /** Empty for a button of some other program, or of a later version of this one. */
    static Optional<Press> of(String id) {
        Matcher matcher = SHAPE.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (Verb verb : Verb.values()) {
            Optional<String> look = Optional.ofNullable(matcher.group(3));
            if (verb.word().equals(matcher.group(1)) && look.isPresent() == (verb == Verb.LOOK)) {
                return Optional.of(new Press(verb, new JobId(matcher.group(2)), look));
            }
        }
        return Optional.empty();
    }
}
