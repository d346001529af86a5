package io.pareidolia.bot.settings;

/** What the content filter lets pass. */
public enum FilterMode {
    /** Everything but what is clearly pornographic. */
    SENSITIVE,
    /** What is suggestive is refused as well. */
    STRICT,
    /** Everything; only the operator may decide so. */
    OFF
}
