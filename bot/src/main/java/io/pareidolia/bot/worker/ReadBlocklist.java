package io.pareidolia.bot.worker;

import io.pareidolia.dream.content.Blocklist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocklist of a file, read again only when another file has taken its place. Used by one thread at a time. */
final class ReadBlocklist {
    private @Nullable Version known;
    private Blocklist blocklist = new Blocklist(List.of());

    /** What tells one file from another at the same place. */
    private record Version(
            Path file,
            FileTime modified,
            long size,
            @Nullable Object key) {
        static Version of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(file, now.lastModifiedTime(), now.size(), now.fileKey());
        }
    }

    /** @throws IOException if there is no blocklist in the file: then nobody knows what is blocked */
    Blocklist of(Path file) throws IOException {
        Version now = Version.of(file);
        if (!now.equals(known)) {
            blocklist = BlocklistFile.read(file);
            known = now;
        }
        return blocklist;
    }
}
