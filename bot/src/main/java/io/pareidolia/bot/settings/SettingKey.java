package io.pareidolia.bot.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One setting: its name, form, default and help. This is the only definition; the commented file, the variables of the
 * environment, the checks and whatever is shown speak from it.
 *
 * @param <T> the type of its values
 */
final class SettingKey<T> {
    private static final String PREFIX = "PAREIDOLIA_";

    private final String name;
    private final SettingForm<T> form;
    private final T usual;
    private final Function<Map<String, String>, T> usualHere;
    private final String help;

    /**
     * @param name its section and its own, with a dot between
     * @param usual the default, as it would be written
     * @param help one sentence on what it decides
     */
    SettingKey(String name, SettingForm<T> form, String usual, String help) {
        this.name = name;
        this.form = form;
        this.usual = form.read(usual).orElseThrow(() -> new IllegalArgumentException(name + " can't be " + usual));
        this.usualHere = environment -> this.usual;
        this.help = help;
    }

    /**
     * A setting whose default depends on the machine.
     *
     * @param usual the default on most machines
     * @param usualHere the default in an environment
     */
    SettingKey(
            String name, SettingForm<T> form, String usual, Function<Map<String, String>, T> usualHere, String help) {
        this.name = name;
        this.form = form;
        this.usual = form.read(usual).orElseThrow(() -> new IllegalArgumentException(name + " can't be " + usual));
        this.usualHere = usualHere;
        this.help = help;
    }

    String name() {
        return name;
    }

    /** The name without its section. */
    String ownName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    String help() {
        return help;
    }

    SettingForm<T> form() {
        return form;
    }

    /** The default, as YAML holds it. */
    Object usualPlain() {
        return form.plain(usual);
    }

    /** The default in an environment. */
    T usual(Map<String, String> environment) {
        return usualHere.apply(environment);
    }

    /** The variable that sets it: {@code PAREIDOLIA_QUEUE_JOBS_PER_HOUR} for {@code queue.jobsPerHour}. */
    String variable() {
        return PREFIX
                + name.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** The variable that names a file with the value; only secrets have one. */
    Optional<String> fileVariable() {
        return form.secret() ? Optional.of(variable() + "_FILE") : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
