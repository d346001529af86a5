package io.pareidolia.bot.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pareidolia.bot.worker.DreamerProtocol.Alive;
import io.pareidolia.bot.worker.DreamerProtocol.Begun;
import io.pareidolia.bot.worker.DreamerProtocol.Cancel;
import io.pareidolia.bot.worker.DreamerProtocol.Cancelled;
import io.pareidolia.bot.worker.DreamerProtocol.Dream;
import io.pareidolia.bot.worker.DreamerProtocol.Failed;
import io.pareidolia.bot.worker.DreamerProtocol.JobEnd;
import io.pareidolia.bot.worker.DreamerProtocol.Loaded;
import io.pareidolia.bot.worker.DreamerProtocol.Measured;
import io.pareidolia.bot.worker.DreamerProtocol.NetworkFile;
import io.pareidolia.bot.worker.DreamerProtocol.Order;
import io.pareidolia.bot.worker.DreamerProtocol.Ready;
import io.pareidolia.bot.worker.DreamerProtocol.Refused;
import io.pareidolia.bot.worker.DreamerProtocol.Report;
import io.pareidolia.dream.DreamCaps;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.content.ContentReport;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The process that dreams: takes orders on its input, a line each, does one after another, and tells on its output how
 * it goes ({@link DreamerProtocol}). It knows no store and no token and opens no connection. The end of its input ends it
 * at once, wherever it is: its parent has died, or wants it to.
 *
 * <p>Three threads: the caller's dreams; one listens; one, the pulse, says every few seconds that the process lives and
 * ends gradients that are not wanted any more.
 */
public final class DreamerChild {
    private static final long PULSE_MILLIS = 200;
    private static final int PULSES_A_LINE = 10;

    /** What the shell is told if the parent says what nobody understands. */
    private static final int NOT_UNDERSTOOD = 1;

