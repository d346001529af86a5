package io.pareidolia.bot.control;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a service, held by one process at a time. The operating system lets go of it when the process ends,
 * however it ends.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";

    /**
     * Those of this process. An operating system ends all locks of a process on a file when any of its handles on the
     * file is closed, so none may be opened to look.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the folder if need be, for its owner alone, and holds it until it is closed.
     *
     * @throws DreamException if another process has it, or it cannot be used
     */
    public static DataFolder open(Path folder) {
        try {
            Path path = made(folder);
            if (!OWN.add(path)) {
                throw taken(path, "this very process");
            }
            FileChannel channel = null;
            try {
                channel = FileChannel.open(
                        path.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    throw taken(path, holder(channel));
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        ("process " + ProcessHandle.current().pid() + " of " + System.getProperty("user.name", "?"))
                                .getBytes(StandardCharsets.UTF_8)));
                return new DataFolder(path, channel);
            } catch (IOException | RuntimeException failure) {
                close(channel);
                OWN.remove(path);
                throw failure;
            }
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The data folder " + folder + " cannot be used (" + FileReason.of(failure)
                            + "): set PAREIDOLIA_DATA to one that can.",
                    failure);
        }
    }

    private static Path made(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
        }
        return folder.toRealPath();
    }

    private static DreamException taken(Path path, String holder) {
        return DreamException.machine("The data folder " + path + " is in use by " + holder
                + ": only one service may run over it; set PAREIDOLIA_DATA to another folder for a second one.");
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(100);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
        return holder.isBlank() ? "another process" : holder;
    }

    private static void close(@Nullable FileChannel channel) throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** Whether any process has the folder at the moment. */
    public static boolean isHeld(Path folder) {
        try {
            Path lock = folder.resolve(LOCK);
            if (!Files.exists(lock)) {
                return false;
            }
            if (OWN.contains(folder.toRealPath())) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
                FileLock free = channel.tryLock();
                return free == null;
            }
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The data folder " + folder + " cannot be used (" + FileReason.of(failure)
                            + "): run this as the user that the service has.",
                    failure);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unimportant) {
            // the operating system ends the lock in any case
        } finally {
            OWN.remove(path);
        }
    }
}
