package io.pareidolia.bot.settings;

import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the variables that begin with {@value #PREFIX}. An empty one counts as not set, as the files that start
 * containers often leave them.
 */
final class SettingsEnvironment {
    static final String PREFIX = "PAREIDOLIA_";

    /** Names the file of settings. */
    static final String FILE = "PAREIDOLIA_CONFIG";

    /** Variables that other parts of the program read by themselves. */
    static final Set<String> OTHERS = Set.of(
            FILE,
            "PAREIDOLIA_CACHE",
            "PAREIDOLIA_CATALOGUE",
            "PAREIDOLIA_LOOKS",
            "PAREIDOLIA_NETWORKS",
            "PAREIDOLIA_TRACE");

    private final Map<String, String> environment;
    private final SettingsReading reading;

    SettingsEnvironment(Map<String, String> environment, SettingsReading reading) {
        this.environment = environment;
        this.reading = reading;
    }

    /** Says every variable to the reading, and every mistake. */
    void read() {
        Settings.keys().forEach(this::read);
        Set<String> known = new TreeSet<>(OTHERS);
        Settings.keys()
                .flatMap(key -> Stream.concat(Stream.of(key.variable()), key.fileVariable().stream()))
                .forEach(known::add);
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
                .sorted()
                .forEach(name -> reading.problem(
                        StrangersName.of(name),
                        "there is no setting of this name." + NearestWords.question(name, List.copyOf(known))));
    }

    private void read(SettingKey<?> key) {
        Optional<String> text = variable(key.variable());
        Optional<String> fileVariable =
                key.fileVariable().filter(name -> variable(name).isPresent());
        if (text.isPresent() && fileVariable.isPresent()) {
            reading.problem(
                    key.variable(), key + " is also said by " + fileVariable.get() + "; one of them is enough.");
        } else {
            text.ifPresent(value -> reading.say(key, value, key.variable()));
            fileVariable.ifPresent(name -> readFile(key, name));
        }
    }

    private void readFile(SettingKey<?> key, String variable) {
        String file = variable(variable).orElseThrow();
        try {
            String text = Files.readString(Path.of(file)).replaceFirst("\\R\\z", "");
            if (text.isEmpty()) {
                reading.problem(variable, "the file " + StrangersName.of(file) + " is empty.");
            } else {
                reading.say(key, text, variable);
            }
        } catch (IOException | InvalidPathException unreadable) {
            reading.problem(
                    variable,
                    "the file " + StrangersName.of(file) + " cannot be read; check that it is there, with text in"
                            + " UTF-8, and that the service may read it.");
        }
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
    }
}
