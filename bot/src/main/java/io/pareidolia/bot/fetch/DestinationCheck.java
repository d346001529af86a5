package io.pareidolia.bot.fetch;

import io.pareidolia.bot.fetch.FetchFailure.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/** Decides whether a URL leads to a place that pictures are fetched from. Instances may be shared between threads. */
final class DestinationCheck {
    private static final Set<Integer> PORTS = Set.of(80, 443);

    /** Names that no public server has (RFC 6761, 6762, 8375 and ICANN's .internal): nobody need be asked for them. */
    private static final List<String> PRIVATE_NAMES = List.of(".localhost", ".local", ".internal", ".home.arpa");

    private final Dns resolver;
    private final boolean proxied;
    private final boolean loopbackAllowed;

    /** @param proxied true if a name that {@code resolver} does not know may still be known to a proxy */
    DestinationCheck(Dns resolver, boolean proxied, boolean loopbackAllowed) {
        this.resolver = resolver;
        this.proxied = proxied;
        this.loopbackAllowed = loopbackAllowed;
    }

    /** The place with all its addresses, each of which was checked. */
    Destination of(HttpUrl url, HostList hosts) throws FetchFailure {
        Optional<Reason> forbidden = forbidden(url, hosts);
        if (forbidden.isPresent() && !loopbackAllowed) {
            throw new FetchFailure(forbidden.get());
        }
        List<InetAddress> addresses = addresses(url.host());
        boolean loopback = !addresses.isEmpty() && addresses.stream().allMatch(InetAddress::isLoopbackAddress);
        if (loopbackAllowed && loopback) {
            return new Destination(url, addresses);
        } else if (forbidden.isPresent()) {
            throw new FetchFailure(forbidden.get());
        } else if (!addresses.stream().allMatch(PublicInternet::contains)) {
            throw new FetchFailure(Reason.PRIVATE_ADDRESS);
        } else if (addresses.isEmpty() && !proxied) {
            throw new FetchFailure(Reason.UNREACHABLE);
        }
        return new Destination(url, addresses);
    }

    private static Optional<Reason> forbidden(HttpUrl url, HostList hosts) {
        if (!PORTS.contains(url.port())) {
            return Optional.of(Reason.PORT);
        } else if (!hosts.allows(url.host())) {
            return Optional.of(Reason.HOST);
        }
        return isPrivateName(url.host()) ? Optional.of(Reason.PRIVATE_ADDRESS) : Optional.empty();
    }

    /** A name of one label is one of this network: what it means depends on where one asks. */
    private static boolean isPrivateName(String host) {
        return !LinkText.isAddress(host)
                && (!host.contains(".") || PRIVATE_NAMES.stream().anyMatch(host::endsWith));
    }

    private List<InetAddress> addresses(String host) {
        try {
            return LinkText.isAddress(host)
                    ? Stream.of(InetAddress.getByName(host)).toList() // parsed, not looked up
                    : resolver.lookup(host);
        } catch (UnknownHostException nobody) {
            return List.of();
        }
    }
}
