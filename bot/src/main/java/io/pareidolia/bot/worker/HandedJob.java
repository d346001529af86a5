package io.pareidolia.bot.worker;

import io.pareidolia.bot.worker.DreamerProtocol.Cancelled;
import io.pareidolia.bot.worker.DreamerProtocol.Decoded;
import io.pareidolia.bot.worker.DreamerProtocol.Done;
import io.pareidolia.bot.worker.DreamerProtocol.Dream;
import io.pareidolia.bot.worker.DreamerProtocol.Failed;
import io.pareidolia.bot.worker.DreamerProtocol.JobReport;
import io.pareidolia.bot.worker.DreamerProtocol.Preview;
import io.pareidolia.bot.worker.DreamerProtocol.Progress;
import io.pareidolia.bot.worker.DreamerProtocol.Refused;
import io.pareidolia.bot.worker.DreamerProtocol.Seen;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.RecipeWish;
import io.pareidolia.dream.content.Fingerprint;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that was handed to a child, until its outcome is known. What the child says about it is checked here: its
 * files are those that were asked for, and are what it says they are.
 */
final class HandedJob {
    /** The most bytes of a preview: a JPEG of a quarter megapixel has far less. */
    private static final long MOST_PREVIEW_BYTES = 1 << 20;

    /** The most bytes of a filmstrip: it has less than a megapixel. */
    private static final long MOST_FILMSTRIP_BYTES = 2 << 20;

    /** Enough of a file to tell its format. */
    private static final int BEGINNING = 32;

    /** How long a child that has just come may prepare before it begins: it opens the content filter's network. */
    private static final Duration PREPARATION = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(HandedJob.class);

    private final DreamTask task;
    private final DreamerListener listener;
    private final CompletableFuture<DreamOutcome> outcome = new CompletableFuture<>();
    private volatile boolean begun;
    private boolean cancelled;
    private Duration spent = Duration.ZERO;
    private Duration preparing = Duration.ZERO;
    private Duration spentSinceCancel = Duration.ZERO;

    HandedJob(DreamTask task, DreamerListener listener) {
        this.task = task;
        this.listener = listener;
    }

    DreamTask task() {
        return task;
    }

    Dream order() {
        return new Dream(
                task.job(),
                task.recipe(),
                task.source().toString(),
                task.result().toString(),
                task.preview().map(Path::toString).orElse(null),
                task.filmstrip().map(Path::toString).orElse(null),
                task.filter(),
                task.blocklist().map(Path::toString).orElse(null),
                task.most().toMillis() / 1e3);
    }

    boolean isAbout(JobReport report) {
        return task.job().equals(report.job());
    }

