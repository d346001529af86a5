package io.pareidolia.bot.settings;

import java.util.List;
import org.slf4j.event.Level;

/**
 * What the service writes about itself.
 *
 * @param json true for one JSON object a line
 * @param level the least important that is written
 */
public record LogSettings(boolean json, Level level) {
    static final SettingKey<Boolean> JSON = new SettingKey<>(
            "log.json", new WordForm.Truth(), "false", "Whether each line of the log is a JSON object.");
    static final SettingKey<Level> LEVEL = new SettingKey<>(
            "log.level",
            new WordForm.Choice<>(List.of(Level.values())),
            "info",
            "The least important that is written.");

    static final SettingSection SECTION =
            new SettingSection("log", "What the service writes about itself.", List.of(JSON, LEVEL));

    static LogSettings of(SettingValues values) {
        return new LogSettings(values.get(JSON), values.get(LEVEL));
    }
}
