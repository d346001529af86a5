package io.pareidolia.bot.lobby;

import io.pareidolia.bot.settings.LobbySettings;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which names the lobby may be called, so that no other site can make a visitor's browser act here: neither under a
 * name of its own that leads to this machine, nor from a page of its own.
 */
final class OwnNames {
    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final Optional<String> publicOrigin;

    OwnNames(LobbySettings settings) {
        settings.names().forEach(this::add);
        add(settings.host());
        settings.publicUrl().map(URI::getHost).ifPresent(this::add);
        publicOrigin = settings.publicUrl().map(url -> url.getScheme() + "://" + url.getAuthority());
    }

    private void add(String name) {
        boolean bareV6 = name.contains(":") && !name.startsWith("[");
        names.add((bareV6 ? "[" + name + "]" : name).toLowerCase(Locale.ROOT));
    }

    /** Whether a Host header says one of them, with whatever port. */
    boolean include(@Nullable String host) {
        return host != null && names.contains(withoutPort(host).toLowerCase(Locale.ROOT));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /**
     * Whether a request comes from a page of the lobby itself, or from no page at all.
     *
     * @param host what the Host header says
     * @param origin what the Origin header says, if there is one
     * @param fetchSite what Sec-Fetch-Site says, if there is one
     */
    boolean mayChange(@Nullable String host, @Nullable String origin, @Nullable String fetchSite) {
        boolean site = fetchSite == null || fetchSite.equals("same-origin") || fetchSite.equals("none");
        return site
                && (origin == null
                        || publicOrigin.filter(origin::equalsIgnoreCase).isPresent()
                        || origin.equalsIgnoreCase("http://" + host)
                        || origin.equalsIgnoreCase("https://" + host));
    }
}
