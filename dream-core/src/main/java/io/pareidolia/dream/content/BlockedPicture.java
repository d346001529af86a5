package io.pareidolia.dream.content;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A picture that nobody may bring again.
 *
 * @param sha256 of its file, 64 lower-case hexadecimal digits
 * @param fingerprint what it is recognised by in another file; empty if it is too plain for that
 */
public record BlockedPicture(String sha256, Optional<Fingerprint> fingerprint) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public BlockedPicture {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("no SHA-256 of a picture");
        }
    }

    /** True if a file with this hash, or a picture that looks like this, is the blocked one. */
    boolean is(String otherSha256, Optional<Fingerprint> other) {
        return sha256.equalsIgnoreCase(otherSha256)
                || fingerprint.flatMap(own -> other.filter(own::matches)).isPresent();
    }
}
