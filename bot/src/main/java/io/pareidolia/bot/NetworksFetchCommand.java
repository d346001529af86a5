package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.DownloadListener;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkDownload;
import io.pareidolia.dream.network.NetworkFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Brings networks of the catalogue here. */
@Command(
        name = "fetch",
        description =
                "Brings networks of the catalogue into the folder of networks; what was broken off is gone on from.")
final class NetworksFetchCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;
    private final Supplier<NetworkDownload> download;
    private final Interruption interruption;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of pareidolia networks list.")
    private List<String> names = List.of();

    NetworksFetchCommand(
            Terminal terminal,
            Supplier<Catalogue> catalogue,
            NetworkFolder folder,
            Supplier<NetworkDownload> download,
            Interruption interruption) {
        this.terminal = terminal;
        this.catalogue = catalogue;
        this.folder = folder;
        this.download = download;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        List<NetworkCard> cards = new ArrayList<>(
                names.stream().map(catalogue.get()::require).distinct().toList());
        return interruption.during(() -> {
            cards.forEach(this::fetch);
            return ExitCode.DONE;
        });
    }

    private void fetch(NetworkCard card) {
        if (!folder.bundles(card) && folder.has(card)) {
            terminal.say("The network " + card.name() + " is here already.");
            terminal.result(folder.of(card).toString());
            return;
        }
        Path file;
        try (Progress progress = terminal.progress(card.name())) {
            file = download.get().fetch(card, new Watch(progress));
        }
        terminal.result(file.toString());
    }

    /** Hands progress on to the terminal. */
    private final class Watch implements DownloadListener {
        private final Progress progress;
        private final long begun = System.nanoTime();
        private long before = -1;

        Watch(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void progressed(long done, long total) {
            if (before < 0) {
                before = done; // what an earlier try has brought took no time of this one
            }
            double spent = (System.nanoTime() - begun) / 1e9;
            double left = done > before ? spent * (total - done) / (done - before) : Double.NaN;
            progress.show((double) done / total, megabytes(done) + " of " + megabytes(total) + " MB", 1, left);
        }

        @Override
        public boolean cancelled() {
            return interruption.asked();
        }

        private static String megabytes(long bytes) {
            return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
        }
    }
}
