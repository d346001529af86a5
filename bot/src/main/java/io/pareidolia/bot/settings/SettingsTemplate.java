package io.pareidolia.bot.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.text.WordUtils;

/** The file that an operator starts from, {@code config/pareidolia.yaml}: every setting with its help, commented out. */
public final class SettingsTemplate {
    private static final int WIDTH = 100;
    private static final String HEAD =
            "Every setting of the service. All stand at their defaults and are commented out,"
                    + " so that this file as it is changes nothing. To change one, take away the # before its name.";
    private static final String FILES = "The service reads the file that \"run --config FILE\" or the variable "
            + SettingsEnvironment.FILE
            + " names, else pareidolia.yaml or config/pareidolia.yaml in the folder where it is started."
            + " \"pareidolia settings show\" prints what holds, and where each was said.";
    private static final String VARIABLES = "Each setting has a variable of the environment too, which beats the file: "
            + LobbySettings.PORT.variable() + " for " + LobbySettings.PORT + ", "
            + FetchSettings.ALLOW_LOOPBACK.variable() + " for " + FetchSettings.ALLOW_LOOPBACK
            + "; lists have commas in it. A secret may stand in a file of its own instead, whose path is in "
            + LobbySettings.PASSWORD.fileVariable().orElseThrow() + ".";
    private static final String UNITS =
            "Times are whole numbers with ms, s, min, h or d behind them, sizes with kB, MB,"
                    + " GB or TB, each a thousand of the one before.";

    private SettingsTemplate() {}

    /** Its lines. */
    public static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String paragraph : List.of(HEAD, FILES, VARIABLES, UNITS)) {
            lines.addAll(comment("", paragraph));
            lines.add("#");
        }
        lines.remove(lines.size() - 1);
        for (SettingSection section : Settings.sections()) {
            lines.add("");
            if (!section.name().isEmpty()) {
                lines.addAll(comment("", section.help()));
                lines.add(section.name() + ":");
            }
            for (SettingKey<?> key : section.keys()) {
                lines.addAll(entry(section, key));
                lines.add("");
            }
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static List<String> entry(SettingSection section, SettingKey<?> key) {
        String indent = SettingsYaml.indent(section);
        List<String> lines = new ArrayList<>(comment(indent, key.help()));
        lines.addAll(comment(indent, "Values: " + key.form().range() + ". Default: " + usual(key) + "."));
        lines.add(SettingsYaml.line(section, key, key.usualPlain(), "#"));
        return lines;
    }

    private static String usual(SettingKey<?> key) {
        Object usual = key.usualPlain();
        String text = usual instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : usual.toString();
        return text.isEmpty() ? (usual instanceof List<?> ? "none" : "empty") : text;
    }

    private static List<String> comment(String indent, String text) {
        String start = indent + "# ";
        return Arrays.asList((start + WordUtils.wrap(text, WIDTH - start.length(), "\n" + start, false)).split("\n"));
    }
}
