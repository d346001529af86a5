package io.pareidolia.bot.worker;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.dream.content.Blocklist;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The file from which dreamers know what is blocked, written anew after each change. Any thread may use it. */
public final class BlocklistCopy {
    private final Blocklists blocklists;
    private final Path file;
    private long version = -1;
    private boolean empty = true;

    /** @param file in a folder that is there; whatever it is now will be lost */
    public BlocklistCopy(Blocklists blocklists, Path file) {
        this.blocklists = blocklists;
        this.file = file;
    }

    /**
     * The file as it has to be now, for a {@link DreamTask}; empty if nothing is blocked.
     *
     * @throws IOException if it cannot be written: then no job may begin
     */
    public synchronized Optional<Path> current() throws IOException {
        long now = blocklists.version();
        if (now != version) {
            // read later than the version: at worst it is newer, and written once more
            Blocklist all = blocklists.all();
            BlocklistFile.write(file, all);
            empty = all.pictures().isEmpty();
            version = now;
        }
        return empty ? Optional.empty() : Optional.of(file);
    }
}