    private static final int LONGEST_SENTENCE = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DreamerChild.class);

    private final InputStream orders;
    private final PrintWriter reports;
    private final PictureReader reader;
    private final Catalogue catalogue;
    private final NetworkFolder folder;
    private final Looks looks;
    private final Optional<Function<Picture, ContentReport>> eye;
    private final BlockingQueue<ChildJob> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable ChildJob latest;

    /** Guards the three below, so that the end of one gradient never meets the next. */
    private final Object ending = new Object();

    private @Nullable DreamerStudio studio;
    private @Nullable ChildJob current;
    private boolean warming;

    /**
     * @param orders standard input
     * @param reports standard output, on which nobody else may write
     * @param eye what looks at pictures instead of the content filter's network
     */
    public DreamerChild(
            InputStream orders,
            PrintWriter reports,
            PictureReader reader,
            Catalogue catalogue,
            NetworkFolder folder,
            Looks looks,
            Optional<Function<Picture, ContentReport>> eye) {
        this.orders = orders;
        this.reports = reports;
        this.reader = reader;
        this.catalogue = catalogue;
        this.folder = folder;
        this.looks = looks;
        this.eye = eye;
    }

    /**
     * Dreams until the process ends; never returns unless it is interrupted.
     *
     * @param threads processor threads, 1 or more
     * @param gradientBytes for one gradient and all sessions that are kept; empty for what suits the machine
     * @throws DreamException with one sentence if the device cannot be used
     */
    public void run(Device said, int threads, OptionalLong gradientBytes) throws InterruptedException {
        daemon(this::listen, "orders").start();
        daemon(this::pulse, "pulse").start();
        DreamCaps caps = DreamCaps.ofMachine();
        DreamerStudio opened = new DreamerStudio(
                catalogue,
                folder,
                looks,
                said.chosen(),
                threads,
                caps.withGradientBytes(gradientBytes.orElse(caps.gradientBytes())),
                network -> tell(new Loaded(network.name())));
        synchronized (ending) {
            studio = opened;
            warming = true;
        }
        tell(new Ready(
                opened.device().toString(),
                threads,
                opened.networks().stream()
                        .map(card -> new NetworkFile(card.name(), card.sha256()))
                        .toList()));
        ContentCheck content = new ContentCheck(() -> eye.orElseGet(() -> opened.classifier(threads)::look));
        warmUp(opened, content);
        JobDream dream = new JobDream(reader, opened, content, this::tell);
        while (true) {
            work(waiting.take(), dream);
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void listen() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(orders, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(DreamerProtocol.order(line));
            }
        } catch (JsonProcessingException unknown) {
            LOG.error("an order was not understood", unknown);
            Runtime.getRuntime().halt(NOT_UNDERSTOOD);
        } catch (IOException broken) {
            LOG.debug("the input broke", broken);
        }
        // not exit: what runs in native code would be waited for, or torn
        Runtime.getRuntime().halt(0);
    }

    private void hear(Order order) {
        if (order instanceof Dream dream) {
            ChildJob job = new ChildJob(dream);
            latest = job;
            waiting.add(job);
        } else if (order instanceof Cancel cancel) {
            ChildJob job = latest;
            if (job != null && job.order().job().equals(cancel.job())) {
                job.cancel();
            }
        }
    }

    private void pulse() {
        try {
            for (long pulses = 0; ; pulses++) {
                if (pulses % PULSES_A_LINE == 0) {
                    tell(new Alive());
                }
                Thread.sleep(PULSE_MILLIS);
                beat();
            }
        } catch (InterruptedException ended) {
            LOG.debug("the pulse was interrupted", ended); // and the parent will miss it
        }
    }

    private void beat() {
        synchronized (ending) {
            DreamerStudio at = studio;
            ChildJob job = current;
            if (job != null) {
                job.spend(PULSE_MILLIS / 1e3);
            }
            // again and again: a gradient that begins just now does not hear it
            if (at != null && ((job != null && job.hasToEnd()) || (warming && !waiting.isEmpty()))) {
                at.stop();
            }
        }
    }

    private void warmUp(DreamerStudio opened, ContentCheck content) throws InterruptedException {
        try {
            new WarmUp(opened, () -> !waiting.isEmpty()).pace().ifPresent(pace -> tell(new Measured(pace)));
            content.open(); // last, since no job needs it before it has come
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.error("the default network does not dream here", failure); // jobs will say so too
        } finally {
            synchronized (ending) {
                warming = false;
            }
        }
    }

    private void work(ChildJob job, JobDream dream) {
        MDC.put("job", job.order().job());
        synchronized (ending) {
            current = job;
        }
        JobEnd end;
        tell(new Begun(job.order().job()));
        try {
            end = dream.dream(job);
        } catch (ContentRefusal refusal) {
            LOG.info("a picture was refused: {}", refusal.finding());
            end = new Refused(job.order().job(), refusal.reason(), refusal.sentence(), refusal.finding());
        } catch (DreamException failure) {
            end = ended(job, failure);
        } catch (OutOfMemoryError full) {
            LOG.error("the heap is too small for this job", full);
            end = failed(job, "There is not enough memory for this dream here; a smaller size= needs less.");
        } catch (RuntimeException | Error fault) {
            LOG.error("a fault of the program", fault);
            end = failed(job, "Something went wrong inside Pareidolia; whoever runs it finds it in the log.");
        } finally {
            synchronized (ending) {
                current = null;
            }
        }
        tell(end);
        MDC.remove("job");
    }

    private static JobEnd ended(ChildJob job, DreamException failure) {
        String id = job.order().job();
        return switch (failure.kind()) {
            case INPUT -> new Refused(id, RefusalReason.INPUT, shortened(failure), null);
            case MACHINE -> {
                LOG.error("the dream failed", failure);
                yield failed(job, shortened(failure));
            }
            case CANCELLED ->
                job.ending() == ChildJob.Ending.OVERTIME
                        ? failed(
                                job,
                                "This dream took much longer than expected, so it was ended after "
                                        + Math.round(job.order().mostSeconds()) + " seconds.")
                        : new Cancelled(id);
        };
    }

    private static JobEnd failed(ChildJob job, String sentence) {
        return new Failed(job.order().job(), sentence);
    }

    private static String shortened(DreamException failure) {
        String sentence = String.valueOf(failure.getMessage());
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE) + "…";
    }

    private synchronized void tell(Report report) {
        reports.println(DreamerProtocol.line(report));
        reports.flush();
    }
}
