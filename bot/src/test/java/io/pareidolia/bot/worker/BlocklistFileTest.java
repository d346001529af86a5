package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlocklistFileTest {
    @TempDir
    Path folder;

    private static Fingerprint fingerprint(Random random) {
        StringBuilder text = new StringBuilder("1:");
        for (int i = 0; i < 768; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return Fingerprint.read(text.toString());
    }

    /** Every tenth is known by its file only. */
    private static Blocklist thousand() {
        Random random = new Random(3);
        List<BlockedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            pictures.add(new BlockedPicture(
                    String.format("%064x", i), i % 10 == 0 ? Optional.empty() : Optional.of(fingerprint(random))));
        }
        return new Blocklist(pictures);
    }

    @Test
    void aThousandReadBackAndTakeLessThanAMegabyte() throws IOException {
        Path file = folder.resolve("blocklist");
        BlocklistFile.write(file, thousand());
        assertThat(BlocklistFile.read(file)).isEqualTo(thousand());
        assertThat(file).content().hasSizeLessThan(1_000_000);
        BlocklistFile.write(file, new Blocklist(List.of()));
        assertThat(BlocklistFile.read(file).pictures()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "something else",
                "pareidolia-blocklist-2 0\n",
                "pareidolia-blocklist-1 1\n",
                "pareidolia-blocklist-1 1\nabc\n",
                "pareidolia-blocklist-1 1\n0000000000000000000000000000000000000000000000000000000000000000 1:abc\n",
            })
    void whatIsNoBlocklistIsNotTakenForAnEmptyOne(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("blocklist"), content);
        assertThatThrownBy(() -> BlocklistFile.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileIsReadAgainOnlyOnceAnotherIsInItsPlace() throws IOException {
        Path file = folder.resolve("blocklist");
        ReadBlocklist reader = new ReadBlocklist();
        assertThatThrownBy(() -> reader.of(file)).isInstanceOf(IOException.class);
        BlocklistFile.write(file, thousand());
        Blocklist first = reader.of(file);
        assertThat(reader.of(file)).isSameAs(first).isEqualTo(thousand());
        BlocklistFile.write(file, new Blocklist(thousand().pictures().subList(0, 5)));
        assertThat(reader.of(file).pictures()).hasSize(5);
        Files.delete(file);
        assertThatThrownBy(() -> reader.of(file)).isInstanceOf(IOException.class);
    }

    /** Counts how often it is read as a whole. */
    private static final class Counted implements Blocklists {
        private Blocklist list = new Blocklist(List.of());
        private long version;
        private int readings;

        @Override
        public Blocklist all() {
            readings++;
            return list;
        }

        @Override
        public long version() {
            return version;
        }

        @Override
        public boolean block(BlockedPicture picture, Author by, Reason reason) {
            list = new Blocklist(List.of(picture));
            version++;
            return true;
        }

        @Override
        public boolean unblock(String sha256, Author by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void seen(String sha256, Optional<Fingerprint> fingerprint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int forgetSeen(Duration age) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theCopyIsWrittenAnewAfterAChangeOnly() throws IOException {
        Counted blocklists = new Counted();
        Path file = folder.resolve("blocklist");
        BlocklistCopy copy = new BlocklistCopy(blocklists, file);
        assertThat(copy.current()).isEmpty();
        blocklists.block(new BlockedPicture("a".repeat(64), Optional.empty()), Author.operator("me"), Reason.NONE);
        assertThat(copy.current()).contains(file);
        assertThat(BlocklistFile.read(file)).isEqualTo(blocklists.list);
        assertThat(copy.current()).contains(file);
        assertThat(blocklists.readings).isEqualTo(2);
    }
}
