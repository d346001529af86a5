package io.pareidolia.bot.fetch;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operator may decide about fetching.
 *
 * @param bytes the most bytes of a picture, counted after any compression of the transfer is undone
 * @param silence how long a server may take to accept a connection, to answer, and then to send the next piece
 * @param whole how long a fetch may take from the first connection to the last byte, redirects included
 * @param userAgent how the program presents itself to servers
 * @param proxy the HTTP proxy that all requests go through; its own address may be private
 * @param loopbackAllowed lifts the rules about schemes, ports and hosts for loopback addresses and nothing else; for
 *     tests
 */
public record FetchSettings(
        long bytes,
        Duration silence,
        Duration whole,
        String userAgent,
        Optional<InetSocketAddress> proxy,
        boolean loopbackAllowed) {
    public FetchSettings {
        if (bytes < 1 || !positive(silence) || !positive(whole)) {
            throw new IllegalArgumentException("a limit of a fetch is not above zero");
        }
    }

    /** 40 MB; 10 seconds of silence and 30 in all; no proxy, no loopback. */
    public static FetchSettings usual(String userAgent) {
        return new FetchSettings(
                40_000_000, Duration.ofSeconds(10), Duration.ofSeconds(30), userAgent, Optional.empty(), false);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && duration.toMillis() > 0;
    }
}
