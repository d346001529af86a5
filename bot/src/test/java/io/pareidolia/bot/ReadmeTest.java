package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps README.md, and the page of recipes that it leads to, true where the program knows better. */
class ReadmeTest {
    private final List<String> lines = lines("README.md");
    private final List<String> recipes = lines("docs/recipes.md");

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("..", file));
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void theTableOfKeysIsTheirDefinition() {
        int from = recipes.indexOf("<!-- recipe keys: the test of this page keeps them true -->");
        int to = recipes.indexOf("<!-- end of recipe keys -->");
        assertThat(recipes.subList(from + 3, to))
                .containsExactlyElementsOf(RecipeKey.typed().stream()
                        .map(key -> "| `" + key.name() + "` | " + key.help() + " | " + key.range() + " | "
                                + key.usualText().orElse("") + " |")
                        .toList());
    }

    @Test
    void theVerbsAreTheirDefinition() {
        assertThat(recipes)
                .containsAll(Arrays.stream(Verb.values())
                        .map(verb -> "| `" + verb.word() + "` | " + verb.help() + " |")
                        .toList());
    }

    @Test
    void everyCommandOfThePageExists() {
        List<String> commands = lines.stream()
                .filter(line -> line.startsWith("| `pareidolia "))
                .map(line -> line.substring("| `pareidolia ".length(), line.indexOf('`', 3)))
                .toList();
        assertThat(commands).hasSizeGreaterThan(5).allSatisfy(command -> {
            String[] words = Stream.concat(Arrays.stream(command.split(" ")), Stream.of("--help"))
                    .toArray(String[]::new);
            assertThat(new Shell(Path.of("target")).type(words)).isZero();
        });
    }

    @Test
    void itIsShort() {
        assertThat(lines).hasSizeLessThan(200);
    }
}
