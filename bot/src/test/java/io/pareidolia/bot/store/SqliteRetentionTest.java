package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRetentionTest extends RetentionContract {
    @TempDir
    Path data;

    @Override
    Database open() {
        return Database.sqlite(data.resolve("pareidolia.db"), Clock.systemUTC());
    }

    @Override
    StoredPictures pictures(Database database, Path folder, long budget) throws IOException {
        return new FolderPictures(folder, budget, 0.9, Clock.systemUTC());
    }

    @Test
    void whatACrashLeftGoesAfterAnHour() throws IOException {
        Path file = java.nio.file.Files.writeString(data.resolve("file"), "orphan");
        Clock past = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        FolderPictures before = new FolderPictures(data.resolve("p"), 1_000, 0.9, past);
        String old = before.keep("source", file, "image/png").sha256();
        FolderPictures now = new FolderPictures(data.resolve("p"), 1_000, 0.9, Clock.systemUTC());
        java.nio.file.Files.writeString(file, "young");
        String young = now.keep("source", file, "image/png").sha256();
        now.deleteUnless(sha256 -> false);
        assertThat(now.used()).isEqualTo(5);
        now.open(young).close();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> now.open(old))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    /** Somebody deletes a picture while others keep and refer to the same: whoever refers to it has it in the end. */
    @Test
    void deletingNeverMeetsKeepingHalfWay() throws Exception {
        FolderPictures pictures = new FolderPictures(data.resolve("p"), 1_000, 0.9, Clock.systemUTC());
        Path file = java.nio.file.Files.writeString(data.resolve("file"), "wanted");
        String sha256 = pictures.keep("source", file, "image/png").sha256();
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        java.util.concurrent.atomic.AtomicBoolean referred = new java.util.concurrent.atomic.AtomicBoolean();
        ExecutorService both = Executors.newFixedThreadPool(2);
        for (int round = 0; round < 300; round++) {
            referred.set(false);
            java.util.concurrent.Future<?> deleting = both.submit(() -> {
                try {
                    pictures.delete(sha256, any -> referred.get());
                } catch (IOException | RuntimeException failure) {
                    failures.add(failure);
                }
            });
            java.util.concurrent.Future<?> keeping = both.submit(() -> {
                try {
                    pictures.keep("source", file, "image/png");
                    referred.set(true);
                    if (!java.nio.file.Files.exists(
                            data.resolve("p").resolve(sha256.substring(0, 2)).resolve(sha256))) {
                        pictures.keep("source", file, "image/png");
                    }
                } catch (IOException | RuntimeException failure) {
                    failures.add(failure);
                }
            });
            deleting.get(10, TimeUnit.SECONDS);
            keeping.get(10, TimeUnit.SECONDS);
            pictures.open(sha256).close();
        }
        both.shutdownNow();
        assertThat(failures).isEmpty();
    }
}
