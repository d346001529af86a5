package io.pareidolia.bot.settings;

/**
 * What holds for one key.
 *
 * @param origin where it was said: a file and line, a variable, or "default"
 */
record Setting<T>(SettingKey<T> key, T value, String origin) {
    /** The value as YAML holds it, with a mask for a secret. */
    Object plain() {
        return key.form().plain(value);
    }
}
