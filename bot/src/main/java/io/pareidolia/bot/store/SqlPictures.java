package io.pareidolia.bot.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pictures in the database, where front and worker machines share no folder: slower, and nothing else is needed. */
public final class SqlPictures implements StoredPictures {
    /** Other processes keep and delete pictures as well: so long a sum is not told of theirs. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(SqlPictures.class);

    private final Database database;
    private final Path folder;
    private final long budget;
    private final double highWater;

    /** The sum over all rows, which workers ask for several times a second: under its only key. */
    private final LoadingCache<Boolean, Long> sum =
            Caffeine.newBuilder().expireAfterWrite(FRESH).build(any -> sum());

    /**
     * @param folder for copies that somebody looks at, this process's alone
     * @param budget bytes that pictures may take in all
     * @param highWater the share of the budget from which new ones are refused
     * @throws IOException if the folder cannot be used
     */
    public SqlPictures(Database database, Path folder, long budget, double highWater) throws IOException {
        this.database = database;
        this.folder = folder;
        this.budget = budget;
        this.highWater = highWater;
        Files.createDirectories(folder);
    }

    @Override
    public JobPicture keep(String role, Path file, String mediaType) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String sha256 = Sha256.of(content);
        boolean first;
        try {
            first = database.write(handle -> {
                boolean known = handle.createQuery("SELECT 1 FROM picture WHERE sha256 = :sha256")
                        .bind("sha256", sha256)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
                handle.createUpdate("INSERT INTO picture (sha256, content, bytes, kept)"
                                + " VALUES (:sha256, :content, :bytes, :now)"
                                + " ON CONFLICT (sha256) DO UPDATE SET kept = excluded.kept")
                        .bind("sha256", sha256)
                        .bind("content", content)
                        .bind("bytes", content.length)
                        .bind("now", database.now(handle))
                        .execute();
                return !known;
            });
        } catch (JdbiException full) {
            throw new IOException("the database does not take the picture", full);
        }
        if (first) {
            sum.asMap().computeIfPresent(true, (key, bytes) -> bytes + content.length);
        }
        return new JobPicture(role, sha256, mediaType, content.length);
    }

    @Override
    public Opened open(String sha256) throws IOException {
        Optional<byte[]> content =
                database.read(handle -> handle.createQuery("SELECT content FROM picture WHERE sha256 = :sha256")
                        .bind("sha256", sha256)
                        .mapTo(byte[].class)
                        .findOne());
        if (content.isEmpty()) {
            throw new NoSuchFileException(sha256);
        }
        Path copy = Files.createTempFile(folder, "", "");
        Files.write(copy, content.get());
        return new Copy(copy);
    }

    private record Copy(Path file) implements Opened {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                LOG.warn("{} could not be deleted", file);
            }
        }
    }

    @Override
    public boolean hasRoomFor(long bytes) {
        return used() + bytes <= highWater * budget;
    }

    @Override
    public long used() {
        return sum.get(true);
    }

    private long sum() {
        return database.read(handle -> handle.createQuery("SELECT COALESCE(SUM(bytes), 0) FROM picture")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public boolean delete(String sha256, Predicate<String> referred) {
        boolean deleted = !referred.test(sha256)
                && database.write(handle -> handle.createUpdate(
                                        "DELETE FROM picture WHERE sha256 = :sha256 AND NOT EXISTS"
                                                + " (SELECT 1 FROM job_picture WHERE job_picture.sha256 = picture.sha256)")
                                .bind("sha256", sha256)
                                .execute())
                        == 1;
        if (deleted) {
            sum.invalidateAll();
        }
        return deleted;
    }

    @Override
    public void deleteUnless(Predicate<String> referred) {
        List<String> old = database.read(handle -> handle.createQuery("SELECT sha256 FROM picture WHERE kept < :old")
                .bind("old", database.now(handle) - FolderPictures.GRACE.toMillis())
                .mapTo(String.class)
                .list());
        old.forEach(sha256 -> delete(sha256, referred));
    }
}
