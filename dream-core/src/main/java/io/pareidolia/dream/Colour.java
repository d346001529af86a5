package io.pareidolia.dream;

import java.util.Locale;

/** Whose colours the result has. */
public enum Colour {
    /** The dream's own. */
    DREAM,
    /** The original's: the dream's brightness (Y) with the original's chroma (Cb, Cr). */
    KEEP;

    /** The word for it in a recipe. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
