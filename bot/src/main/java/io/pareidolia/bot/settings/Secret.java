package io.pareidolia.bot.settings;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A password, or an address that works like one. Nothing shows it by accident: as text and as JSON it is
 * {@value #MASK}, and Java cannot serialise it.
 */
public final class Secret {
    static final String MASK = "***";

    private final transient String text;

    /**
     * @param text as it was given, at least one character
     */
    public Secret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret without a character");
        }
        this.text = text;
    }

    /** The secret itself, for the one who must present or compare it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && text.equals(secret.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    @JsonValue
    public String toString() {
        return MASK;
    }
}
