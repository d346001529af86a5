package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.bot.worker.DreamerChild;
import io.pareidolia.bot.worker.DreamerLaunch;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.content.ContentReport;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureReader;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that dreams for the service. Only the service starts it, and ends it by closing its input. */
@Command(
        name = DreamerLaunch.COMMAND,
        hidden = true,
        description = "Dreams what it is told to on standard input. The service starts it; nobody else needs it.")
final class DreamerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DreamerCommand.class);

    private final Terminal terminal;
    private final Runnable library;
    private final PictureReader reader;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;
    private final Supplier<Looks> looks;
    private final Optional<Function<Picture, ContentReport>> eye;

    @Option(names = "--device", paramLabel = "DEVICE", description = "Where to dream: auto, cpu or cuda:0.")
    private String device = "auto";

    @Option(names = "--threads", paramLabel = "N", description = "Processor threads.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--gradient-bytes", paramLabel = "N", description = "Memory for gradients, beside the heap.")
    private Optional<Long> gradientBytes = Optional.empty();

    /**
     * @param library what loads the native library, which otherwise the first network does
     * @param eye what looks at pictures instead of the content filter's network
     */
    DreamerCommand(
            Terminal terminal,
            Runnable library,
            PictureReader reader,
            Supplier<Catalogue> catalogue,
            NetworkFolder folder,
            Supplier<Looks> looks,
            Optional<Function<Picture, ContentReport>> eye) {
        this.terminal = terminal;
        this.library = library;
        this.reader = reader;
        this.catalogue = catalogue;
        this.folder = folder;
        this.looks = looks;
        this.eye = eye;
    }

    @Override
    public Integer call() {
        System.setOut(System.err); // what libraries print must not come between the lines of the protocol
        loadAhead();
        DreamerChild child =
                new DreamerChild(System.in, terminal.out(), reader, catalogue.get(), folder, looks.get(), eye);
        OptionalLong bytes = gradientBytes.map(OptionalLong::of).orElseGet(OptionalLong::empty);
        // a terminal and some supervisors tell the whole group to end: the parent decides what becomes of the job
        Signals signals = Signals.to(signal -> {});
        try {
            child.run(Device.named(device), threads, bytes);
            return ExitCode.DONE;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw DreamException.cancelled();
        } finally {
            signals.close();
        }
    }

    /** On the other core, beside all that goes before the first network; if it fails, the network will say why. */
    private void loadAhead() {
        Thread ahead = new Thread(
                () -> {
                    try {
                        library.run();
                    } catch (DreamException failure) {
                        LOG.debug("the native library does not load yet", failure);
                    }
                },
                "native library");
        ahead.setDaemon(true);
        ahead.start();
    }
}
