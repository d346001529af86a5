package io.pareidolia.bot.quota;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an operator or a moderator tells people, in one line.
 *
 * @param text without control characters, with neither blanks at its ends nor two in a row; may be empty
 */
public record Reason(String text) {
    /** As many characters as every platform shows. */
    public static final int LONGEST = 500;

    /** Whatever moves a cursor or turns the writing; emoji need the joiners among the other format characters. */
    private static final Pattern BLANK = Pattern.compile(
            "[\\s\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]+");

    /** None was given. */
    public static final Reason NONE = new Reason("");

    public Reason {
        text = BLANK.matcher(text).replaceAll(" ").strip();
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a reason of " + text.length() + " characters");
        }
    }

    /** Empty if it is too long. */
    public static Optional<Reason> of(String text) {
        String line = BLANK.matcher(text).replaceAll(" ").strip();
        return line.length() > LONGEST ? Optional.empty() : Optional.of(new Reason(line));
    }
}
