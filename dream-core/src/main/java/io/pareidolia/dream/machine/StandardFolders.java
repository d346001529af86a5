package io.pareidolia.dream.machine;

import java.nio.file.Path;
import java.util.Map;

/** Where a program's files belong on this machine, after the XDG Base Directory Specification. */
public final class StandardFolders {
    private StandardFolders() {}

    /** Networks: {@code PAREIDOLIA_NETWORKS}, else {@code pareidolia/networks} in the user's data folder. */
    public static Path networks(Map<String, String> environment) {
        return own(environment, "PAREIDOLIA_NETWORKS", "XDG_DATA_HOME", ".local/share", "pareidolia/networks");
    }

    /** What can be made again: {@code PAREIDOLIA_CACHE}, else {@code pareidolia} in the user's cache folder. */
    public static Path cache(Map<String, String> environment) {
        return own(environment, "PAREIDOLIA_CACHE", "XDG_CACHE_HOME", ".cache", "pareidolia");
    }

    /** What the service keeps: {@code pareidolia} in the user's data folder. */
    public static Path data(Map<String, String> environment) {
        return ofUser(environment, "XDG_DATA_HOME", ".local/share", "pareidolia");
    }

    private static Path own(Map<String, String> environment, String ours, String xdg, String inHome, String name) {
        String said = environment.getOrDefault(ours, "");
        if (!said.isBlank()) {
            return Path.of(said).toAbsolutePath();
        }
        return ofUser(environment, xdg, inHome, name);
    }

    private static Path ofUser(Map<String, String> environment, String xdg, String inHome, String name) {
        // the specification tells to pass over a relative one
        String base = environment.getOrDefault(xdg, "");
        Path folder = base.startsWith("/") ? Path.of(base) : Path.of(System.getProperty("user.home", "."), inHome);
        return folder.resolve(name).toAbsolutePath();
    }
}
