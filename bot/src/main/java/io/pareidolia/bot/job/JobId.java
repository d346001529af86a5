package io.pareidolia.bot.job;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * The name of a job towards strangers: who has it may see the dream, so it cannot be guessed.
 *
 * @param text 26 letters and digits: 128 random bits
 */
public record JobId(String text) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-v]{26}");
    private static final int BITS = 128;
    private static final int LENGTH = 26;
    private static final int RADIX = 32;

    public JobId {
        if (!SHAPE.matcher(text).matches()) {
            throw new IllegalArgumentException("not the name of a job");
        }
    }

    /** A new one. */
    public static JobId random(SecureRandom random) {
        String digits = new BigInteger(BITS, random).toString(RADIX);
        return new JobId("0".repeat(LENGTH - digits.length()) + digits);
    }

    @Override
    public String toString() {
        return text;
    }
}
