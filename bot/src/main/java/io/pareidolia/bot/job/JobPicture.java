package io.pareidolia.bot.job;

/**
 * A picture that a job starts from or comes to.
 *
 * @param role {@code source}, {@code dream} or {@code filmstrip}; later {@code guide}, {@code mask}, {@code film}
 * @param sha256 of its bytes, 64 hex digits: its name in the place where pictures are kept
 * @param mediaType such as {@code image/png}
 * @param bytes its length
 */
public record JobPicture(String role, String sha256, String mediaType, long bytes) {
    public static final String SOURCE = "source";
    public static final String DREAM = "dream";

    /** How the dream came to be, step by step, as one picture. */
    public static final String FILMSTRIP = "filmstrip";
}