    /** Waits for the outcome. */
    DreamOutcome outcome() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Waits for the outcome, but no longer than so. */
    void await(Duration most) throws InterruptedException {
        try {
            outcome.get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLong) {
            LOG.info("job {} did not end in time", task.job());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean ended() {
        return outcome.isDone();
    }

    /** True once the child has said something about it. */
    boolean begun() {
        return begun;
    }

    /** This is the outcome, unless there was one before. */
    void end(DreamOutcome how) {
        outcome.complete(how);
    }

    /** True the first time. */
    synchronized boolean cancel() {
        boolean first = !cancelled;
        cancelled = true;
        return first;
    }

    /**
     * Some more time has passed.
     *
     * @param obedience how much longer than it may the child may take to end it
     * @return what the outcome is if the child took longer than that
     */
    synchronized Optional<DreamOutcome> overdue(Duration more, Duration obedience) {
        spent = spent.plus(more);
        preparing = begun ? preparing : preparing.plus(more);
        spentSinceCancel = cancelled ? spentSinceCancel.plus(more) : Duration.ZERO;
        if (spentSinceCancel.compareTo(obedience) > 0) {
            return Optional.of(new DreamOutcome.Cancelled());
        }
        Duration most = task.most().plus(obedience);
        if (!begun) {
            return spent.compareTo(most.plus(PREPARATION)) > 0
                    ? Optional.of(new DreamOutcome.Lost("it did not begin a job", false))
                    : Optional.empty();
        }
        return spent.minus(preparing).compareTo(most) > 0
                ? Optional.of(new DreamOutcome.Failed("This dream took much longer than expected, so it was ended."))
                : Optional.empty();
    }

    /** Hears a report about this job; the last one gives the outcome, {@code Lost} if it is a lie. */
    Optional<DreamOutcome> hear(JobReport report) {
        begun = true;
        if (report instanceof Done done) {
            return Optional.of(dreamed(done));
        } else if (report instanceof Refused refused) {
            return Optional.of(new DreamOutcome.Refused(
                    refused.reason(), refused.sentence(), Optional.ofNullable(refused.finding())));
        } else if (report instanceof Failed failed) {
            return Optional.of(new DreamOutcome.Failed(failed.sentence()));
        } else if (report instanceof Cancelled) {
            return Optional.of(new DreamOutcome.Cancelled());
        }
        try {
            tell(report);
        } catch (RuntimeException fault) {
            LOG.error("a fault in whoever listens to job {}", task.job(), fault);
        }
        return Optional.empty();
    }

    private void tell(JobReport report) {
        if (report instanceof Seen seen) {
            listener.seen(Optional.ofNullable(seen.fingerprint()).map(Fingerprint::read));
        } else if (report instanceof Decoded decoded) {
            listener.decoded(decoded);
        } else if (report instanceof Progress progress) {
            listener.progressed(progress);
        } else if (report instanceof Preview) {
            task.preview().filter(file -> isPreview(file)).ifPresent(listener::previewed);
        }
    }

    private static boolean isPreview(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MOST_PREVIEW_BYTES;
        } catch (IOException gone) {
            return false;
        }
    }

    /** What is none is as if there were none: the dream is not worth less. */
    private static boolean isFilmstrip(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) <= MOST_FILMSTRIP_BYTES
                    && PictureFormat.ofContent(beginning(file)).equals(Optional.of(PictureFormat.JPEG));
        } catch (IOException gone) {
            return false;
        }
    }

    private DreamOutcome dreamed(Done done) {
        Optional<String> lie = lie(done);
        return lie.isPresent()
                ? new DreamOutcome.Lost(lie.get(), true)
                : new DreamOutcome.Dreamed(
                        task.result(),
                        done.mediaType(),
                        done.width(),
                        done.height(),
                        done.seconds(),
                        done.estimatedSeconds(),
                        done.recipe(),
                        done.remarks(),
                        task.filmstrip().filter(HandedJob::isFilmstrip),
                        done.hidden());
    }

    /** What about it cannot be. */
    private Optional<String> lie(Done done) {
        if (!done.result().equals(task.result().toString())) {
            return Optional.of("it wrote to another file than it was asked for");
        }
        try {
            Optional<PictureFormat> format = PictureFormat.ofName(task.result().toString());
            if (format.isEmpty() || !done.mediaType().equals(format.get().mediaType())) {
                return Optional.of("it wrote another format than it was asked for");
            }
            if (!Files.isRegularFile(task.result(), LinkOption.NOFOLLOW_LINKS)
                    || !PictureFormat.ofContent(beginning(task.result())).equals(format)) {
                return Optional.of("what it wrote is no " + format.get().word());
            }
            RecipeWish asked = RecipeText.parse(task.recipe());
            if (asked.asksForSheet()) {
                return done.recipe().equals(asked.toString())
                        ? Optional.empty()
                        : Optional.of("its recipe is not that of its sheet");
            }
            int size = Math.max(done.width(), done.height());
            if (!RecipeText.parse(done.recipe()).get(RecipeKey.SIZE).equals(Optional.of(size))) {
                return Optional.of("its recipe is not that of its picture");
            }
            return Optional.empty();
        } catch (IOException | DreamException unreadable) {
            return Optional.of("what it wrote cannot be read: " + unreadable.getMessage());
        }
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(BEGINNING);
        }
    }
}
