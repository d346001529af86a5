package io.pareidolia.bot.job;

/**
 * A picture that a job starts from or comes to.
 *
 * @param role {@code source} or {@code dream}; later {@code guide}, {@code mask}, {@code film}
 * @param sha256 of its bytes, 64 hex digits: its name in the place where pictures are kept
 * @param mediaType such as {@code image/png}
 * @param bytes its length
 */
public record JobPicture(String role, String sha256, String mediaType, long bytes) {
    public static final String SOURCE = "source";
    public static final String DREAM = "dream";
}
