package io.pareidolia.bot;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that stands in the jar's manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("in development");
        return new String[] {"Pareidolia " + version, "Java " + Runtime.version()};
    }
}
