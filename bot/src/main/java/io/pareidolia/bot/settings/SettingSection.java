package io.pareidolia.bot.settings;

import java.util.List;

/**
 * Settings that belong together.
 *
 * @param name what stands before the dot of their names; empty for those without one
 * @param help what they are about, in a sentence
 */
record SettingSection(String name, String help, List<SettingKey<?>> keys) {
    SettingSection {
        keys = List.copyOf(keys);
    }
}
