package io.pareidolia.bot.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the values of a setting are written, and which of them are allowed. The file and the variables write them alike.
 *
 * @param <T> what they are in the program
 */
sealed interface SettingForm<T> permits NumberForm, WordForm, SettingForm.Perhaps, SettingForm.Several {
    /** The value, or empty if {@code text} is none that is allowed. */
    Optional<T> read(String text);

    /** What stands for {@code value} in YAML: a string, a number, a truth value, or a list of strings. */
    Object plain(T value);

    /** What is allowed, in words that follow "is": "a whole number from 1 to 12". */
    String range();

    /** True if nobody may see the value. */
    default boolean secret() {
        return false;
    }

    /** False if a mistyped value may not be repeated, since people put secrets there. */
    default boolean quotable() {
        return !secret();
    }

    /** A value, or the empty text for none. */
    record Perhaps<T>(SettingForm<T> form) implements SettingForm<Optional<T>> {
        @Override
        public Optional<Optional<T>> read(String text) {
            Optional<T> value = text.isEmpty() ? Optional.empty() : form.read(text);
            return text.isEmpty() || value.isPresent() ? Optional.of(value) : Optional.empty();
        }

        @Override
        public Object plain(Optional<T> value) {
            return value.map(form::plain).orElse("");
        }

        @Override
        public String range() {
            return form.range() + ", or empty";
        }

        @Override
        public boolean secret() {
            return form.secret();
        }

        @Override
        public boolean quotable() {
            return form.quotable();
        }
    }

    /**
     * Values in a row, with commas between where they stand in one text.
     *
     * @param fewest how many there must be
     */
    record Several<T>(SettingForm<T> form, int fewest) implements SettingForm<List<T>> {
        @Override
        public Optional<List<T>> read(String text) {
            List<T> values = new ArrayList<>();
            for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
                Optional<T> value = form.read(part.strip());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                values.add(value.get());
            }
            return values.size() < fewest ? Optional.empty() : Optional.of(List.copyOf(values));
        }

        @Override
        public Object plain(List<T> value) {
            return value.stream().map(form::plain).map(String::valueOf).toList();
        }

        @Override
        public String range() {
            return "a list" + (fewest > 0 ? " of at least " + fewest : "") + ", each " + form.range();
        }
    }
}
