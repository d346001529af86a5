package io.pareidolia.dream.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NetworkDownloadTest {
    private static final byte[] NETWORK = new byte[300_000];

    static {
        new Random(5).nextBytes(NETWORK);
    }

    @TempDir
    Path path;

    private NetworkFolder folder;
    private HttpServer server;
    private ExecutorService threads;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws IOException {
        folder = new NetworkFolder(path.resolve("networks"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        serve("/whole", exchange -> send(exchange, 200, NETWORK));
        serve("/missing", exchange -> send(exchange, 404, new byte[0]));
        serve("/resuming", this::resume);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void aNetworkTakesItsNameWhenItIsWholeAndItsProgressIsSaid() throws IOException {
        List<Long> progress = new ArrayList<>();
        NetworkCard card = card("/whole");
        Path file = download().fetch(card, (done, total) -> {
            assertThat(total).isEqualTo(NETWORK.length);
            progress.add(done);
        });
        assertThat(file).isEqualTo(folder.of(card)).hasBinaryContent(NETWORK);
        assertThat(progress).isSorted().startsWith(0L).endsWith((long) NETWORK.length);
        assertThat(left()).containsExactly("net.onnx", "net.onnx.lock");

        download().fetch(card, DownloadListener.NONE);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aTruncatedFileIsGoneOnFrom() {
        serve("/breaking", exchange -> {
            long from = from(exchange);
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (NETWORK.length - 1) + "/" + NETWORK.length);
            exchange.sendResponseHeaders(from > 0 ? 206 : 200, NETWORK.length - from);
            exchange.getResponseBody().write(NETWORK, (int) from, Math.min(100_001, (int) (NETWORK.length - from)));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        Path file = download().fetch(card("/breaking"), DownloadListener.NONE);
        assertThat(file).hasBinaryContent(NETWORK);
        // a connection that breaks may lose what was under way, so that the last bytes need one more request
        assertThat(asked).hasSizeBetween(3, 4);
        assertThat(asked.stream().skip(1)).allMatch(request -> request.matches(".* bytes=[1-9][0-9]*-"));
    }

    @Test
    void whatCameStaysForTheNextTime() throws IOException {
        serve("/breaking", exchange -> {
            exchange.sendResponseHeaders(200, NETWORK.length);
            exchange.getResponseBody().write(NETWORK, 0, 120_000);
            exchange.close();
        });
        NetworkCard first = card("/breaking");
        assertThatThrownBy(() -> download().fetch(first, DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("broke off after 0.1 MB of 0.3 MB")
                .hasMessageContaining("run the same command again")
                .hasMessageContaining("put the file by hand at " + folder.of(first));
        assertThat(left()).containsExactly("net.onnx.lock", "net.onnx.part");
        long came = Files.size(path.resolve("networks/net.onnx.part"));

        List<Long> progress = new ArrayList<>();
        download().fetch(card("/resuming"), (done, total) -> progress.add(done));
        assertThat(progress).startsWith(came);
        assertThat(folder.of(first)).hasBinaryContent(NETWORK);
    }

    @Test
    void aServerThatCannotResumeStartsAgain() throws IOException {
        part(Arrays.copyOf(NETWORK, 1000));
        assertThat(download().fetch(card("/whole"), DownloadListener.NONE)).hasBinaryContent(NETWORK);
    }

    @Test
    void aRangeThatDoesNotFitIsNotUsed() throws IOException {
        part(Arrays.copyOf(NETWORK, 1000));
        serve("/odd", exchange -> {
            if (from(exchange) == 0) {
                send(exchange, 200, NETWORK);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes 5-299999/300000");
            send(exchange, 206, Arrays.copyOfRange(NETWORK, 5, NETWORK.length));
        });
        assertThat(download().fetch(card("/odd"), DownloadListener.NONE)).hasBinaryContent(NETWORK);
    }

    @Test
    void aPartThatWasSomebodyElsesIsDroppedOnce() throws IOException {
        part(new byte[2000]);
        assertThat(download().fetch(card("/resuming"), DownloadListener.NONE)).hasBinaryContent(NETWORK);
        assertThat(asked).hasSize(2);
    }

    @Test
    void aPartLongerThanTheNetworkIsDropped() throws IOException {
        part(new byte[NETWORK.length + 1]);
        assertThat(download().fetch(card("/resuming"), DownloadListener.NONE)).hasBinaryContent(NETWORK);
    }

    @Test
    void anotherFileOfTheSameSizeIsRefusedAndDropped() throws IOException {
        serve("/forged", exchange -> send(exchange, 200, new byte[NETWORK.length]));
        assertThatThrownBy(() -> download().fetch(card("/forged"), DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("localhost sent another file (the SHA-256 differs)");
        assertThat(left()).containsExactly("net.onnx.lock");
    }

    @Test
    void aPointerInsteadOfTheFileIsSeenByItsSize() {
        serve("/pointer", exchange -> send(exchange, 200, new byte[130]));
        assertThatThrownBy(() -> download().fetch(card("/pointer"), DownloadListener.NONE))
                .hasMessageContaining("has another file (130 bytes instead of 300000)");
    }

    @Test
    void addressesAreTriedInTurn() {
        Path file = download().fetch(card("/missing", "/whole"), DownloadListener.NONE);
        assertThat(file).hasBinaryContent(NETWORK);
        assertThat(asked).containsExactly("/missing null", "/whole null");
    }

    @Test
    void everyAddressThatFailedIsNamedWithItsCauseInOneSentence() {
        serve("/pointer", exchange -> send(exchange, 200, new byte[130]));
        assertThatThrownBy(() -> download().fetch(card("/missing", "/pointer"), DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageStartingWith("The network net could not be fetched: localhost answered 404; localhost has")
                .hasMessageContaining("; try again later, or put the file by hand at ");
    }

    @Test
    void redirectionsAreFollowedAndKeepTheRange() throws IOException {
        part(Arrays.copyOf(NETWORK, 1000));
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/resuming");
            send(exchange, 302, new byte[0]);
        });
        assertThat(download().fetch(card("/moved"), DownloadListener.NONE)).hasBinaryContent(NETWORK);
        assertThat(asked).containsExactly("/moved bytes=1000-", "/resuming bytes=1000-");
    }

    @Test
    void redirectionsToFilesAreNot() {
        serve("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "file:///etc/passwd");
            send(exchange, 302, new byte[0]);
        });
        assertThatThrownBy(() -> download().fetch(card("/moved"), DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("pointed to where nobody should follow (302)");
    }

    @Test
    void anEndlessBodyIsCutAtTheSize() throws IOException {
        CountDownLatch cut = new CountDownLatch(1);
        serve("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0); // chunked
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(NETWORK);
                }
            } catch (IOException hungUp) {
                cut.countDown();
            }
        });
        assertThatThrownBy(() -> download().fetch(card("/endless"), DownloadListener.NONE))
                .hasMessageContaining("sent more than the 300000 bytes");
        assertThat(path.resolve("networks/net.onnx.part")).isEmptyFile();
        assertThat(waited(cut)).isTrue();
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() {
        CountDownLatch end = new CountDownLatch(1);
        serve("/silent", exchange -> {
            exchange.sendResponseHeaders(200, NETWORK.length);
            exchange.getResponseBody().write(NETWORK, 0, 50_000);
            exchange.getResponseBody().flush();
            waited(end);
        });
        serve("/mute", exchange -> waited(end));
        assertThatThrownBy(() -> download(2).fetch(card("/silent", "/mute"), DownloadListener.NONE))
                .hasMessageContaining("fell silent after 0.1 MB of 0.3 MB")
                .hasMessageContaining("did not answer in time");
        end.countDown();
    }

    @Test
    void nobodyThereIsSaid() throws IOException {
        int nobody;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        NetworkCard card = card(List.of(URI.create("http://localhost:" + nobody + "/x")));
        assertThatThrownBy(() -> download().fetch(card, DownloadListener.NONE))
                .hasMessageContaining("localhost could not be reached (no network?)");
    }

    @Test
    void tooLittleSpaceIsSaidBeforeAnythingIsAsked() {
        NetworkDownload download =
                new NetworkDownload(folder, where -> 1000, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThatThrownBy(() -> download.fetch(card("/whole"), DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("too little space in " + folder.path())
                .hasMessageContaining("0.3 MB")
                .hasMessageContaining("PAREIDOLIA_NETWORKS");
        assertThat(asked).isEmpty();
    }

    @Test
    void aSecondDownloadOfTheSameNetworkIsTold() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        serve("/slow", exchange -> {
            begun.countDown();
            waited(end);
            send(exchange, 200, NETWORK);
        });
        NetworkDownload patient =
                new NetworkDownload(folder, where -> Long.MAX_VALUE, Duration.ofSeconds(30), Duration.ofSeconds(30));
        Thread first = new Thread(() -> patient.fetch(card("/slow"), DownloadListener.NONE));
        first.start();
        assertThat(waited(begun)).isTrue();
        assertThatThrownBy(() -> download().fetch(card("/whole"), DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("Somebody is fetching net just now");
        end.countDown();
        first.join();
        assertThat(folder.of(card("/slow"))).hasBinaryContent(NETWORK);
    }

    @Test
    void itCanBeStoppedAndGoneOnFrom() throws IOException {
        assertThatThrownBy(() -> download().fetch(card("/whole"), new DownloadListener() {
                    private long done;

                    @Override
                    public void progressed(long done, long total) {
                        this.done = done;
                    }

                    @Override
                    public boolean cancelled() {
                        return done > 100_000;
                    }
                }))
                .isInstanceOf(DreamException.class)
                .extracting(stopped -> ((DreamException) stopped).kind())
                .isEqualTo(DreamException.Kind.CANCELLED);
        assertThat(Files.size(path.resolve("networks/net.onnx.part"))).isBetween(100_000L, 299_999L);
        assertThat(download().fetch(card("/resuming"), DownloadListener.NONE)).hasBinaryContent(NETWORK);
    }

    @Test
    void thereIsNothingToFetchOfWhatHasNoAddress() {
        assertThatThrownBy(() -> download().fetch(card(List.of()), DownloadListener.NONE))
                .hasMessageContaining("no address for net; put the file by hand at");
        NetworkCard bundled = Catalogue.bundled().require("inception-v3");
        assertThatThrownBy(() -> download().fetch(bundled, DownloadListener.NONE))
                .hasMessageContaining("comes with the program");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Files.write(path.resolve("file"), new byte[1]);
        NetworkFolder impossible = new NetworkFolder(path.resolve("file/networks"));
        assertThatThrownBy(() -> new NetworkDownload(impossible).fetch(card("/whole"), DownloadListener.NONE))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("set PAREIDOLIA_NETWORKS to one that can be written");
    }

    private NetworkDownload download() {
        return download(30); // a test's own server may be slow on a busy machine
    }

    private NetworkDownload download(int patience) {
        Duration seconds = Duration.ofSeconds(patience);
        return new NetworkDownload(folder, where -> Long.MAX_VALUE, seconds, seconds);
    }

    private NetworkCard card(String... paths) {
        return card(Stream.of(paths)
                .map(each ->
                        URI.create("http://localhost:" + server.getAddress().getPort() + each))
                .toList());
    }

    private static NetworkCard card(List<URI> addresses) {
        return new NetworkCard(
                "net",
                "d",
                addresses,
                NETWORK.length,
                Sha256.of(NETWORK),
                "MIT",
                Preprocessing.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private void part(byte[] content) throws IOException {
        Files.createDirectories(folder.path());
        Files.write(folder.path().resolve("net.onnx.part"), content);
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void serve(String where, HttpHandler handler) {
        server.createContext(where, exchange -> {
            asked.add(where + " " + exchange.getRequestHeaders().getFirst("Range"));
            handler.handle(exchange);
        });
    }

    private void resume(HttpExchange exchange) throws IOException {
        long from = from(exchange);
        if (from == 0) {
            send(exchange, 200, NETWORK);
            return;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (NETWORK.length - 1) + "/" + NETWORK.length);
        send(exchange, 206, Arrays.copyOfRange(NETWORK, (int) from, NETWORK.length));
    }

    private static long from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        return range == null ? 0 : Long.parseLong(range.substring("bytes=".length(), range.length() - 1));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static boolean waited(CountDownLatch latch) {
        try {
            return latch.await(20, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}
