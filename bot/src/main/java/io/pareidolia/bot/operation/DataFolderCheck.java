package io.pareidolia.bot.operation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;

/**
 * Whether the folder of the service can be written and has room.
 *
 * @param folder need not be there yet
 * @param budget bytes that pictures may take in all
 * @param database true if a database file is, or will be, in it
 */
public record DataFolderCheck(Path folder, long budget, boolean database) implements Check {
    private static final String PART = "disk";
    private static final long LEAST_ROOM = 200_000_000;
    private static final Set<String> REMOTE = Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs");

    @Override
    public Finding look() {
        Path there = nearest();
        if (!Files.isDirectory(there)) {
            return Finding.fail(PART, there + " is not a folder.", "Move it away, or set data to another folder.");
        }
        long free;
        String type;
        try {
            tryToWrite(there);
            FileStore disk = Files.getFileStore(there);
            free = disk.getUsableSpace();
            type = disk.type();
        } catch (IOException refused) {
            return Finding.fail(
                    PART,
                    "Nothing can be written to " + there + ": " + why(refused) + ".",
                    "Let the user who runs the service own it, or set data to another folder.");
        }
        return room(there, free, type);
    }

    /** The folder, or the one in which it will be made. */
    private Path nearest() {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private static String why(IOException refused) {
        if (refused instanceof AccessDeniedException) {
            return "the user who runs this may not";
        }
        return refused instanceof FileSystemException told && told.getReason() != null
                ? told.getReason()
                : "the disk refuses it";
    }

    private static void tryToWrite(Path there) throws IOException {
        Path file = Files.createTempFile(there, ".doctor", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[4096]));
            channel.force(true);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private Finding room(Path there, long free, String type) {
        String room = String.format(
                Locale.ROOT,
                "%s can be written and has %.1f GB of room; pictures may take %.1f GB.",
                there,
                free / 1e9,
                budget / 1e9);
        if (free < LEAST_ROOM) {
            return Finding.fail(PART, room, "Make room; new pictures are refused before the disk is full.");
        }
        if (database && REMOTE.contains(type)) {
            return Finding.warn(
                    PART,
                    room + " It is on a network file system (" + type + "), where SQLite can lose what it wrote.",
                    "Set data to a folder on a disk of this machine, or store.url to a PostgreSQL database.");
        }
        if (free < budget) {
            return Finding.warn(PART, room, "Make room, or lower retention.disk or the times of retention.");
        }
        return Finding.ok(PART, room);
    }
}
