package io.pareidolia.bot.lobby;

import io.javalin.http.Context;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who watch a dream what becomes of it, as server-sent events. Whatever changes it is written to the store,
 * perhaps by another process, so that is where this looks, once a second.
 */
final class DreamEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DreamEvents.class);
    private static final int MOST = 500;
    private static final int MOST_OF_AN_ADDRESS = 20;
    private static final int THREADS = 2;
    private static final long PERIOD_MILLIS = 1_000;
    /** Shorter than the patience of proxies. */
    private static final int SILENT_TURNS = 15;

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Dreams dreams;
    private final ConcurrentHashMap<String, AtomicInteger> watching = new ConcurrentHashMap<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService turns = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "lobby-events");
        thread.setDaemon(true);
        return thread;
    });

    DreamEvents(Dreams dreams) {
        this.dreams = dreams;
    }

    void get(Context context) throws IOException {
        Job job = dreams.job(context.pathParam("id")).orElseThrow(Problem::noSuchDream);
        String address = Visitor.of(context).address();
        if (watches.size() >= MOST) {
            throw Problem.passing(503, "Too many people watch their dreams at this moment.", SOON);
        }
        if (counted(address) > MOST_OF_AN_ADDRESS) {
            uncounted(address);
            throw Problem.passing(429, "Too many dreams are watched from one address.", SOON);
        }
        context.contentType("text/event-stream; charset=utf-8")
                .header("X-Accel-Buffering", "no")
                .disableCompression();
        ServletOutputStream out = context.res().getOutputStream();
        context.future(() -> {
            Watch watch = new Watch(job.id(), address, out);
            watches.add(watch);
            watch.turn = turns.scheduleWithFixedDelay(watch::look, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
            return watch.ended;
        });
    }

    private int counted(String address) {
        return watching.computeIfAbsent(address, first -> new AtomicInteger()).incrementAndGet();
    }

    private void uncounted(String address) {
        watching.computeIfPresent(address, (same, count) -> count.decrementAndGet() == 0 ? null : count);
    }

    /** One connection. */
    private final class Watch {
        private final JobId id;
        private final String address;
        private final ServletOutputStream out;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private volatile @Nullable Future<?> turn;
        private String told = "";
        private int silent;

        Watch(JobId id, String address, ServletOutputStream out) {
            this.id = id;
            this.address = address;
            this.out = out;
        }

        void look() {
            if (ended.isDone()) {
                end();
                return;
            }
            try {
                Optional<Job> job = dreams.job(id.text());
                if (job.isEmpty()) {
                    end();
                    return;
                }
                tell(Json.text(dreams.view(job.get())));
                if (job.get().state().isEnd()) {
                    end();
                }
            } catch (IOException gone) {
                end();
            } catch (RuntimeException failure) {
                LOG.warn("{} cannot be watched", id, failure);
                end();
            }
        }

        private void tell(String view) throws IOException {
            if (!view.equals(told)) {
                told = view;
                write("event: dream\ndata: " + view + "\n\n");
            } else if (++silent >= SILENT_TURNS) {
                write(": still here\n\n");
            }
        }

        private void write(String text) throws IOException {
            silent = 0;
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private void end() {
            if (watches.remove(this)) {
                uncounted(address);
                ended.complete(null);
            }
            Future<?> own = turn;
            if (own != null) {
                own.cancel(false);
            }
        }
    }

    @Override
    public void close() {
        turns.shutdownNow();
        watches.forEach(watch -> watch.ended.complete(null));
    }
}
