package io.pareidolia.bot.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds for each key: the last that was said, or the default. */
final class SettingValues {
    static final String DEFAULT = "default";

    private final Map<SettingKey<?>, Setting<?>> settings = new LinkedHashMap<>();

    /**
     * @param said in the order in which it counts: what comes later beats what comes before
     * @param environment decides the defaults that depend on the machine
     */
    SettingValues(List<Setting<?>> said, Map<String, String> environment) {
        Settings.keys().forEach(key -> settings.put(key, usual(key, environment)));
        said.forEach(setting -> settings.put(setting.key(), setting));
    }

    private static <T> Setting<T> usual(SettingKey<T> key, Map<String, String> environment) {
        return new Setting<>(key, key.usual(environment), DEFAULT);
    }

    <T> T get(SettingKey<T> key) {
        return setting(key).value();
    }

    @SuppressWarnings("unchecked") // a setting has the type of its key, and keys are few and compared by identity
    <T> Setting<T> setting(SettingKey<T> key) {
        Setting<?> setting = settings.get(key);
        if (setting == null) {
            throw new IllegalStateException(key + " is in no section");
        }
        return (Setting<T>) setting;
    }
}
