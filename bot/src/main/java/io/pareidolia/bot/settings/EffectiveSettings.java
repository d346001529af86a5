package io.pareidolia.bot.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;

/** The settings that hold, and where each was said. */
public final class EffectiveSettings {
    private static final int COLUMN = 48;

    private final Optional<Path> file;
    private final SettingValues values;
    private final Settings settings;

    EffectiveSettings(Optional<Path> file, SettingValues values) {
        this.file = file;
        this.values = values;
        this.settings = Settings.of(values);
    }

    public Settings settings() {
        return settings;
    }

    /** The file that was read, if there was one. */
    public Optional<Path> file() {
        return file;
    }

    /**
     * Lines of YAML that say the same settings when they are read, each with its origin in a comment. Instead of a
     * secret there is a mask, which is refused when it is read.
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (SettingSection section : Settings.sections()) {
            if (!section.name().isEmpty()) {
                lines.add(section.name() + ":");
            }
            for (SettingKey<?> key : section.keys()) {
                Setting<?> setting = values.setting(key);
                String line = SettingsYaml.line(section, key, setting.plain(), "");
                lines.add(StringUtils.rightPad(line, COLUMN) + "  # " + setting.origin());
            }
        }
        return lines;
    }
}
