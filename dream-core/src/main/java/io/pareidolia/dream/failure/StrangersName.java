package io.pareidolia.dream.failure;

/** What a stranger's file calls something, made fit to stand in a sentence. */
public final class StrangersName {
    /** As long as a name may be in a sentence that people still read to its end, in code points. */
    public static final int MOST = 80;

    private StrangersName() {}

    /** Shortened in its middle to {@value #MOST} code points, with what would not show replaced by a question mark. */
    public static String of(String name) {
        String plain = masked(
                name.length() <= 4 * MOST
                        ? name
                        : name.substring(0, 2 * MOST) + "…" + name.substring(name.length() - 2 * MOST));
        int points = plain.codePointCount(0, plain.length());
        if (points <= MOST) {
            return plain;
        }
        return plain.substring(0, plain.offsetByCodePoints(0, MOST / 2)) + "…"
                + plain.substring(plain.offsetByCodePoints(0, points - MOST / 2 + 1));
    }

    /** The text with a question mark for each character that moves the cursor, turns the writing or shows nothing. */
    static String masked(String text) {
        if (text.codePoints().noneMatch(StrangersName::hidden)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> plain.appendCodePoint(hidden(point) ? '?' : point));
        return plain.toString();
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
