package io.pareidolia.bot;

import io.pareidolia.bot.control.FileReason;
import io.pareidolia.bot.settings.Settings;
import io.pareidolia.dream.failure.DreamException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A backup: a ZIP file with the database and the pictures. The database comes first: to whatever it refers is there when
 * the pictures are copied, but for those whose time was over in between.
 */
final class Backup {
    /** Members of the lobby are known by it, so it goes along as long as no start has taken it into the database. */
    private static final String LOBBY_KEY = Service.LOBBY_KEY;

    private static final String PICTURES = Storage.PICTURES + "/";
    private static final Pattern PICTURE = Pattern.compile("pictures/([0-9a-f]{2})/(\\1[0-9a-f]{62})");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Backup() {}

    /** What is in a backup. */
    record Content(int pictures, long bytes) {
        String words() {
            return "The database and " + pictures + (pictures == 1 ? " picture, " : " pictures, ")
                    + Math.max(1, bytes / 1_000_000) + " MB.";
        }
    }

    /**
     * Writes one while others go on.
     *
     * @throws DreamException if the file is there already, cannot be written, or the database is not SQLite
     */
    static Content write(Storage storage, Path file) {
        Settings settings = storage.settings();
        if (settings.store().url().isPresent()) {
            throw DreamException.input(
                    "The jobs of this service are in PostgreSQL: back them up with pg_dump, which goes"
                            + " while the service runs, and go back with pg_restore"
                            + settings.store()
                                    .pictures()
                                    .map(folder -> "; the pictures are in " + folder + ".")
                                    .orElse("."));
        }
        if (Files.exists(file)) {
            throw DreamException.input(file + " is there already: name a file that is not.");
        }
        Path folder = folderOf(file);
        if (!Files.isDirectory(folder)) {
            throw DreamException.input("There is no folder " + folder + ": make it, or name another.");
        }
        try {
            return written(storage, file);
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The backup cannot be written to " + file + " (" + FileReason.of(failure) + ").",
                    failure);
        }
    }

    private static Content written(Storage storage, Path file) throws IOException {
        Path room = Files.createTempDirectory(folderOf(file), ".backup");
        try {
            Path database = room.resolve(Storage.DATABASE);
            Path archive = room.resolve("backup.zip");
            storage.database().copyTo(database);
            int pictures;
            // only its owner may read what strangers sent; the room is their own, but the file leaves it
            Files.createFile(archive);
            ownersAlone(archive);
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
                add(zip, Storage.DATABASE, database, Deflater.DEFAULT_COMPRESSION);
                Path key = storage.settings().data().resolve(LOBBY_KEY);
                if (Files.exists(key)) {
                    add(zip, LOBBY_KEY, key, Deflater.DEFAULT_COMPRESSION);
                }
                pictures = addPictures(zip, Storage.pictureFolder(storage.settings()));
            }
            try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            long bytes = Files.size(archive);
            Files.move(archive, file); // fails if somebody was faster to have such a file
            return new Content(pictures, bytes);
        } finally {
            delete(room);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? Path.of("/") : folder;
    }

    private static void ownersAlone(Path file) {
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
    }

    private static void add(ZipOutputStream zip, String name, Path file, int level) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            zip.setLevel(level);
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
        }
    }

    /** Pictures are compressed already. */
    private static int addPictures(ZipOutputStream zip, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        int pictures = 0;
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String sha256 = file.getFileName().toString();
                if (SHA256.matcher(sha256).matches()) {
                    try {
                        add(zip, PICTURES + sha256.substring(0, 2) + "/" + sha256, file, Deflater.NO_COMPRESSION);
                        pictures++;
                    } catch (NoSuchFileException gone) {
                        // its time was over
                    }
                }
            }
        }
        return pictures;
    }

    /**
     * Puts a backup where the service has its data. Nobody else may use the folder meanwhile.
     *
     * @param replace whether a database that is there may be replaced
     * @throws DreamException if the file is none, or something is in its way; then nothing has changed
     */
    static Content restore(Settings settings, Path file, boolean replace) {
        Path database = Storage.databaseFile(settings);
        if (Files.exists(database) && !replace) {
            throw DreamException.input(
                    "There is a database at " + database + " already: say --replace to put the backup in its place.");
        }
        try {
            Path room = Files.createTempDirectory(settings.data(), ".restore");
            try {
                return unpacked(settings, file, room);
            } finally {
                delete(room);
            }
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The backup " + file + " cannot be restored (" + FileReason.of(failure) + ").",
                    failure);
        }
    }

    private static Content unpacked(Settings settings, Path file, Path room) throws IOException {
        Path database = room.resolve(Storage.DATABASE);
        int pictures = 0;
        try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                // names are looked at closely: a file from elsewhere may try to write elsewhere
                if (name.equals(Storage.DATABASE)) {
                    Files.copy(zip, database);
                } else if (name.equals(LOBBY_KEY)) {
                    Path key = room.resolve(LOBBY_KEY);
                    Files.copy(zip, key);
                    ownersAlone(key);
                } else if (PICTURE.matcher(name).matches()) {
                    Path picture = room.resolve(name);
                    Files.createDirectories(picture.getParent());
                    Files.copy(zip, picture);
                    pictures++;
                } else {
                    throw none(file);
                }
            }
        }
        if (!Files.exists(database) || !isSqlite(database)) {
            throw none(file);
        }
        Storage.checkDatabase(database);
        putInPlace(settings, room);
        return new Content(pictures, Files.size(file));
    }

    private static DreamException none(Path file) {
        return DreamException.input(file + " is no backup of this program.");
    }

    private static boolean isSqlite(Path database) throws IOException {
        try (InputStream in = Files.newInputStream(database)) {
            return new String(in.readNBytes(15), StandardCharsets.US_ASCII).equals("SQLite format 3");
        }
    }

    /** Pictures first: what the old database does not know of does not hurt it. The log of the old one must go with it. */
    private static void putInPlace(Settings settings, Path room) throws IOException {
        Path from = room.resolve(Storage.PICTURES);
        Path to = Storage.pictureFolder(settings);
        if (Files.isDirectory(from)) {
            try (Stream<Path> files = Files.walk(from, 2)) {
                for (Path picture : files.filter(Files::isRegularFile).toList()) {
                    Path place = to.resolve(from.relativize(picture));
                    Files.createDirectories(place.getParent());
                    Files.move(picture, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path key = room.resolve(LOBBY_KEY);
        if (Files.exists(key)) {
            Files.move(key, settings.data().resolve(LOBBY_KEY), StandardCopyOption.REPLACE_EXISTING);
        }
        Path database = Storage.databaseFile(settings);
        Files.deleteIfExists(database.resolveSibling(Storage.DATABASE + "-wal"));
        Files.deleteIfExists(database.resolveSibling(Storage.DATABASE + "-shm"));
        Files.move(room.resolve(Storage.DATABASE), database, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
