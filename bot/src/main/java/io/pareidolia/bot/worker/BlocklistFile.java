package io.pareidolia.bot.worker;

import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.Fingerprint;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blocklist as a file, since a dreamer knows no store: a first line that says how many pictures follow, then a line
 * each with the SHA-256 and, behind a space, the fingerprint if there is one. A thousand are 0.8 MB.
 */
final class BlocklistFile {
    private static final String BEGINNING = "pareidolia-blocklist-1 ";

    private BlocklistFile() {}

    /** Writes it so that whoever reads at the same time finds either the old or the new one, and never a part. */
    static void write(Path file, Blocklist blocklist) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".part");
        try {
            try (BufferedWriter lines = Files.newBufferedWriter(unfinished, StandardCharsets.US_ASCII)) {
                lines.write(BEGINNING + blocklist.pictures().size() + "\n");
                for (BlockedPicture picture : blocklist.pictures()) {
                    String likeness = picture.fingerprint()
                            .map(print -> " " + print.text())
                            .orElse("");
                    lines.write(picture.sha256() + likeness + "\n");
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** @throws IOException if it cannot be read, or is no blocklist, or not a whole one */
    static Blocklist read(Path file) throws IOException {
        List<BlockedPicture> pictures = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
            String first = lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                pictures.add(picture(line));
            }
            if (!(BEGINNING + pictures.size()).equals(first)) {
                throw new IOException("no blocklist, or not the whole of one");
            }
        } catch (IllegalArgumentException wrong) {
            throw new IOException("no blocklist", wrong);
        }
        return new Blocklist(pictures);
    }

    private static BlockedPicture picture(String line) {
        int space = line.indexOf(' ');
        return space < 0
                ? new BlockedPicture(line, Optional.empty())
                : new BlockedPicture(
                        line.substring(0, space), Optional.of(Fingerprint.read(line.substring(space + 1))));
    }
}
