package io.pareidolia.bot.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Reads a file of settings: YAML, {@code lobby.port: 8080} in one line or {@code port: 8080} below {@code lobby:}. */
final class SettingsFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final SettingsReading reading;
    private final Map<String, Integer> lines = new HashMap<>();

    SettingsFile(Path file, SettingsReading reading) {
        this.file = file;
        this.reading = reading;
    }

    /** Says everything in the file to the reading, and every mistake. */
    void read() {
        try (YAMLParser parser = new YAMLFactory().createParser(text())) {
            documents(parser);
        } catch (JsonProcessingException malformed) {
            // what the parser says of it may quote a password
            reading.problem(
                    origin(line(malformed)),
                    "this line is no YAML; indent with spaces, close what was opened, and put quotes around a value"
                            + " with special characters.");
        } catch (CharacterCodingException foreign) {
            reading.problem(file.toString(), "this file is no text in UTF-8.");
        } catch (IOException unreadable) {
            reading.problem(file.toString(), "this file cannot be read; check that it is there.");
        }
    }

    private String text() throws IOException {
        String text = Files.readString(file);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private void documents(YAMLParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
            section(parser, "");
        } else if (first != null && first != JsonToken.VALUE_NULL) {
            reading.problem(origin(line(parser)), "a setting is a line such as lobby.port: 8080.");
            parser.skipChildren();
        }
        if (first != null && parser.nextToken() != null) {
            reading.problem(origin(line(parser)), "a second document begins here, which is not read.");
        }
    }

    /**
     * Reads to the end of a mapping that has just begun.
     *
     * @param prefix the name of the section with its dot, or empty
     */
    private void section(YAMLParser parser, String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            int line = line(parser);
            JsonToken value = parser.nextToken();
            Optional<SettingKey<?>> key = Settings.named(name);
            if (key.isPresent()) {
                value(parser, key.get(), line);
            } else if (!isSection(name)) {
                reading.problem(
                        origin(line),
                        "there is no setting \"" + StrangersName.of(name) + "\"."
                                + NearestWords.question(name, namesLike(name)));
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                section(parser, name + ".");
            } else if (value != JsonToken.VALUE_NULL) { // a section may be empty, with all of it commented out
                reading.problem(
                        origin(line), name + " is a section; its settings stand below it, indented by two spaces.");
                parser.skipChildren();
            }
        }
    }

    private void value(YAMLParser parser, SettingKey<?> key, int line) throws IOException {
        Integer before = lines.putIfAbsent(key.name(), line);
        if (before != null) {
            reading.problem(origin(line), key + " was said in line " + before + " already.");
            parser.skipChildren();
        } else if (isText(parser)) {
            reading.say(key, parser.getText(), origin(line));
        } else if (parser.currentToken() == JsonToken.START_ARRAY && key.form() instanceof SettingForm.Several<?>) {
            list(parser, key, line);
        } else {
            noValue(parser, key, line);
            parser.skipChildren();
        }
    }

    private void list(YAMLParser parser, SettingKey<?> key, int line) throws IOException {
        StringJoiner texts = new StringJoiner(",");
        boolean whole = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (isText(parser)) {
                texts.add(parser.getText());
            } else {
                whole = false;
                parser.skipChildren();
            }
        }
        if (whole) {
            reading.say(key, texts.toString(), origin(line));
        } else {
            noValue(parser, key, line);
        }
    }

    private void noValue(JsonParser parser, SettingKey<?> key, int line) {
        String advice = parser.currentToken() == JsonToken.VALUE_NULL
                ? "to have the default, leave the whole line out."
                : "what stands here is of another kind.";
        reading.problem(origin(line), key + " is " + key.form().range() + "; " + advice);
    }

    /** True if there is a value as it was typed. An alias stands for another one, and would be taken by its name. */
    private static boolean isText(YAMLParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return token.isScalarValue()
                && token != JsonToken.VALUE_NULL
                && token != JsonToken.VALUE_EMBEDDED_OBJECT
                && !parser.isCurrentAlias();
    }

    private static boolean isSection(String name) {
        return !name.isEmpty()
                && Settings.sections().stream()
                        .anyMatch(section -> section.name().equals(name));
    }

    /** What may have been meant: a setting, or a section if there is no dot in the name. */
    private static List<String> namesLike(String name) {
        Stream<String> keys = Settings.keys().map(SettingKey::name);
        Stream<String> sections =
                Settings.sections().stream().map(SettingSection::name).filter(SettingsFile::isSection);
        return (name.contains(".") ? keys : Stream.concat(keys, sections)).toList();
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static int line(JsonProcessingException malformed) {
        if (malformed.getCause() instanceof MarkedYAMLException marked) {
            // where the thing began that never ended; but of a block that is far above the mistake
            boolean block = String.valueOf(marked.getContext()).contains("block");
            Mark mark = block || marked.getContextMark() == null ? marked.getProblemMark() : marked.getContextMark();
            if (mark != null) {
                return mark.getLine() + 1;
            }
        }
        return malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
    }

    private String origin(int line) {
        return file + ":" + line;
    }
}
