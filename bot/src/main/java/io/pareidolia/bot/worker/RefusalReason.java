package io.pareidolia.bot.worker;

/** What is wrong with what a dreamer refused. */
public enum RefusalReason {
    /** The picture cannot be read, or the recipe cannot be used. */
    INPUT,
    /** The content filter suspects the picture. */
    FILTER,
    /** The picture is one of those that are blocked. */
    BLOCKLIST;

    /** True if it is what the picture shows: such attempts are counted. */
    public boolean isContent() {
        return this != INPUT;
    }
}
