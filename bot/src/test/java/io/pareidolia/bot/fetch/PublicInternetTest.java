package io.pareidolia.bot.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicInternetTest {
    /** The last address before each block, its first, its last, and the first behind it. */
    @ParameterizedTest
    @CsvSource({
        "         , 0.0.0.0, 0.255.255.255, 1.0.0.0",
        "9.255.255.255, 10.0.0.0, 10.255.255.255, 11.0.0.0",
        "100.63.255.255, 100.64.0.0, 100.127.255.255, 100.128.0.0",
        "126.255.255.255, 127.0.0.0, 127.255.255.255, 128.0.0.0",
        "168.63.129.15, 168.63.129.16, 168.63.129.16, 168.63.129.17",
        "169.253.255.255, 169.254.0.0, 169.254.255.255, 169.255.0.0",
        "172.15.255.255, 172.16.0.0, 172.31.255.255, 172.32.0.0",
        "191.255.255.255, 192.0.0.0, 192.0.0.255, 192.0.1.0",
        "192.0.1.255, 192.0.2.0, 192.0.2.255, 192.0.3.0",
        "192.88.98.255, 192.88.99.0, 192.88.99.255, 192.88.100.0",
        "192.167.255.255, 192.168.0.0, 192.168.255.255, 192.169.0.0",
        "198.17.255.255, 198.18.0.0, 198.19.255.255, 198.20.0.0",
        "198.51.99.255, 198.51.100.0, 198.51.100.255, 198.51.101.0",
        "203.0.112.255, 203.0.113.0, 203.0.113.255, 203.0.114.0",
        "223.255.255.255, 224.0.0.0, 255.255.255.255, ",
        "         , ::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2000::",
        "2000:ffff::, 2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "2001:db7:ffff::, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db9::",
        "2001:ffff::, 2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2003::",
        "3ffe:ffff::, 3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:1000::",
        "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ",
    })
    void eachBlockEndsWhereTheRegistrySays(String before, String first, String last, String behind) {
        assertThat(isPublic(first)).isFalse();
        assertThat(isPublic(last)).isFalse();
        if (before != null) {
            assertThat(isPublic(before)).isTrue();
        }
        if (behind != null) {
            assertThat(isPublic(behind)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.215.14", "162.159.128.233", "2606:4700::6810:84e5", "2a00:1450:4001::1"})
    void wherePicturesLive(String address) {
        assertThat(isPublic(address)).isTrue();
    }

    @Property
    void whatJavaKnowsToBeSpecialIsNotPublic(@ForAll @Size(4) byte[] address) throws UnknownHostException {
        checkAgainstJava(InetAddress.getByAddress(address));
    }

    @Property
    void whatJavaKnowsToBeSpecialIsNotPublicInTheNewProtocolEither(@ForAll @Size(16) byte[] address)
            throws UnknownHostException {
        checkAgainstJava(InetAddress.getByAddress(address));
    }

    @Property
    void noFormOfAnIpv4AddressInsideIpv6IsPublic(@ForAll int embedded) throws UnknownHostException {
        for (String prefix : new String[] {"::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:0:0", "2606:4700::5efe:0:0"}) {
            assertThat(PublicInternet.contains(with(prefix, 12, embedded))).isFalse();
        }
        assertThat(PublicInternet.contains(with("2002::", 2, embedded))).isFalse();
        assertThat(PublicInternet.contains(with("2001::", 12, embedded))).isFalse();
        assertThat(PublicInternet.contains(with("2606:4700::200:5efe:0:0", 12, embedded)))
                .isFalse();
    }

    private static InetAddress with(String prefix, int offset, int embedded) throws UnknownHostException {
        byte[] bytes = StandInInternet.address(prefix).getAddress();
        ByteBuffer.wrap(bytes).putInt(offset, embedded);
        return InetAddress.getByAddress(bytes);
    }

    private static void checkAgainstJava(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            assertThat(PublicInternet.contains(address)).isFalse();
        }
    }

    private static boolean isPublic(String literal) {
        return PublicInternet.contains(StandInInternet.address(literal));
    }
}
