package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers write comes out as they see it, and does nothing. */
class MarkdownTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain words, and 3 numbers | plain words, and 3 numbers",
                "*bold* and _slanted_ | \\*bold\\* and \\_slanted\\_",
                "[a](https://example.org) | \\[a\\]\\(https\\:\\/\\/example\\.org\\)",
                "u/someone r/place | u\\/someone r\\/place",
                "www.example.org | www\\.example\\.org",
                "> quote | \\> quote",
                "# heading | \\# heading",
                "1. one | 1\\. one",
                "- one | \\- one",
                "+ one | \\+ one",
                "--- | \\-\\-\\-",
                ">!hidden!< | \\>\\!hidden\\!\\<",
                "^up ~~gone~~ `code` | \\^up \\~\\~gone\\~\\~ \\`code\\`",
                "a\\\\*b | a\\\\\\\\\\*b",
                "&amp; &#42; | \\&amp; \\&\\#42;",
                "![img](x) | \\!\\[img\\]\\(x\\)"
            })
    void signsStandForThemselves(String text, String escaped) {
        assertThat(Markdown.escape(text)).isEqualTo(escaped);
    }

    /** Nothing of a stranger's begins a line of its own, where more would mean something. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\n\r\nb",
                "a\u2028b",
                "a\u2029b",
                "a\tb",
                "a\u0085b",
                "a\u00a0b",
                "a    b",
                "a\u200b \u202eb"
            })
    void itStaysOnOneLine(String text) {
        assertThat(Markdown.escape(text)).isEqualTo("a b");
        assertThat(Markdown.code(text)).isEqualTo("`a b`");
    }

    @Test
    void whatDoesNotShowIsLeftOut() {
        assertThat(Markdown.escape("a\u202eb\u0000c\ud800d\ue000e😀")).isEqualTo("abcde😀");
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        String cut = Markdown.plain("😀".repeat(2_000));
        assertThat(cut).endsWith("😀…").hasSize(2 * Markdown.MOST + 1);
        assertThat(Markdown.escape("*".repeat(1_000))).hasSize(2_000);
    }

    @Test
    void codeHoldsAnyBacktick() {
        assertThat(Markdown.code("layer=a*b_c octaves=4")).isEqualTo("`layer=a*b_c octaves=4`");
        assertThat(Markdown.code("a`b")).isEqualTo("`` a`b ``");
        assertThat(Markdown.code("``")).isEqualTo("``` `` ```");
    }

    @Test
    void linksLeadWhereTheyShall() {
        assertThat(Markdown.link("a [b]", "https://example.org/x?a=1&b=(2)"))
                .isEqualTo("[a \\[b\\]](https://example.org/x?a=1&b=%282%29)");
        assertThat(Markdown.link("a", "https://example.org/ \"x)[y](z"))
                .isEqualTo("[a](https://example.org/%20%22x%29[y]%28z)");
    }
}
