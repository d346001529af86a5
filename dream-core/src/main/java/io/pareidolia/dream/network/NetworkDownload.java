package io.pareidolia.dream.network;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings a network of the catalogue into the folder. What has come is kept in {@code NAME.onnx.part} and gone on from;
 * the file takes its name only when size and SHA-256 are right. One download of a network at a time, on this machine.
 */
public final class NetworkDownload {
    /** Tries at one address, as long as each brings something. */
    private static final int TRIES = 4;
    /** Left free on the disk. */
    private static final long SPARE = 1L << 24;

    private final NetworkFolder folder;
    private final ToLongFunction<Path> usableSpace;
    private final Duration silence;
    private final HttpClient client;

    public NetworkDownload(NetworkFolder folder) {
        this(folder, NetworkDownload::usableSpace, Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    /**
     * @param usableSpace bytes that can still be written into a folder
     * @param connect how long a server may take to accept the connection
     * @param silence how long a server may take to answer, and then to send the next piece
     */
    NetworkDownload(NetworkFolder folder, ToLongFunction<Path> usableSpace, Duration connect, Duration silence) {
        this.folder = folder;
        this.usableSpace = usableSpace;
        this.silence = silence;
        this.client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL) // anywhere, but never from https to http
                .connectTimeout(connect)
                .build();
    }

    /**
     * Fetches a network, unless it is here already.
     *
     * @return its file
     * @throws DreamException with one sentence that names the cause at each address and what to do next
     */
    public Path fetch(NetworkCard card, DownloadListener listener) {
        Path file = folder.of(card);
        if (folder.bundles(card)) {
            throw DreamException.input(
                    "The network " + card.name() + " comes with the program; there is nothing to fetch.");
        }
        if (folder.has(card)) {
            return file;
        }
        if (card.addresses().isEmpty()) {
            throw DreamException.input(
                    "The catalogue has no address for " + card.name() + "; put the file by hand at " + file + ".");
        }
        try {
            Files.createDirectories(folder.path());
        } catch (IOException refused) {
            throw machine(
                    "The folder " + folder.path()
                            + " cannot be made; set PAREIDOLIA_NETWORKS to one that can be written.",
                    refused);
        }
        try (FileChannel door =
                        FileChannel.open(beside(file, ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(door)) {
            if (lock == null) {
                throw DreamException.machine(
                        "Somebody is fetching " + card.name() + " just now; wait until that is done.");
            }
            if (!folder.has(card)) {
                fetchInto(file, card, listener);
            }
            return file;
        } catch (IOException refused) {
            throw machine(
                    "Nothing can be written into " + folder.path()
                            + "; set PAREIDOLIA_NETWORKS to a folder that can be.",
                    refused);
        }
    }

    private void fetchInto(Path file, NetworkCard card, DownloadListener listener) throws IOException {
        Path part = beside(file, ".part");
        List<String> causes = new ArrayList<>();
        for (URI address : card.addresses()) {
            @Nullable String cause = fetchFrom(address, card, part, listener);
            if (cause == null) {
                takeName(part, file);
                return;
            }
            causes.add(address.getHost() + " " + cause);
        }
        String again = Files.exists(part) && Files.size(part) > 0
                ? "run the same command again to go on from where it stopped"
                : "try again later";
        throw DreamException.machine("The network " + card.name() + " could not be fetched: "
                + String.join("; ", causes) + "; " + again + ", or put the file by hand at " + file + ".");
    }

    /** Null if {@code part} is now the network, else why this address could not make it so. */
    private @Nullable String fetchFrom(URI address, NetworkCard card, Path part, DownloadListener listener)
            throws IOException {
        long before = length(part);
        boolean resumed = before > 0;
        String cause = "";
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (before > card.bytes()) {
                Files.delete(part);
                before = 0;
            }
            checkSpace(card, card.bytes() - before);
            if (before < card.bytes()) {
                try {
                    new PartialTransfer(client, silence, address, card, part).run(listener);
                } catch (PartialTransfer.Broken broken) {
                    cause = broken.getMessage();
                    long now = length(part);
                    boolean startsOver = before > 0 && now == 0;
                    if (!broken.worthAnotherTry() || (now <= before && !startsOver)) {
                        return cause;
                    }
                    resumed &= !startsOver;
                    before = now;
                    continue;
                }
            }
            if (Sha256.of(part).equals(card.sha256())) {
                return null;
            }
            Files.delete(part);
            cause = "sent another file (the SHA-256 differs)";
            if (!resumed) {
                return cause;
            }
            resumed = false; // the beginning may have been somebody else's: once more from the start
            before = 0;
        }
        return cause;
    }

    private void checkSpace(NetworkCard card, long missing) {
        long usable = usableSpace.applyAsLong(folder.path());
        if (usable < missing + SPARE) {
            throw noSpace(card, folder.path().toString(), null);
        }
    }

    static DreamException noSpace(NetworkCard card, String folder, @Nullable Throwable cause) {
        return machine(
                "There is too little space in " + folder + " for the network " + card.name() + ", which has "
                        + megabytes(card.bytes())
                        + "; make room, or set PAREIDOLIA_NETWORKS to a folder on another disk.",
                cause);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static void takeName(Path part, Path file) throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException strange) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static @Nullable FileLock lock(FileChannel door) throws IOException {
        try {
            return door.tryLock();
        } catch (OverlappingFileLockException byThisProgram) {
            return null;
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static long length(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static long usableSpace(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    private static DreamException machine(String sentence, @Nullable Throwable cause) {
        return new DreamException(DreamException.Kind.MACHINE, sentence, cause);
    }
}
