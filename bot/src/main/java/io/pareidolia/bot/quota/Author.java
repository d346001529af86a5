package io.pareidolia.bot.quota;

/**
 * Who changes a rule, bans or pauses.
 *
 * @param name the operating system's user, or what the platform calls the person
 */
public record Author(Kind kind, String name) {
    /** The program itself, where the content filter has seen too much. */
    public static final Author CONTENT_FILTER = new Author(Kind.PROGRAM, "content filter");

    /** What gives them the right. */
    public enum Kind {
        OPERATOR,
        MODERATOR,
        MEMBER,
        PROGRAM
    }

    public static Author operator(String name) {
        return new Author(Kind.OPERATOR, name);
    }

    /** As it stands in the audit table. */
    public String text() {
        return switch (kind) {
            case OPERATOR -> "operator " + name;
            case MODERATOR -> "moderator " + name;
            case MEMBER -> "member " + name;
            case PROGRAM -> "the " + name;
        };
    }
}
