package io.pareidolia.bot.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    /** What strangers may be called. */
    private static final List<String> NAMES = List.of(
            "7",
            "@7",
            "*",
            "a/b",
            "a%2Fb",
            "%",
            "a b",
            "+",
            "a+b",
            "%40",
            "..",
            "\u0000",
            "\n",
            "\u202ex",
            "é",
            "\uD83D\uDC36",
            "'; DROP TABLE rule; --",
            "x jobsPerHour",
            "\"",
            "\\");

    @Test
    void eachScopeHasATextOfItsOwnThatReadsAsIt() {
        List<Scope> all = new ArrayList<>(List.of(Scope.ALL, Scope.platform("discord")));
        for (String name : NAMES) {
            all.add(Scope.community("discord", name));
            all.add(Scope.everywhere("discord", name));
            for (String other : NAMES) {
                all.add(Scope.member("discord", name, other));
                all.add(Scope.role("discord", name, other));
            }
        }
        assertThat(new HashSet<>(all.stream().map(Scope::text).toList())).hasSameSizeAs(all);
        assertThat(all).allSatisfy(scope -> {
            assertThat(Scope.of(scope.text())).contains(scope);
            assertThat(scope.text()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\s]");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "discord",
                "discord/42",
                "discord/42/@7",
                "discord/42/7",
                "discord/*/7",
                "reddit/aww/Some_One-1"
            })
    void theUsualTextsAreAsPeopleWriteThem(String text) {
        assertThat(Scope.of(text).map(Scope::text)).contains(text);
    }

    @Test
    void aSlashInAMembersNameMayBeWrittenAsItIs() {
        assertThat(Scope.of("lobby/lobby/a/b")).contains(Scope.member("lobby", "lobby", "a/b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/",
                "Discord",
                "discord/",
                "discord//7",
                "discord/42/",
                "discord/42/@",
                "discord/*",
                "discord/*/@7",
                "*/42",
                "dis cord",
                "discord/%zz",
                "discord/42/%4",
                "discord/ /7"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(Scope.of(text)).isEmpty();
    }

    @Test
    void aVeryLongNameIsNone() {
        assertThat(Scope.of("discord/" + "a".repeat(1000))).isEmpty();
    }

    @Test
    void upwardsGoesFromTheNarrowestToAll() {
        assertThat(Scope.member("discord", "42", "7").upwards())
                .extracting(Scope::text)
                .containsExactly("discord/42/7", "discord/*/7", "discord/42", "discord", "*");
        assertThat(Scope.role("discord", "42", "7").upwards())
                .extracting(Scope::text)
                .containsExactly("discord/42/@7", "discord/42", "discord", "*");
        assertThat(Scope.everywhere("discord", "7").upwards())
                .extracting(Scope::text)
                .containsExactly("discord/*/7", "discord", "*");
        assertThat(Scope.ALL.upwards()).containsExactly(Scope.ALL);
    }

    @Test
    void aReasonIsOneLineThatMovesNoCursor() {
        assertThat(Reason.of("  Back\nat\tnoon\u0007\u202e.\u0000 ")
                        .orElseThrow()
                        .text())
                .isEqualTo("Back at noon .");
        assertThat(Reason.of("\uD83D\uDC68\u200D\uD83D\uDC69").orElseThrow().text())
                .isEqualTo("\uD83D\uDC68\u200D\uD83D\uDC69");
        assertThat(Reason.of("x".repeat(501))).isEmpty();
        assertThat(Reason.of("x".repeat(500) + " ".repeat(10_000))).isPresent();
        assertThatThrownBy(() -> new Reason("x".repeat(501))).isInstanceOf(IllegalArgumentException.class);
    }
}
