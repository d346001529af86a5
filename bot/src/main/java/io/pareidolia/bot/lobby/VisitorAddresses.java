package io.pareidolia.bot.lobby;

import io.pareidolia.bot.fetch.AddressBlock;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * From which address a request comes. What a proxy says of it is believed only of those that the operator trusts; of a
 * chain of proxies the last one that is not trusted is the visitor. Of an IPv6 address the network counts, since a
 * household has all addresses of one.
 */
final class VisitorAddresses {
    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern V4_WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^]]*)](:[0-9]+)?");
    private static final int NETWORK_BYTES = 8;

    private final List<AddressBlock> trusted;

    /** @param trusted addresses and networks of proxies, such as {@code 10.0.0.0/8} */
    VisitorAddresses(List<String> trusted) {
        this.trusted = trusted.stream()
                .map(text -> text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32"))
                .map(AddressBlock::of)
                .toList();
    }

    /**
     * The visitor's address, or the network of it.
     *
     * @param peer who has made the connection
     * @param forwardedFor what X-Forwarded-For says, if there is such a header
     */
    String of(String peer, @Nullable String forwardedFor) {
        InetAddress visitor = literal(peer).orElseThrow(() -> new IllegalArgumentException(peer));
        String[] hops = forwardedFor == null ? new String[0] : forwardedFor.split(",", -1);
        for (int hop = hops.length - 1; hop >= 0 && isTrusted(visitor); hop--) {
            Optional<InetAddress> before = literal(hops[hop].strip());
            if (before.isEmpty()) {
                break;
            }
            visitor = before.get();
        }
        return text(visitor);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address.getAddress()));
    }

    /** Reads an address; names are none, so that no header makes this machine ask for one. */
    private static Optional<InetAddress> literal(String text) {
        String bare = text.replaceFirst("%.*", "");
        var bracketed = IN_BRACKETS.matcher(bare);
        var withPort = V4_WITH_PORT.matcher(bare);
        if (bracketed.matches()) {
            bare = bracketed.group(1);
        } else if (withPort.matches()) {
            bare = withPort.group(1);
        }
        if (!V4.matcher(bare).matches() && !bare.contains(":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    private static String text(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
