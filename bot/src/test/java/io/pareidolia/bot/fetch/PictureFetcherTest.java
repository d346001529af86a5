package io.pareidolia.bot.fetch;

import static io.pareidolia.bot.fetch.StandInServer.answer;
import static io.pareidolia.bot.fetch.StandInServer.ascii;
import static io.pareidolia.bot.fetch.StandInServer.joined;
import static io.pareidolia.bot.fetch.StandInServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pareidolia.bot.fetch.FetchFailure.Reason;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Real servers on loopback, kind ones and nasty ones. */
@Timeout(60)
class PictureFetcherTest {
    private static final byte[] PNG = TestPicture.png();
    private static final int MOST = 100_000;

    @TempDir
    Path folder;

    private StandInServer server;

    @AfterEach
    void close() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aPictureComesWholeIntoAFile() throws Exception {
        serve(answer("200 OK", "Content-Type: image/png\r\n", PNG));
        Path file;
        try (FetchedPicture picture = fetcher().fetch(server.link("/cat.png?size=1#whiskers"), HostList.ANY)) {
            file = picture.file();
            assertThat(file).hasBinaryContent(PNG).hasParent(folder);
            assertThat(picture.bytes()).isEqualTo(PNG.length);
            assertThat(picture.header().format()).isEqualTo(PictureFormat.PNG);
            assertThat(picture.header().size()).isEqualTo(new PictureSize(40, 30));
            assertThat(picture.mediaType()).isEqualTo("image/png");
            assertThat(picture.sha256()).isEqualTo(Sha256.of(PNG));
        }
        assertThat(file).doesNotExist();
        assertThat(server.requests()).singleElement().asString().startsWith("GET /cat.png?size=1 HTTP/1.1\r\n");
    }

    @Test
    void aFileThatWasMovedAwayStays() throws Exception {
        serve(answer("200 OK", "", PNG));
        Path kept = folder.resolve("kept.png");
        try (FetchedPicture picture = fetcher().fetch(server.link("/"), HostList.ANY)) {
            Files.move(picture.file(), kept);
        }
        assertThat(kept).hasBinaryContent(PNG);
    }

