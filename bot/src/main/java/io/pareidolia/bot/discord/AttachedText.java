package io.pareidolia.bot.discord;

import io.pareidolia.bot.fetch.FetchFailure;
import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.fetch.PictureFetcher;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches small files that were attached to a command, on the same safe way as pictures, the operator's proxy included. */
final class AttachedText {
    private static final Logger LOG = LoggerFactory.getLogger(AttachedText.class);

    private final PictureFetcher fetcher;

    AttachedText(PictureFetcher fetcher) {
        this.fetcher = fetcher;
    }

    /** Its bytes; empty if it cannot be had or is longer. */
    Optional<byte[]> read(String url, int longest) {
        try {
            return Optional.of(fetcher.fetchBytes(url, HostList.ANY, longest));
        } catch (FetchFailure failure) {
            LOG.info("an attached file could not be fetched: {}", failure.getMessage());
            return Optional.empty();
        }
    }
}
