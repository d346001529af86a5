package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.reddit.client.Scope;
import io.pareidolia.bot.settings.SettingsTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps what README.md and deploy/reddit.md say of Reddit true where the program knows better. */
class RedditGuideTest {
    private final String readme = read("README.md");
    private final String guide = read("deploy/reddit.md");

    private static String read(String file) {
        try {
            return Files.readString(Path.of("..", file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void theTableOfScopesIsTheirDefinition() {
        String table = readme.substring(readme.indexOf("| scope | why |"), readme.indexOf("## The content filter"));
        assertThat(found(table, "`[a-z]+` \\| [^|]+(?= \\|)"))
                .containsExactlyElementsOf(Arrays.stream(Scope.values())
                        .map(scope -> "`" + scope.word() + "` | " + scope.reason())
                        .toList());
    }

    @Test
    void theAddressForATokenAsksForEachScope() {
        assertThat(guide)
                .contains("&scope="
                        + String.join(
                                "+",
                                Arrays.stream(Scope.values()).map(Scope::word).toList())
                        + "\n");
    }

    @Test
    void everyCommandIsTold() {
        assertThat(CommentRequest.Command.Kind.values())
                .allSatisfy(kind -> assertThat(guide).contains("`" + kind.word()));
    }

    @Test
    void everyKeyOfThePageIsTold() {
        assertThat(found(WikiTemplate.text(), "^#?[a-z_]+(?=:)"))
                .hasSizeGreaterThan(10)
                .allSatisfy(key -> assertThat(guide).contains("`" + key.replace("#", "") + "`"));
        for (SubredditRules.Reply reply : SubredditRules.Reply.values()) {
            assertThat(guide).contains("`" + reply.word() + "`");
        }
    }

    @Test
    void everySettingHasItsVariableAndNoOtherIsNamed() {
        List<String> known = found(
                        String.join("\n", SettingsTemplate.lines())
                                .split("\nreddit:\n", 2)[1]
                                .split("\n[a-z]+:\n", 2)[0],
                        "^  #[A-Za-z]+(?=:)")
                .stream()
                .map(key -> "PAREIDOLIA_REDDIT_"
                        + key.substring(3).replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
                .toList();
        assertThat(known)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(guide).contains("`" + name + "`"));
        assertThat(found(guide, "PAREIDOLIA_REDDIT_[A-Z_]+"))
                .allSatisfy(name -> assertThat(known).contains(name.replaceAll("_FILE$", "")));
    }
}
