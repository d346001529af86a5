package io.pareidolia.bot.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes single lines of YAML, since Jackson's generator can put no comments between its own. */
final class SettingsYaml {
    private static final ObjectMapper SCALARS = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());
    private static final ObjectMapper QUOTED = new ObjectMapper();

    private SettingsYaml() {}

    /**
     * {@code name: value}, indented if it is in a section.
     *
     * @param plain a string, a number, a truth value, or a list of strings
     * @param mark what stands before the name: # comments it out
     */
    static String line(SettingSection section, SettingKey<?> key, Object plain, String mark) {
        return indent(section)
                + mark
                + (plain instanceof List<?> list ? key.ownName() + ": " + flow(list) : entry(key.ownName(), plain));
    }

    static String indent(SettingSection section) {
        return section.name().isEmpty() ? "" : "  ";
    }

    private static String flow(List<?> list) {
        return list.stream().map(item -> written(QUOTED, item)).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String entry(String name, Object scalar) {
        return written(SCALARS, Map.of(name, scalar));
    }

    private static String written(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value).strip();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