    @Test
    void theNewProtocolWorksToo() throws Exception {
        server = new StandInServer(
                new ServerSocket(0, 50, StandInInternet.address("::1")),
                (path, out) -> out.write(answer("200 OK", "", PNG)));
        fetcher().fetch("http://[::1]:" + server.port() + "/", HostList.ANY).close();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void contentDecidesAndNotTheHeader() throws Exception {
        serve(answer("200 OK", "Content-Type: text/html\r\n", TestPicture.jpeg()));
        try (FetchedPicture picture = fetcher().fetch(server.link("/cat.png"), HostList.ANY)) {
            assertThat(picture.mediaType()).isEqualTo("image/jpeg");
        }
    }

    @Test
    void whatHasNoLengthOrIsPackedComesWholeToo() throws Exception {
        server = new StandInServer((path, out) -> out.write(
                switch (path) {
                    case "/chunked" -> chunked(PNG, "0\r\n\r\n");
                    case "/packed" -> answer("200 OK", "Content-Encoding: gzip\r\n", gzip(PNG));
                    default -> joined(ascii("HTTP/1.1 200 OK\r\n\r\n"), PNG);
                }));
        for (String path : List.of("/chunked", "/packed", "/until-the-end")) {
            try (FetchedPicture picture = fetcher().fetch(server.link(path), HostList.ANY)) {
                assertThat(picture.file()).as(path).hasBinaryContent(PNG);
            }
        }
    }

    @Test
    void threeRedirectsAreFollowedAndNotFour() throws Exception {
        server = new StandInServer((path, out) -> out.write(
                switch (path) {
                    case "/4" -> redirect("3");
                    case "/3" -> redirect("/2?x=1");
                    case "/2?x=1" -> redirect(server.link("/1"));
                    case "/1" -> redirect("//127.0.0.1:" + server.port() + "/0");
                    default -> answer("200 OK", "", PNG);
                }));
        fetcher().fetch(server.link("/3"), HostList.ANY).close();
        assertThat(server.requests()).hasSize(4);
        assertThat(refusal("/4").reason()).isEqualTo(Reason.REDIRECTS);
        assertThat(server.requests()).hasSize(8);
    }

    @Test
    void whatIsNoPictureComesAsItIsUnlessItIsTooLong() throws Exception {
        server = new StandInServer((path, out) -> out.write(
                path.equals("/none") ? answer("404 Gone", "", ascii("no")) : chunked(ascii("a: 1"), "0\r\n\r\n")));
        assertThat(fetcher().fetchBytes(server.link("/rules"), HostList.ANY, 4)).isEqualTo(ascii("a: 1"));
        assertThatThrownBy(() -> fetcher().fetchBytes(server.link("/rules"), HostList.ANY, 3))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE));
        assertThatThrownBy(() -> fetcher().fetchBytes(server.link("/none"), HostList.ANY, 9))
                .isInstanceOfSatisfying(
                        FetchFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void aLoopEnds() throws Exception {
        serve(redirect("/cat.png"));
        assertThat(refusal("/cat.png").reason()).isEqualTo(Reason.REDIRECTS);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void noServerLearnsMoreThanOurNameAndIsRememberedByUs() throws Exception {
        server = new StandInServer((path, out) -> out.write(
                switch (path) {
                    case "/locked" ->
                        answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n", ascii("no"));
                    case "/0" -> answer("200 OK", "", PNG);
                    default -> answer("302 Found", "Set-Cookie: a=b\r\nLocation: /0\r\n", ascii(""));
                }));
        fetcher().fetch(server.link("/cookie"), HostList.ANY).close();
        assertThat(refusal("/locked").reason()).isEqualTo(Reason.REFUSED);
        assertThat(server.requests()).hasSize(3).allSatisfy(head -> {
            List<String> names = head.lines()
                    .skip(1)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
            assertThat(names)
                    .containsExactlyInAnyOrder("User-Agent", "Accept", "Connection", "Host", "Accept-Encoding");
            assertThat(head).contains("User-Agent: Pareidolia/test\r\n");
        });
    }

    static Stream<Arguments> answersThatGiveNoPicture() {
        byte[] half = Arrays.copyOf(PNG, PNG.length / 2);
        byte[] page = ascii("<!doctype html><title>127.0.0.1</title>" + " ".repeat(5_000));
        return Stream.of(
                Arguments.of("nothing there", Reason.REFUSED, answer("404 Not Found", "", PNG)),
                Arguments.of("no content", Reason.REFUSED, ascii("HTTP/1.1 204 No Content\r\n\r\n")),
                Arguments.of("part of it", Reason.REFUSED, answer("206 Partial Content", "", PNG)),
                Arguments.of("a redirect to nowhere", Reason.REFUSED, answer("302 Found", "", PNG)),
                Arguments.of("proxy's login", Reason.UNREACHABLE, answer("407 Proxy", "", PNG)),
                Arguments.of("trouble", Reason.SERVER_TROUBLE, answer("503 Busy", "", PNG)),
                Arguments.of("too often", Reason.SERVER_TROUBLE, answer("429 Slow down", "", PNG)),
                Arguments.of("a timeout of its own", Reason.SERVER_TROUBLE, answer("408 Timeout", "", PNG)),
                Arguments.of("a page", Reason.NOT_A_PICTURE, answer("200 OK", "Content-Type: image/png\r\n", page)),
                Arguments.of("nothing", Reason.NOT_A_PICTURE, answer("200 OK", "", ascii(""))),
                Arguments.of("another packing", Reason.NOT_A_PICTURE, answer("200 OK", "", gzip(PNG))),
                Arguments.of("half a PNG", Reason.UNREADABLE, answer("200 OK", "", Arrays.copyOf(PNG, 20))),
                Arguments.of("too large as said", Reason.TOO_LARGE, longAnswer("Content-Length: 100001\r\n\r\n", PNG)),
                Arguments.of("too large unsaid", Reason.TOO_LARGE, longAnswer("\r\n", joined(PNG, new byte[MOST]))),
                Arguments.of("broken off", Reason.BROKEN_OFF, longAnswer("Content-Length: 99999\r\n\r\n", half)),
                Arguments.of("broken chunks", Reason.BROKEN_OFF, chunked(half, "")),
                Arguments.of("senseless chunks", Reason.BROKEN_OFF, chunked(half, "-5\r\n")),
                Arguments.of(
                        "not what gzip is", Reason.BROKEN_OFF, answer("200 OK", "Content-Encoding: gzip\r\n", PNG)),
                Arguments.of("no HTTP", Reason.UNREACHABLE, ascii("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
                Arguments.of("a senseless code", Reason.UNREACHABLE, ascii("HTTP/1.1 -12 OK\r\n\r\n")),
                Arguments.of("no answer", Reason.UNREACHABLE, ascii("")),
                Arguments.of(
                        "endless names", Reason.UNREACHABLE, ascii("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(99_999))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answersThatGiveNoPicture")
    void aServerWithoutAPictureIsOneSentence(String what, Reason reason, byte[] bytes) throws Exception {
        serve(bytes);
        FetchFailure failure = refusal("/cat.png");
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.sentence()).matches("[A-Z][^\\n]{20,}\\.").doesNotContain("127.0.0.1", "Exception");
        assertThat(failure).hasNoCause();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void sentencesSayWhatToDo() throws Exception {
        server = new StandInServer((path, out) -> out.write(
                switch (path) {
                    case "/page" -> answer("200 OK", "", ascii("<html>"));
                    case "/heic" -> answer("200 OK", "", ascii("\0\0\0\30ftypheic"));
                    case "/large" -> longAnswer("Content-Length: 100001\r\n\r\n", PNG);
                    default -> answer("410 Gone", "", PNG);
                }));
        assertThat(refusal("/page").sentence())
                .isEqualTo("The file at that link is a web page, not a picture; save the picture itself.");
        assertThat(refusal("/heic").sentence()).contains("is a HEIC picture").contains("save it as JPEG first");
        assertThat(refusal("/large").sentence())
                .isEqualTo("The file at that link is larger than 0.1 MB; make it smaller first.");
        assertThat(refusal("/gone").sentence()).contains("code 410");
        assertThat(Reason.PRIVATE_ADDRESS.temporary()).isFalse();
        assertThat(Reason.TOO_SLOW.temporary()).isTrue();
    }

    @Test
    void aWebPageIsNotReadToItsEnd() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        server = new StandInServer((path, out) -> {
            out.write(ascii("HTTP/1.1 200 OK\r\n\r\n<html>"));
            writeUntilHungUp(out, new byte[5_000], 0, hungUp);
        });
        assertThat(refusal("/").reason()).isEqualTo(Reason.NOT_A_PICTURE);
        hungUp.await();
    }

    @Test
    void aPictureWithoutEndIsCutAtTheLimit() throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        server = new StandInServer((path, out) -> {
            out.write(joined(ascii("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"), PNG));
            writeUntilHungUp(out, new byte[5_000], 0, hungUp);
        });
        assertThat(refusal("/").reason()).isEqualTo(Reason.TOO_LARGE);
        hungUp.await();
    }

    @Test
    void unpackedBytesCount() throws Exception {
        byte[] bomb = gzip(joined(PNG, new byte[50_000_000]));
        assertThat(bomb).hasSizeLessThan(MOST);
        serve(answer("200 OK", "Content-Encoding: gzip\r\n", bomb));
        assertThat(refusal("/bomb.png").reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
    void silenceEnds(String said) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server = new StandInServer((path, out) -> {
            out.write(ascii(said));
            out.flush();
            over.await();
        });
        assertThat(refusal(fetcher(Duration.ofMillis(200), Duration.ofSeconds(50)), server.link("/"))
                        .reason())
                .isEqualTo(Reason.TOO_SLOW);
        over.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\n\r\n\u0089PNG\r\n\u001a\n"})
    void aDripThatIsNeverSilentEndsWithTheWholeTime(String start) throws Exception {
        CountDownLatch hungUp = new CountDownLatch(1);
        server = new StandInServer((path, out) -> {
            out.write(ascii(start));
            writeUntilHungUp(out, ascii("a"), 20, hungUp);
        });
        assertThat(refusal(fetcher(Duration.ofSeconds(50), Duration.ofSeconds(1)), server.link("/"))
                        .reason())
                .isEqualTo(Reason.TOO_SLOW);
        hungUp.await();
    }

    @Test
    void theWholeTimeIsThatOfAllRedirectsTogether() throws Exception {
        server = new StandInServer((path, out) -> {
            Thread.sleep(500);
            out.write(path.equals("/3") ? redirect("/2") : path.equals("/2") ? redirect("/1") : answer("200", "", PNG));
        });
        assertThat(refusal(fetcher(Duration.ofSeconds(50), Duration.ofMillis(1_200)), server.link("/3"))
                        .reason())
                .isEqualTo(Reason.TOO_SLOW);
    }

    @Test
    void nobodyThereIsOneSentence() throws Exception {
        serve(ascii(""));
        String link = server.link("/");
        server.close();
        assertThat(refusal(fetcher(), link).reason()).isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void loopbackIsRefusedUnlessAllowed() throws Exception {
        serve(answer("200 OK", "", PNG));
        PictureFetcher strict = new PictureFetcher(
                folder, FetchSettings.usual("Pareidolia/test"), new PictureReader(PictureLimits.USUAL));
        assertThat(refusal(strict, server.link("/")).reason()).isEqualTo(Reason.PORT);
        assertThat(refusal(strict, "http://127.0.0.1/").reason()).isEqualTo(Reason.PRIVATE_ADDRESS);
        assertThat(refusal(strict, "http://localhost/").reason()).isEqualTo(Reason.PRIVATE_ADDRESS);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void allowingLoopbackLiftsTheHostListForItButNotUserInfo() throws Exception {
        serve(answer("200 OK", "", PNG));
        HostList elsewhere = HostList.of(List.of("i.redd.it"));
        fetcher().fetch(server.link("/"), elsewhere).close();
        fetcher().fetch("http://localhost:" + server.port() + "/", elsewhere).close();
        assertThat(refusal(fetcher(), "http://cat:meow@127.0.0.1:" + server.port() + "/")
                        .reason())
                .isEqualTo(Reason.USER_INFO);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void allowingLoopbackIsSaidInTheLog() {
        Logger logger = (Logger) LoggerFactory.getLogger(PictureFetcher.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            fetcher();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getMessage()).contains("PAREIDOLIA_FETCH_ALLOW_LOOPBACK");
        });
    }

    @Test
    void filesOfAKilledProcessAreDeletedAndOthersAreNot() throws Exception {
        Path leftover = Files.writeString(folder.resolve("fetch-123.part"), "half a cat");
        Path other = Files.writeString(folder.resolve("cat.png"), "a cat");
        fetcher();
        assertThat(leftover).doesNotExist();
        assertThat(other).exists();
        Files.delete(other);
    }

    @Test
    void aFolderThatCannotBeMadeIsOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        FetchSettings settings = FetchSettings.usual("Pareidolia/test");
        PictureReader reader = new PictureReader(PictureLimits.USUAL);
        assertThatThrownBy(() -> new PictureFetcher(file, settings, reader))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("cannot be made");
        Files.delete(file);
    }

    @Test
    void aFolderThatHasGoneIsNoRoom() throws Exception {
        serve(answer("200 OK", "", PNG));
        Path own = folder.resolve("own");
        FetchSettings settings = settings(Duration.ofSeconds(20), Duration.ofSeconds(50));
        PictureFetcher fetcher = new PictureFetcher(own, settings, new PictureReader(PictureLimits.USUAL));
        Files.delete(own);
        assertThat(refusal(fetcher, server.link("/")).reason()).isEqualTo(Reason.NO_ROOM);
    }

    private void serve(byte[] answer) throws IOException {
        server = new StandInServer((path, out) -> out.write(answer));
    }

    private PictureFetcher fetcher() {
        return fetcher(Duration.ofSeconds(20), Duration.ofSeconds(50));
    }

    private PictureFetcher fetcher(Duration silence, Duration whole) {
        return new PictureFetcher(folder, settings(silence, whole), new PictureReader(PictureLimits.USUAL));
    }

    private static FetchSettings settings(Duration silence, Duration whole) {
        return new FetchSettings(MOST, silence, whole, "Pareidolia/test", Optional.empty(), true);
    }

    private FetchFailure refusal(String path) throws IOException {
        return refusal(fetcher(), server.link(path));
    }

    /** What is said, after a look that nothing was left in the folder. */
    private FetchFailure refusal(PictureFetcher fetcher, String link) throws IOException {
        FetchFailure failure = catchThrowableOfType(
                FetchFailure.class, () -> fetcher.fetch(link, HostList.ANY).close());
        assertThat(failure).isNotNull();
        assertThat(folder).isEmptyDirectory();
        return failure;
    }

    private static void writeUntilHungUp(OutputStream out, byte[] piece, long pause, CountDownLatch hungUp)
            throws InterruptedException {
        try {
            while (true) {
                out.write(piece);
                out.flush();
                Thread.sleep(pause);
            }
        } catch (IOException theyDid) {
            hungUp.countDown();
        }
    }

    private static byte[] longAnswer(String headers, byte[] body) {
        return joined(ascii("HTTP/1.1 200 OK\r\n" + headers), body);
    }

    private static byte[] chunked(byte[] body, String end) {
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        return joined(ascii(head + Integer.toHexString(body.length) + "\r\n"), body, ascii("\r\n" + end));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return packed.toByteArray();
    }
}
