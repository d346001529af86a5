package io.pareidolia.bot.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what holds: a variable of the environment beats the file, the file beats the default. */
public final class SettingsLoader {
    private final Map<String, String> environment;
    private final Path workingFolder;

    /**
     * @param environment variables of the process
     * @param workingFolder where a file is looked for if nobody names one
     */
    public SettingsLoader(Map<String, String> environment, Path workingFolder) {
        this.environment = Map.copyOf(environment);
        this.workingFolder = workingFolder;
    }

    /**
     * Reads and checks everything.
     *
     * @param named a file; without one it is that of the variable {@value SettingsEnvironment#FILE}, else
     *     {@code pareidolia.yaml} or {@code config/pareidolia.yaml} in the working folder, else there is none
     * @throws SettingsException with every mistake, if there are any
     */
    public EffectiveSettings load(Optional<Path> named) {
        SettingsReading reading = new SettingsReading();
        Optional<Path> file = named.or(this::ofVariable).or(this::inWorkingFolder);
        file.ifPresent(path -> new SettingsFile(path, reading).read());
        new SettingsEnvironment(environment, reading).read();
        reading.finish();
        return new EffectiveSettings(file, new SettingValues(reading.said(), environment));
    }

    private Optional<Path> ofVariable() {
        return Optional.ofNullable(environment.get(SettingsEnvironment.FILE))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }

    private Optional<Path> inWorkingFolder() {
        return Stream.of("pareidolia.yaml", "config/pareidolia.yaml")
                .map(workingFolder::resolve)
                .filter(Files::exists)
                .findFirst();
    }
}
