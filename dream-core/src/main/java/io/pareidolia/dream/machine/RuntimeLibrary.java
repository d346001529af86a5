package io.pareidolia.dream.machine;

import ai.djl.engine.Engine;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Loads DJL and ONNX Runtime, once, so that nothing calls home and nothing is left in the temporary folder. It must
 * come before any other use of either: DJL refuses an environment of ONNX Runtime that it did not make itself.
 */
public final class RuntimeLibrary {
    static final String ENGINE = "OnnxRuntime";
    private static final String NATIVE_PATH = "onnxruntime.native.path";

    private static boolean loaded;

    private RuntimeLibrary() {}

    /**
     * Loads both, the first time. The native libraries are unpacked into the cache folder ({@code PAREIDOLIA_CACHE},
     * else {@code pareidolia} in the user's cache folder) unless they are there, or the system property
     * {@code onnxruntime.native.path} names another folder.
     *
     * @throws DreamException with one sentence if the cache folder cannot be used or the libraries do not load
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        stayAtHome();
        if (System.getProperty(NATIVE_PATH) == null) {
            Path cache = StandardFolders.cache(System.getenv());
            System.setProperty(NATIVE_PATH, NativeCache.unpacked(cache).toString());
        }
        Set<Path> before = temporaryFolders();
        try {
            Engine.getEngine(ENGINE);
            RuntimeSession.sayNothing();
        } catch (LinkageError | RuntimeException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "ONNX Runtime's native library in " + System.getProperty(NATIVE_PATH) + " cannot be loaded ("
                            + RuntimeSession.firstLine(String.valueOf(deepest(failure))) + ").",
                    failure);
        }
        removeNew(before);
        loaded = true;
    }

    /** Tells DJL not to call home; for child processes the same goes as {@code -D} options. */
    static void stayAtHome() {
        for (Map.Entry<String, String> setting : Map.of(
                        "OPT_OUT_TRACKING", "true",
                        "ai.djl.offline", "true",
                        "ai.djl.onnx.disable_alternative", "true")
                .entrySet()) {
            System.setProperty(setting.getKey(), setting.getValue());
        }
    }

    /**
     * ONNX Runtime makes an empty folder in the temporary one even where it has nothing to unpack, and removes it only
     * when the process ends in peace.
     */
    private static void removeNew(Set<Path> before) {
        for (Path folder : temporaryFolders()) {
            if (!before.contains(folder)) {
                try {
                    Files.delete(folder);
                } catch (IOException notEmpty) {
                    // another process put something into its own
                }
            }
        }
    }

    private static Set<Path> temporaryFolders() {
        Set<Path> folders = new HashSet<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, "onnxruntime-java*")) {
            found.forEach(folders::add);
        } catch (IOException unreadable) {
            return Set.of();
        }
        return folders;
    }

    private static Throwable deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
