package io.pareidolia.bot.reddit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** A part of a moderators' page as it was typed, with the line on which it begins, the first being 1. */
sealed interface YamlPart {
    int line();

    /**
     * A value.
     *
     * @param text empty also where nothing is said
     */
    record Word(int line, String text) implements YamlPart {}

    /** A list. */
    record Several(int line, List<YamlPart> items) implements YamlPart {
        public Several {
            items = List.copyOf(items);
        }
    }

    /** Keys with their values, in the order of the page. A key may stand there twice. */
    record Keyed(int line, List<Entry> entries) implements YamlPart {
        public Keyed {
            entries = List.copyOf(entries);
        }
    }

    /** One key with its value. */
    record Entry(int line, String key, YamlPart value) {}

    /** It is no YAML that we read. */
    final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        private Malformed(int line, String sentence) {
            super(sentence);
            this.line = line;
        }

        int line() {
            return line;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** Rules are short. */
    int LONGEST = 32 << 10;

    /**
     * Reads a page; empty if nothing stands on it but comments.
     *
     * @throws Malformed with a sentence on what is wrong with it
     */
    static Optional<YamlPart> read(String page) throws Malformed {
        if (page.length() > LONGEST) {
            throw new Malformed(1, "The page has more than " + LONGEST + " characters.");
        }
        return new Reading(page).whole();
    }

    /** The way through one page. */
    final class Reading {
        private static final int DEEPEST = 6;
        private static final Pattern UNQUOTED = Pattern.compile("[^#]*:\\s*>=?\\s*-?[0-9].*");
        private static final Pattern TAB = Pattern.compile("\\s*\\t.*");

        private final String page;

        private Reading(String page) {
            this.page = page.startsWith("\uFEFF") ? page.substring(1) : page;
        }

        private static YAMLFactory factory() {
            LoaderOptions limits = new LoaderOptions();
            limits.setCodePointLimit(LONGEST);
            limits.setMaxAliasesForCollections(0);
            limits.setNestingDepthLimit(DEEPEST);
            return YAMLFactory.builder()
                    .loaderOptions(limits)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST)
                            .build())
                    .build();
        }

        private Optional<YamlPart> whole() throws Malformed {
            try (YAMLParser parser = factory().createParser(page)) {
                if (parser.nextToken() == null) {
                    return Optional.empty();
                }
                YamlPart part = part(parser);
                if (parser.nextToken() != null) {
                    throw new Malformed(line(parser), "A second document begins here; all rules stand in one.");
                }
                return Optional.of(part)
                        .filter(some ->
                                !(some instanceof Word word) || !word.text().isEmpty());
            } catch (JsonProcessingException wrong) {
                int line = wrong.getCause() instanceof MarkedYAMLException || wrong.getLocation() == null
                        ? marked(wrong.getCause())
                        : wrong.getLocation().getLineNr();
                throw noYaml(line);
            } catch (YAMLException wrong) {
                throw noYaml(marked(wrong));
            } catch (IOException impossible) {
                throw noYaml(1);
            }
        }

        private static int marked(@Nullable Throwable wrong) {
            if (!(wrong instanceof MarkedYAMLException marked)) {
                return 1;
            }
            // where the thing began that never ended; but of a block that is far above the mistake
            boolean block = String.valueOf(marked.getContext()).contains("block");
            Mark mark = block || marked.getContextMark() == null ? marked.getProblemMark() : marked.getContextMark();
            return mark == null ? 1 : mark.getLine() + 1;
        }

        /** What the parser says is for programmers; the line tells more. */
        private Malformed noYaml(int line) {
            String[] lines = page.split("\\R", -1);
            int at = Math.min(Math.max(line, 1), lines.length);
            for (int near = Math.max(1, at - 1); near <= at; near++) {
                if (UNQUOTED.matcher(lines[near - 1]).matches()) {
                    return new Malformed(
                            near, "Put quotes around what begins with >, as in account_age: \"> 7 days\".");
                }
                if (TAB.matcher(lines[near - 1]).matches()) {
                    return new Malformed(near, "This line begins with a tab; indent with spaces.");
                }
            }
            return new Malformed(
                    at,
                    "This is no YAML: indent with spaces, close what was opened, and put quotes around a value with"
                            + " special characters.");
        }

        private static int line(YAMLParser parser) {
            return Math.max(1, parser.currentTokenLocation().getLineNr());
        }

        private YamlPart part(YAMLParser parser) throws IOException, Malformed {
            int line = line(parser);
            if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                throw new Malformed(line, "Nothing on the page may stand for something else on it (& and *).");
            }
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_ARRAY) {
                List<YamlPart> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(part(parser));
                }
                return new Several(line, items);
            }
            if (token == JsonToken.START_OBJECT) {
                List<Entry> entries = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    int keyLine = line(parser);
                    String key = parser.currentName();
                    parser.nextToken();
                    entries.add(new Entry(keyLine, key == null ? "" : key, part(parser)));
                }
                return new Keyed(line, entries);
            }
            if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
                throw new Malformed(line, "Only words, numbers and lists stand on the page.");
            }
            return new Word(line, token == JsonToken.VALUE_NULL ? "" : parser.getText());
        }
    }
}
