package io.pareidolia.bot.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How pictures are fetched from strangers' links.
 *
 * @param allowLoopback true lifts the rules on scheme, port and host for loopback addresses; only for tests
 * @param maxBytes of a picture
 * @param timeout for a whole fetch, redirects included
 * @param proxy {@code http://host:port/} that everything is fetched through; without a port it is 80
 * @param lobbyHosts hosts from which the lobby fetches, {@code *.example.com} for all below one; empty for any
 */
public record FetchSettings(
        boolean allowLoopback, long maxBytes, Duration timeout, Optional<URI> proxy, List<String> lobbyHosts) {
    private static final SettingForm<String> HOST = WordForm.Text.of(
            "(\\*\\.)?[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*",
            "a host such as i.redd.it, or \"*.example.com\" in quotes for every host below example.com");

    static final SettingKey<Boolean> ALLOW_LOOPBACK = new SettingKey<>(
            "fetch.allowLoopback",
            new WordForm.Truth(),
            "false",
            "Whether links to this very machine are followed, whatever their scheme and port. For tests: it opens to"
                    + " strangers what listens here.");
    static final SettingKey<Long> MAX_BYTES = new SettingKey<>(
            "fetch.maxBytes",
            NumberForm.Measured.from(Measure.BYTES, "100 kB", "40 MB"),
            "40 MB",
            "The largest file that is fetched.");
    static final SettingKey<Duration> TIMEOUT = new SettingKey<>(
            "fetch.timeout",
            NumberForm.Measured.from(Measure.TIME, "100 ms", "10 min"),
            "30 s",
            "How long fetching a picture may take in all.");
    static final SettingKey<Optional<URI>> PROXY = new SettingKey<>(
            "fetch.proxy",
            new SettingForm.Perhaps<>(new WordForm.Site(List.of("http"))),
            "",
            "HTTP proxy through which everything is fetched. Empty: none.");
    static final SettingKey<List<String>> LOBBY_HOSTS = new SettingKey<>(
            "fetch.lobbyHosts",
            new SettingForm.Several<>(HOST, 0),
            "",
            "The only hosts from which the lobby fetches. None: from any.");

    static final SettingSection SECTION = new SettingSection(
            "fetch",
            "How pictures are fetched from people's links.",
            List.of(ALLOW_LOOPBACK, MAX_BYTES, TIMEOUT, PROXY, LOBBY_HOSTS));

    public FetchSettings {
        lobbyHosts = List.copyOf(lobbyHosts);
    }

    static FetchSettings of(SettingValues values) {
        return new FetchSettings(
                values.get(ALLOW_LOOPBACK),
                values.get(MAX_BYTES),
                values.get(TIMEOUT),
                values.get(PROXY),
                values.get(LOBBY_HOSTS));
    }
}
