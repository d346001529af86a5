package io.pareidolia.bot.worker;

import io.pareidolia.dream.content.ContentRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a dreamer shall do.
 *
 * @param job its id
 * @param recipe in the recipe language; its network is one of the catalogue that the dreamer has
 * @param source the picture's file
 * @param result the file to write, whose ending says its format; a dreamer that dies may leave an unfinished one beside it
 * @param preview the file that shows the dream growing, a JPEG, written over and over; empty if nobody looks
 * @param filmstrip the file in which to show afterwards how the dream came to be, a JPEG; empty if nobody wants it. A sheet
 *     of looks has none
 * @param filter by which rule the picture may be refused, or its dream hidden
 * @param blocklist a file of {@link BlocklistCopy}, which holds whatever the filter is; empty if nothing is blocked
 * @param most the time after which the dream is ended
 */
public record DreamTask(
        String job,
        String recipe,
        Path source,
        Path result,
        Optional<Path> preview,
        Optional<Path> filmstrip,
        ContentRule filter,
        Optional<Path> blocklist,
        Duration most) {
    /** Paths are made absolute: the dreamer need not be where this process is. */
    public DreamTask {
        source = source.toAbsolutePath();
        result = result.toAbsolutePath();
        preview = preview.map(Path::toAbsolutePath);
        filmstrip = filmstrip.map(Path::toAbsolutePath);
        blocklist = blocklist.map(Path::toAbsolutePath);
    }
}
