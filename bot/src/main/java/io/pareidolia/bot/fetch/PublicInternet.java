package io.pareidolia.bot.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are of the public internet, after IANA's registries of special-purpose addresses (RFC 6890 and what
 * followed it). In doubt an address is not public: no picture lives there.
 */
final class PublicInternet {
    private static final List<AddressBlock> SPECIAL = blocks(
            "0.0.0.0/8", // "this network": on Linux 0.0.0.0 is this machine
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a provider's customers (CGNAT); a cloud's metadata at 100.100.100.200
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // a cloud's platform service, from inside any of its machines
            "169.254.0.0/16", // link-local; metadata of most clouds at 169.254.169.254
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays from 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarking
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // Teredo, benchmarking, ORCHID and other protocols
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address inside
            "3fff::/20"); // documentation

    /**
     * The only part of IPv6 that is given out. Outside of it are unspecified, loopback, IPv4-mapped and -compatible,
     * NAT64 (64:ff9b::/96 and 64:ff9b:1::/48), discard, segment routing, unique-local, link-local, site-local and
     * multicast addresses.
     */
    private static final AddressBlock GLOBAL_UNICAST = AddressBlock.of("2000::/3");

    private PublicInternet() {}

    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean given = bytes.length == 4 || (GLOBAL_UNICAST.contains(bytes) && !isatap(bytes));
        return given && SPECIAL.stream().noneMatch(block -> block.contains(bytes));
    }

    /** Under any prefix, an IPv4 address behind 0000:5efe or 0200:5efe is one inside a tunnel (RFC 5214). */
    private static boolean isatap(byte[] address) {
        return (address[8] & ~2) == 0 && address[9] == 0 && address[10] == 0x5e && (address[11] & 0xff) == 0xfe;
    }

    private static List<AddressBlock> blocks(String... notations) {
        return Stream.of(notations).map(AddressBlock::of).toList();
    }
}
