package io.pareidolia.bot;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of every command that needs the settings of the service. */
final class SettingsFileOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The file of settings; usually the one that PAREIDOLIA_CONFIG names, pareidolia.yaml or"
                    + " config/pareidolia.yaml.")
    private Optional<Path> file = Optional.empty();

    /** The file that was named, if one was. */
    Optional<Path> file() {
        return file;
    }
}
