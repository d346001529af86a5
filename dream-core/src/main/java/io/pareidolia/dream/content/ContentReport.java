package io.pareidolia.dream.content;

import java.util.List;
import java.util.Optional;

/**
 * What one look at a picture tells.
 *
 * @param views what the whole picture seems to show, and then, if it is much longer than high or the other way round,
 *     what its middle shows
 * @param fingerprint what it can be recognised by; empty if it is so plain that others look the same
 */
public record ContentReport(List<Probabilities> views, Optional<Fingerprint> fingerprint) {
    public ContentReport {
        views = List.copyOf(views);
    }
}
