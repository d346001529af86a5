package io.pareidolia.bot.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The web page and its HTTP interface.
 *
 * @param enabled false for a service without them
 * @param host the address or name to listen on
 * @param port 0 for any that is free
 * @param password that visitors must know, if there is one
 * @param trustedProxies addresses and networks ({@code 10.0.0.0/8}) whose X-Forwarded-For is believed
 * @param publicUrl where visitors find it, ending with {@code /}; empty if that is where it listens
 * @param names further names and addresses, without port, that a Host header may say
 * @param maxBytes of an upload
 * @param perAddressPerMinute requests of one address, files of the page not counted
 */
public record LobbySettings(
        boolean enabled,
        String host,
        int port,
        Optional<Secret> password,
        List<String> trustedProxies,
        Optional<URI> publicUrl,
        List<String> names,
        long maxBytes,
        int perAddressPerMinute) {
    private static final SettingForm<String> NAME = new WordForm.HostName();

    static final SettingKey<Boolean> ENABLED =
            new SettingKey<>("lobby.enabled", new WordForm.Truth(), "true", "Whether there is a web page.");
    static final SettingKey<String> HOST = new SettingKey<>(
            "lobby.host",
            NAME,
            "127.0.0.1",
            "Address it listens on. 0.0.0.0 is every address of this machine: set a password then.");
    static final SettingKey<Integer> PORT = new SettingKey<>(
            "lobby.port",
            new NumberForm.Whole(0, 65_535, ""),
            "8080",
            "TCP port it listens on; 0 takes any that is free.");
    static final SettingKey<Optional<Secret>> PASSWORD = new SettingKey<>(
            "lobby.password",
            new SettingForm.Perhaps<>(new WordForm.Hidden(text -> true, "a password")),
            "",
            "What visitors must know. Empty: whoever reaches the page may use it.");
    static final SettingKey<List<String>> TRUSTED_PROXIES = new SettingKey<>(
            "lobby.trustedProxies",
            new SettingForm.Several<>(new WordForm.Subnet(), 0),
            "",
            "Proxies in front of the page whose word on a visitor's address (X-Forwarded-For) is believed.");
    static final SettingKey<Optional<URI>> PUBLIC_URL = new SettingKey<>(
            "lobby.publicUrl",
            new SettingForm.Perhaps<>(new WordForm.Site(List.of("https", "http"))),
            "",
            "Where visitors find the page, if a proxy stands before it. Empty: where it listens.");
    static final SettingKey<List<String>> NAMES = new SettingKey<>(
            "lobby.names",
            new SettingForm.Several<>(NAME, 0),
            "",
            "Further names and addresses by which visitors may call the page; requests that call it anything else are"
                    + " refused. Those of lobby.host, lobby.publicUrl and localhost are known.");
    static final SettingKey<Long> MAX_BYTES = new SettingKey<>(
            "lobby.maxBytes",
            NumberForm.Measured.from(Measure.BYTES, "100 kB", "40 MB"),
            "40 MB",
            "The largest file that may be uploaded.");
    static final SettingKey<Integer> PER_ADDRESS_PER_MINUTE = new SettingKey<>(
            "lobby.perAddressPerMinute",
            new NumberForm.Whole(1, 100_000, "requests"),
            "120",
            "How many requests one address may make in a minute; files of the page itself do not count.");

    static final SettingSection SECTION = new SettingSection(
            "lobby",
            "The lobby: the web page and its HTTP interface.",
            List.of(
                    ENABLED,
                    HOST,
                    PORT,
                    PASSWORD,
                    TRUSTED_PROXIES,
                    PUBLIC_URL,
                    NAMES,
                    MAX_BYTES,
                    PER_ADDRESS_PER_MINUTE));

    public LobbySettings {
        trustedProxies = List.copyOf(trustedProxies);
        names = List.copyOf(names);
    }

    static LobbySettings of(SettingValues values) {
        return new LobbySettings(
                values.get(ENABLED),
                values.get(HOST),
                values.get(PORT),
                values.get(PASSWORD),
                values.get(TRUSTED_PROXIES),
                values.get(PUBLIC_URL),
                values.get(NAMES),
                values.get(MAX_BYTES),
                values.get(PER_ADDRESS_PER_MINUTE));
    }
}
