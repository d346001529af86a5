package io.pareidolia.bot.store;

import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures as files whose names are their hashes. Machines may share the folder. A file is written beside its place and
 * then moved, so that what stands there is whole, whatever crashes.
 */
public final class FolderPictures implements StoredPictures {
    static final Duration GRACE = Duration.ofHours(1);

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String UNFINISHED = "unfinished";
    private static final Logger LOG = LoggerFactory.getLogger(FolderPictures.class);

    private final Path folder;
    private final long budget;
    private final double highWater;
    private final Clock clock;
    private final AtomicLong used = new AtomicLong();

    /**
     * @param folder that is made if need be
     * @param budget bytes that pictures may take in all
     * @param highWater the share of the budget, or of what the disk really has, from which new ones are refused
     * @throws IOException if the folder cannot be used
     */
    public FolderPictures(Path folder, long budget, double highWater, Clock clock) throws IOException {
        this.folder = folder;
        this.budget = budget;
        this.highWater = highWater;
        this.clock = clock;
        Files.createDirectories(folder.resolve(UNFINISHED));
        recount();
    }

    /** Other machines may have kept and deleted pictures here too. */
    private void recount() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += sizeOf(file);
        }
        used.set(bytes);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(file ->
                            SHA256.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException gone) {
            return 0;
        }
    }

    /** In folders by the first two digits: some file systems are slow with a million files in one. */
    private Path place(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not the hash of a picture");
        }
        return folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    @Override
    public JobPicture keep(String role, Path file, String mediaType) throws IOException {
        Path copy = Files.createTempFile(folder.resolve(UNFINISHED), "", "");
        try {
            try (OutputStream out =
                    Files.newOutputStream(copy)) { // into the file that is there: only its owner reads it
                Files.copy(file, out);
            }
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.setLastModifiedTime(copy, FileTime.from(clock.instant()));
            String sha256 = Sha256.of(copy);
            long bytes = Files.size(copy);
            Path place = place(sha256);
            Files.createDirectories(place.getParent());
            long before = sizeOf(place);
            Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            used.addAndGet(bytes - before);
            return new JobPicture(role, sha256, mediaType, bytes);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public Opened open(String sha256) throws IOException {
        Path file = place(sha256);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(sha256);
        }
        return new Opened() {
            @Override
            public Path file() {
                return file;
            }

            @Override
            public void close() {
                // the file stays
            }
        };
    }

    @Override
    public boolean hasRoomFor(long bytes) {
        try {
            long now = used.get();
            long free = Files.getFileStore(folder).getUsableSpace();
            return now + bytes <= highWater * Math.min(budget, now + free);
        } catch (IOException unknown) {
            LOG.warn("it is not known how much room the disk has: {}", unknown.getMessage());
            return false;
        }
    }

    @Override
    public long used() {
        return used.get();
    }

    /** Moved aside first, since somebody may begin to refer to it in this very moment: then it comes back. */
    @Override
    public boolean delete(String sha256, Predicate<String> referred) throws IOException {
        Path place = place(sha256);
        Path aside = folder.resolve(UNFINISHED).resolve(sha256 + ".deleted");
        try {
            Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException gone) {
            return false;
        }
        if (referred.test(sha256)) {
            Files.move(aside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return false;
        }
        used.addAndGet(-sizeOf(aside));
        return Files.deleteIfExists(aside);
    }

    private boolean isYoung(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(clock.instant().minus(GRACE));
        } catch (NoSuchFileException gone) {
            return true;
        }
    }

    @Override
    public void deleteUnless(Predicate<String> referred) throws IOException {
        for (Path file : files()) {
            String sha256 = file.getFileName().toString();
            if (isYoung(file)) {
                continue;
            }
            if (!referred.test(sha256)) {
                delete(sha256, referred);
            }
        }
        try (Stream<Path> unfinished = Files.list(folder.resolve(UNFINISHED))) {
            for (Path file : unfinished.toList()) {
                if (!isYoung(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        recount();
    }
}
