package io.pareidolia.dream.machine;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime's native libraries, unpacked once. Each build of them has a folder of its own, named after the sizes and
 * checksums in the jar; it is filled beside and renamed, so that it is whole or not there, whoever else starts or dies
 * meanwhile. Only a folder of this user, or of the administrator, that nobody else may write to is trusted.
 */
final class NativeCache {
    private static final List<String> LIBRARIES =
            List.of("onnxruntime", "onnxruntime4j_jni", "onnxruntime_providers_shared", "onnxruntime_providers_cuda");
    private static final String UNFINISHED = ".unfinished-";
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    /**
     * A library in the jar.
     *
     * @param checksum its CRC-32 where the jar's directory tells it
     */
    private record Packed(String name, URL url, long bytes, long checksum) {}

    private NativeCache() {}

    /**
     * The folder with the libraries for this machine, below {@code cache}.
     *
     * @throws DreamException with one sentence if the cache cannot be made, written or trusted
     */
    static Path unpacked(Path cache) {
        try {
            return unpacked(cache, packed(platform()));
        } catch (IOException failure) {
            String why = failure instanceof FileSystemException
                    ? failure.getClass().getSimpleName()
                    : String.valueOf(failure.getMessage());
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The native libraries cannot be unpacked into " + cache + " (" + why
                            + "); set PAREIDOLIA_CACHE to a folder with 100 MB of space that can be written"
                            + " (for CUDA 1 GB).",
                    failure);
        }
    }

    private static Path unpacked(Path cache, List<Packed> libraries) throws IOException {
        if (libraries.isEmpty()) {
            throw DreamException.machine("ONNX Runtime has no native library for this machine (" + platform()
                    + "); Linux on x86-64 or ARM64, macOS on ARM64 and Windows on x86-64 have one.");
        }
        Path folder = cache.resolve("onnxruntime-" + key(libraries));
        if (!Files.exists(cache)) {
            makePrivate(cache);
        }
        checkTrusted(cache);
        if (whole(folder, libraries)) {
            checkTrusted(folder);
            for (Packed library : libraries) {
                checkTrusted(folder.resolve(library.name()));
            }
            return folder;
        }
        forgetUnfinished(cache);
        Path unfinished = Files.createTempDirectory(cache, UNFINISHED); // for this user alone
        try {
            for (Packed library : libraries) {
                copy(library, unfinished.resolve(library.name()));
            }
            settle(unfinished, folder, libraries);
        } finally {
            delete(unfinished);
        }
        return folder;
    }

    /** Renames the filled folder to its name, unless another start was faster. */
    private static void settle(Path unfinished, Path folder, List<Packed> libraries) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !whole(folder, libraries)) {
            Path damaged =
                    Files.createTempDirectory(folder.getParent(), UNFINISHED).resolve("damaged");
            Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
            delete(damaged.getParent());
        }
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException taken) {
            if (!whole(folder, libraries)) {
                throw taken;
            }
            checkTrusted(folder);
        }
    }

    private static void copy(Packed library, Path target) throws IOException {
        try (InputStream from = library.url().openStream();
                FileChannel to = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            from.transferTo(java.nio.channels.Channels.newOutputStream(to));
            to.force(true); // before the folder takes its name: a power cut must not leave it half filled
        }
        if (Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static boolean whole(Path folder, List<Packed> libraries) throws IOException {
        for (Packed library : libraries) {
            Path file = folder.resolve(library.name());
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != library.bytes()) {
                return false;
            }
        }
        return true;
    }

    /** A library is code: nobody but this user and the administrator may have been able to put it there. */
    private static void checkTrusted(Path path) throws IOException {
        if (!Files.getFileStore(path).supportsFileAttributeView("unix")) {
            return; // Windows: the user's own folders are private
        }
        Object owner = Files.getAttribute(path, "unix:uid");
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        boolean others = permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || permissions.contains(PosixFilePermission.GROUP_WRITE);
        if (others || !(owner.equals(0) || owner.equals(self()))) {
            throw DreamException.machine(
                    "Others than you may write to " + path
                            + ", so no library is loaded from there; remove it, or set PAREIDOLIA_CACHE to a folder of your own.");
        }
    }

    /** The number of the user that this process runs as. */
    private static Object self() throws IOException {
        Path process = Path.of("/proc/self");
        if (Files.exists(process)) {
            return Files.getAttribute(process, "unix:uid");
        }
        Path probe = Files.createTempFile("pareidolia", null);
        try {
            return Files.getAttribute(probe, "unix:uid");
        } finally {
            Files.delete(probe);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (parent != null && Files.getFileStore(parent).supportsFileAttributeView("posix")) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** What starts that were killed left behind. */
    private static void forgetUnfinished(Path cache) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(FORGOTTEN));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(cache, UNFINISHED + "*")) {
            for (Path folder : left) {
                if (Files.getLastModifiedTime(folder).compareTo(old) < 0) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(@Nullable Path folder) throws IOException {
        if (folder == null || !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path each : inside.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static List<Packed> packed(String platform) throws IOException {
        List<Packed> libraries = new ArrayList<>();
        for (String library : LIBRARIES) {
            String name = System.mapLibraryName(library).replace("jnilib", "dylib");
            URL url = NativeCache.class.getResource("/ai/onnxruntime/native/" + platform + "/" + name);
            if (url == null) {
                continue;
            }
            URLConnection connection = url.openConnection();
            JarEntry entry = connection instanceof JarURLConnection jar ? jar.getJarEntry() : null;
            if (entry != null) {
                libraries.add(new Packed(name, url, entry.getSize(), entry.getCrc()));
            } else {
                libraries.add(new Packed(name, url, connection.getContentLengthLong(), connection.getLastModified()));
            }
        }
        return libraries;
    }

    private static String key(List<Packed> libraries) {
        StringBuilder text = new StringBuilder();
        for (Packed library : libraries) {
            text.append(library.name())
                    .append(' ')
                    .append(library.bytes())
                    .append(' ')
                    .append(library.checksum())
                    .append('\n');
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** As ONNX Runtime names the folders in its jar. */
    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        boolean intel = machine.startsWith("amd64") || machine.startsWith("x86_64");
        return system + "-" + (intel ? "x64" : machine);
    }
}
