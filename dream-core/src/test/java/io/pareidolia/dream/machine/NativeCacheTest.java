package io.pareidolia.dream.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
    private static final String MAIN = System.mapLibraryName("onnxruntime");

    @TempDir
    Path path;

    @Test
    void theSecondStartFindsWhatTheFirstUnpacked() throws IOException {
        Path folder = NativeCache.unpacked(path.resolve("a/b"));
        assertThat(folder.resolve(MAIN)).isNotEmptyFile();
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        FileTime then = FileTime.from(Instant.now().minus(3, ChronoUnit.DAYS));
        Files.setLastModifiedTime(folder.resolve(MAIN), then);
        assertThat(NativeCache.unpacked(path.resolve("a/b"))).isEqualTo(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve(MAIN)).toInstant())
                .isBefore(Instant.now().minus(1, ChronoUnit.DAYS));
    }

    @Test
    void aHalfWrittenLibraryIsReplaced() throws IOException {
        Path folder = NativeCache.unpacked(path.resolve("cache"));
        long whole = Files.size(folder.resolve(MAIN));
        Files.write(folder.resolve(MAIN), new byte[1000]);
        NativeCache.unpacked(path.resolve("cache"));
        assertThat(folder.resolve(MAIN)).hasSize(whole);
        assertThat(names(path.resolve("cache")))
                .containsExactly(folder.getFileName().toString());
    }

    @Test
    void startsAtTheSameTimeShareOneFolder() throws IOException {
        Path cache = path.resolve("cache");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Path>> starts = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> NativeCache.unpacked(cache), threads))
                    .toList();
            List<Path> folders =
                    starts.stream().map(CompletableFuture::join).distinct().toList();
            assertThat(folders).hasSize(1);
            assertThat(names(cache))
                    .containsExactly(folders.get(0).getFileName().toString());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatAKilledStartLeftIsForgottenLater() throws IOException {
        Path cache = path.resolve("cache");
        NativeCache.unpacked(cache);
        Path folder = NativeCache.unpacked(cache);
        Files.delete(folder.resolve(MAIN));
        Path old = Files.createDirectories(cache.resolve(".unfinished-1"));
        Files.write(old.resolve(MAIN), new byte[5]);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
        Path young = Files.createDirectories(cache.resolve(".unfinished-2"));
        NativeCache.unpacked(cache);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void nothingIsLoadedFromWhereOthersMayWrite() throws IOException {
        Path cache = path.resolve("cache");
        Path folder = NativeCache.unpacked(cache);
        for (Path open : List.of(cache, folder, folder.resolve(MAIN))) {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
            assertThatThrownBy(() -> NativeCache.unpacked(cache))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("Others than you may write to " + open)
                    .hasMessageContaining("PAREIDOLIA_CACHE");
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void aCacheThatCannotBeMadeIsOneSentence() throws IOException {
        Files.write(path.resolve("file"), new byte[1]);
        assertThatThrownBy(() -> NativeCache.unpacked(path.resolve("file/cache")))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("cannot be unpacked into " + path.resolve("file/cache"))
                .hasMessageContaining("set PAREIDOLIA_CACHE");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
