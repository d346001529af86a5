package io.pareidolia.bot.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorAddressesTest {
    private final VisitorAddresses addresses = new VisitorAddresses(List.of("10.0.0.0/8", "192.168.1.2", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "203.0.113.1 | none | 203.0.113.1",
                "203.0.113.1 | 198.51.100.1 | 203.0.113.1",
                "10.1.2.3 | none | 10.1.2.3",
                "10.1.2.3 | 198.51.100.1 | 198.51.100.1",
                "10.1.2.3 | 6.6.6.6, 198.51.100.1, 10.9.9.9 | 198.51.100.1",
                "10.1.2.3 | 6.6.6.6, 198.51.100.1 , 192.168.1.2 | 198.51.100.1",
                "10.1.2.3 | 10.1.1.1 | 10.1.1.1",
                "10.1.2.3 | localhost | 10.1.2.3",
                "10.1.2.3 | de.ad | 10.1.2.3",
                "10.1.2.3 | 1.2.3.4.5 | 10.1.2.3",
                "10.1.2.3 | '' | 10.1.2.3",
                "10.1.2.3 | , | 10.1.2.3",
                "10.1.2.3 | 198.51.100.1:5555 | 198.51.100.1",
                "fd00::1 | [2001:db8:1:2:3::4]:5555 | 2001:db8:1:2:0:0:0:0/64",
                "fd00::1 | 2001:db8:1:2:3::4 | 2001:db8:1:2:0:0:0:0/64",
                "::ffff:10.1.2.3 | 198.51.100.1 | 198.51.100.1",
                "fe80::1%eth0 | none | fe80:0:0:0:0:0:0:0/64"
            })
    void theLastOneThatIsNotTrustedIsTheVisitor(String peer, String forwardedFor, String visitor) {
        assertThat(addresses.of(peer, forwardedFor)).isEqualTo(visitor);
    }
}
