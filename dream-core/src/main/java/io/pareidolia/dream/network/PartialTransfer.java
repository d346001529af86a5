package io.pareidolia.dream.network;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * One request for what a partial file still lacks. It never writes beyond the card's size, and gives up on a server
 * that stays silent. That parts of two servers fit together is not asked of them: the SHA-256 of the whole decides.
 */
final class PartialTransfer {
    /** {@code bytes 100-199/200}, or with {@code *} for an unknown whole (RFC 9110, section 14.4). */
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Why it stopped before the end, in words that follow the name of the server. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean worthAnotherTry;

        Broken(String words, boolean worthAnotherTry) {
            super(words);
            this.worthAnotherTry = worthAnotherTry;
        }

        boolean worthAnotherTry() {
            return worthAnotherTry;
        }
    }

    private final HttpClient client;
    private final Duration silence;
    private final URI address;
    private final NetworkCard card;
    private final Path part;

    PartialTransfer(HttpClient client, Duration silence, URI address, NetworkCard card, Path part) {
        this.client = client;
        this.silence = silence;
        this.address = address;
        this.card = card;
        this.part = part;
    }

    /**
     * Returns when {@code part} has the card's size.
     *
     * @throws Broken if the server is to blame
     * @throws DreamException if this machine is, or the listener wants no more
     */
    void run(DownloadListener listener) throws Broken {
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            HttpResponse<InputStream> response = ask(file.size());
            try (InputStream body = response.body()) {
                file.position(start(response, file.size()));
                receive(body, file, listener);
                file.force(true);
            }
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The file " + part + " cannot be written: " + failure.getMessage() + ".",
                    failure);
        }
    }

    private HttpResponse<InputStream> ask(long have) throws Broken {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(silence).header("User-Agent", "pareidolia");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (HttpTimeoutException late) {
            throw new Broken("did not answer in time", false);
        } catch (SSLException untrusted) {
            throw new Broken("could not be trusted (" + untrusted.getMessage() + ")", false);
        } catch (IOException unreachable) {
            throw new Broken(unreachable(unreachable), false);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw DreamException.cancelled();
        }
    }

    private static String unreachable(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "could not be found (no network?)";
            }
        }
        return failure instanceof ConnectException
                ? "could not be reached (no network?)"
                : "hung up before it answered";
    }

    /** Where in the file the body belongs: at its end, or at the start again if the server does not resume. */
    private long start(HttpResponse<InputStream> response, long have) throws IOException, Broken {
        int status = response.statusCode();
        if (status == 206) {
            Matcher range = CONTENT_RANGE.matcher(
                    response.headers().firstValue("Content-Range").orElse(""));
            boolean fits = range.matches()
                    && Long.parseLong(range.group(1)) == have
                    && (range.group(3).equals("*") || Long.parseLong(range.group(3)) == card.bytes());
            if (fits) {
                return have;
            }
        }
        if (status == 206 || status == 416) {
            Files.delete(part);
            throw new Broken("could not go on from the middle of the file", true);
        }
        if (status >= 300 && status < 400) {
            throw new Broken("pointed to where nobody should follow (" + status + ")", false);
        }
        if (status != 200) {
            throw new Broken("answered " + status, false);
        }
        OptionalLong length = response.headers().firstValueAsLong("Content-Length");
        if (length.isPresent() && length.getAsLong() != card.bytes()) {
            throw new Broken(
                    "has another file (" + length.getAsLong() + " bytes instead of " + card.bytes() + ")", false);
        }
        return 0;
    }

    private void receive(InputStream body, FileChannel file, DownloadListener listener) throws IOException, Broken {
        file.truncate(file.position());
        long done = file.position();
        AtomicLong lastHeard = new AtomicLong(System.nanoTime());
        AtomicBoolean silent = new AtomicBoolean();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "download-watch");
            thread.setDaemon(true);
            return thread;
        });
        long period = Math.max(1, silence.toMillis() / 10);
        ScheduledFuture<?> check = watch.scheduleWithFixedDelay(
                () -> {
                    if (System.nanoTime() - lastHeard.get() > silence.toNanos()) {
                        silent.set(true);
                        close(body); // wakes the reader
                    }
                },
                period,
                period,
                TimeUnit.MILLISECONDS);
        try {
            byte[] piece = new byte[1 << 16];
            listener.progressed(done, card.bytes());
            while (true) {
                int read;
                try {
                    read = body.read(piece);
                } catch (IOException broken) {
                    read = -1;
                }
                lastHeard.set(System.nanoTime());
                if (read < 0) {
                    break;
                }
                if (done + read > card.bytes()) {
                    file.truncate(0);
                    throw new Broken("sent more than the " + card.bytes() + " bytes of this network", false);
                }
                write(file, ByteBuffer.wrap(piece, 0, read));
                done += read;
                listener.progressed(done, card.bytes());
                if (listener.cancelled()) {
                    throw DreamException.cancelled();
                }
            }
        } finally {
            check.cancel(true);
            watch.shutdownNow();
        }
        if (silent.get() && done < card.bytes()) {
            throw new Broken(
                    "fell silent after " + NetworkDownload.megabytes(done) + " of "
                            + NetworkDownload.megabytes(card.bytes()),
                    true);
        }
        if (done < card.bytes()) {
            throw new Broken(
                    "broke off after " + NetworkDownload.megabytes(done) + " of "
                            + NetworkDownload.megabytes(card.bytes()),
                    true);
        }
    }

    private void write(FileChannel file, ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                file.write(piece);
            }
        } catch (IOException full) {
            String words = String.valueOf(full.getMessage());
            if (words.contains("space") || words.contains("quota")) {
                throw NetworkDownload.noSpace(card, String.valueOf(part.getParent()), full);
            }
            throw new DreamException(
                    DreamException.Kind.MACHINE, "The file " + part + " cannot be written: " + words + ".", full);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException alreadyBroken) {
            // the reader finds out
        }
    }
}
