package io.pareidolia.bot.settings;

import io.pareidolia.dream.failure.StrangersName;
import java.util.ArrayList;
import java.util.List;

/** What a file and variables say, read so far; mistakes are gathered, so that all can be told at once. */
final class SettingsReading {
    private final List<Setting<?>> said = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Reads a value.
     *
     * @param origin the file and line, or the variable
     */
    <T> void say(SettingKey<T> key, String text, String origin) {
        key.form()
                .read(key.form().secret() ? text : text.strip())
                .ifPresentOrElse(
                        value -> said.add(new Setting<>(key, value, origin)),
                        () -> problem(
                                origin,
                                key + " is " + key.form().range()
                                        + (key.form().quotable() ? ", not \"" + StrangersName.of(text) + "\"" : "")
                                        + "."));
    }

    /**
     * Something cannot be used.
     *
     * @param sentence what, and what to do; no secret may be in it
     */
    void problem(String origin, String sentence) {
        problems.add(origin + ": " + sentence);
    }

    /** What was said, in this order. */
    List<Setting<?>> said() {
        return said;
    }

    /** Throws if there were mistakes. */
    void finish() {
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }
}
