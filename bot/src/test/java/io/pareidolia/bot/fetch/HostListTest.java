package io.pareidolia.bot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostListTest {
    private final HostList list = HostList.of(List.of("i.redd.it", "*.Example.com", "*.bücher.example"));

    @ParameterizedTest
    @ValueSource(strings = {"i.redd.it", "a.example.com", "a.b.example.com", "www.xn--bcher-kva.example"})
    void allowsExactHostsAndThoseBelowAName(String host) {
        assertThat(list.allows(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redd.it",
                "x.i.redd.it",
                "i.redd.it.evil.example",
                "example.com",
                "evilexample.com",
                "a.example.com.evil",
                "xn--bcher-kva.example",
                "93.184.215.14"
            })
    void refusesWhatOnlyLooksLikeThem(String host) {
        assertThat(list.allows(host)).isFalse();
    }

    @Test
    void noHostMeansAll() {
        assertThat(HostList.ANY.allows("cats.example")).isTrue();
        assertThat(HostList.of(List.of()).allows("cats.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "*.", "a.*.com", "*a.com", "**.a.com", "http://a.com", "a.com/b", "a b.com", "a.com:80"
            })
    void aPatternThatIsNoHostIsNamed(String pattern) {
        assertThatThrownBy(() -> HostList.of(List.of("a.com", pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + pattern + "\" is no host");
    }
}
