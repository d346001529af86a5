package io.pareidolia.dream.content;

import java.util.Optional;

/**
 * A picture that nobody may bring again.
 *
 * @param sha256 of its file, 64 lower-case hexadecimal digits
 * @param fingerprint what it is recognised by in another file; empty if it is too plain for that
 */
public record BlockedPicture(String sha256, Optional<Fingerprint> fingerprint) {
    /** True if a file with this hash, or a picture that looks like this, is the blocked one. */
    boolean is(String otherSha256, Optional<Fingerprint> other) {
        return sha256.equalsIgnoreCase(otherSha256)
                || fingerprint.flatMap(own -> other.filter(own::matches)).isPresent();
    }
}
