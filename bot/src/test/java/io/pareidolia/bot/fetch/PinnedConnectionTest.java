package io.pareidolia.bot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pareidolia.bot.fetch.FetchFailure.Reason;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLServerSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between the check of an address and the first byte to it: rules, https, proxies, sockets that lie. */
@Timeout(60)
class PinnedConnectionTest {
    private static final byte[] PICTURE = StandInServer.answer("200 OK", "", TestPicture.png());
    private static final List<InetAddress> PUBLIC = List.of(StandInInternet.PUBLIC);
    private static final FetchSettings USUAL = FetchSettings.usual("Pareidolia/test");

    @TempDir
    Path folder;

    private StandInServer server;
    private StandInInternet internet;

    @AfterEach
    void close() throws IOException {
        internet.close();
        server.close();
    }

    @Test
    void aSocketThatLedElsewhereIsToldNothing() throws Exception {
        open(new StandInServer((path, out) -> out.write(PICTURE)));
        internet.answer("pictures.example", PUBLIC);
        SocketFactory elsewhere = new ElsewhereSockets(server.port());
        PictureFetcher fetcher =
                new PictureFetcher(folder, USUAL, new PictureReader(PictureLimits.USUAL), internet, elsewhere);

        assertThat(refusal(fetcher, "http://pictures.example/", HostList.ANY).reason())
                .isEqualTo(Reason.PRIVATE_ADDRESS);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aHostIsLookedUpOnceForARequest() throws Exception {
        open(new StandInServer((path, out) -> out.write(PICTURE)));
        internet.answer("pictures.example", PUBLIC);
        fetcher(USUAL).fetch("http://pictures.example./cat.png", HostList.ANY).close();
        assertThat(internet.lookups()).containsExactly("pictures.example");
        assertThat(server.requests()).singleElement().asString().contains("\r\nHost: pictures.example\r\n");
    }

    @Test
    void theHostListHoldsForLinksAndRedirectsAndAsksNobodyForOthers() throws Exception {
        open(new StandInServer((path, out) ->
                out.write(path.equals("/on") ? StandInServer.redirect("http://other.example/") : PICTURE)));
        internet.answer("*", PUBLIC);
        HostList list = HostList.of(List.of("*.example.com"));

        fetcher(USUAL).fetch("http://i.example.com/cat.png", list).close();
        assertThat(refusal(fetcher(USUAL), "http://other.example/", list).reason())
                .isEqualTo(Reason.HOST);
        assertThat(refusal(fetcher(USUAL), "http://i.example.com/on", list).reason())
                .isEqualTo(Reason.HOST);
        assertThat(internet.lookups()).containsOnly("i.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://pictures.example/cat.png, SCHEME",
        "pictures.example/cat.png, SCHEME",
        "http://pictures.example:81/, PORT",
        "https://pictures.example:8443/, PORT",
        "http://cat@pictures.example/, USER_INFO",
        "http://:meow@pictures.example/, USER_INFO",
        "http://pictures.example\\cat.png, NOT_A_LINK",
        "http://pictures.example/c\u0007t.png, NOT_A_LINK",
        "http://pictures.example.7/, NOT_A_LINK",
        "http://pictures.example.0x7/, NOT_A_LINK",
        "http://93.184.215.014/, NOT_A_LINK",
        "http://1572395534/, NOT_A_LINK",
        "http://[::1, NOT_A_LINK",
        "http://pictures/, PRIVATE_ADDRESS",
        "http://pictures.local./, PRIVATE_ADDRESS",
    })
    void aLinkThatBreaksARuleIsRefusedBeforeAnybodyIsAsked(String link, Reason reason) throws Exception {
        open(new StandInServer((path, out) -> out.write(PICTURE)));
        internet.answer("*", PUBLIC);
        assertThat(refusal(fetcher(USUAL), link, HostList.ANY).reason()).isEqualTo(reason);
        assertThat(internet.lookups()).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pictures.example",
                "HTTP://PICTURES.example:80/a b.png",
                "http://pictures.example:443/cat.png",
                " http://pictures.example./cat.png?to=http://127.0.0.1/@x#y\n",
                "http://93.184.215.14/cat.png",
                "http://b\u00fccher.example/\u732b.png",
            })
    void ordinaryLinksAreFollowed(String link) throws Exception {
        open(new StandInServer((path, out) -> out.write(PICTURE)));
        internet.answer("*", PUBLIC);
        fetcher(USUAL).fetch(link, HostList.ANY).close();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void namesThatNobodyHasAreUnreachable() throws Exception {
        open(new StandInServer((path, out) -> out.write(PICTURE)));
        assertThat(refusal(fetcher(USUAL), "http://nobody.example/", HostList.ANY)
                        .reason())
                .isEqualTo(Reason.UNREACHABLE);
    }

    @Test
    void overHttpsTheCertificateMustBeTheHostsAndOfSomebodyTrusted() throws Throwable {
        HeldCertificate root =
                new HeldCertificate.Builder().certificateAuthority(0).build();
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("pictures.example")
                .signedBy(root)
                .build();
        HandshakeCertificates held =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        SSLServerSocket door = (SSLServerSocket)
                held.sslContext().getServerSocketFactory().createServerSocket(0, 50, StandInInternet.LOOPBACK);
        open(new StandInServer(door, (path, out) -> out.write(PICTURE)));
        internet.answer("*", PUBLIC);

        trusting(root, () -> {
            PictureFetcher trusting = fetcher(USUAL);
            trusting.fetch("https://pictures.example/", HostList.ANY).close();
            assertThat(refusal(trusting, "https://other.example/", HostList.ANY).reason())
                    .isEqualTo(Reason.UNREACHABLE);
        });
        assertThat(refusal(fetcher(USUAL), "https://pictures.example/", HostList.ANY)
                        .reason())
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aProxyIsAskedForNoAddressThatIsPrivate() throws Exception {
        open(new StandInServer((path, out) -> out.write(PICTURE)));
        internet.answer("pictures.example", PUBLIC);
        internet.answer("intern.example", List.of(StandInInternet.address("10.0.0.1")));
        PictureFetcher fetcher = fetcher(withProxy(new InetSocketAddress(StandInInternet.PUBLIC, 3_128)));

        fetcher.fetch("http://pictures.example/cat.png", HostList.ANY).close();
        fetcher.fetch("http://known.to.the.proxy.example/cat.png", HostList.ANY).close();
        assertThat(fetcher.fetchBytes("http://pictures.example/rules.yaml", HostList.ANY, 100_000))
                .isNotEmpty();
        assertThat(server.requests())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("GET http://pictures.example/cat.png HTTP/1.1\r\n"),
                        head -> assertThat(head).startsWith("GET http://known.to.the.proxy.example/cat.png HTTP/1.1"),
                        head -> assertThat(head).startsWith("GET http://pictures.example/rules.yaml HTTP/1.1"));
        for (String link :
                List.of("http://intern.example/", "http://10.0.0.1/", "http://localhost/", "http://[::1]/")) {
            assertThat(refusal(fetcher, link, HostList.ANY).reason()).as(link).isEqualTo(Reason.PRIVATE_ADDRESS);
        }
        assertThat(server.requests()).hasSize(3);
        assertThat(internet.caught()).isZero();
    }

    @Test
    void theProxyItselfMayHaveAPrivateNameAndIsAskedAgainForRedirects() throws Exception {
        open(new StandInServer((path, out) ->
                out.write(path.equals("/on") ? StandInServer.redirect("http://intern.example/") : PICTURE)));
        internet.answer("proxy", PUBLIC);
        internet.answer("pictures.example", PUBLIC);
        internet.answer("intern.example", List.of(StandInInternet.address("10.0.0.1")));
        PictureFetcher fetcher = fetcher(withProxy(InetSocketAddress.createUnresolved("proxy", 3_128)));

        fetcher.fetch("http://pictures.example/cat.png", HostList.ANY).close();
        assertThat(refusal(fetcher, "http://pictures.example/on", HostList.ANY).reason())
                .isEqualTo(Reason.PRIVATE_ADDRESS);
        assertThat(server.requests()).hasSize(2);
    }

    private void open(StandInServer opened) throws IOException {
        server = opened;
        internet = new StandInInternet(server);
    }

    private PictureFetcher fetcher(FetchSettings settings) {
        return new PictureFetcher(folder, settings, new PictureReader(PictureLimits.USUAL), internet, internet);
    }

    private static FetchSettings withProxy(InetSocketAddress proxy) {
        return new FetchSettings(
                USUAL.bytes(), USUAL.silence(), USUAL.whole(), USUAL.userAgent(), Optional.of(proxy), false);
    }

    /** Runs something while Java's own list of trusted authorities is {@code root} alone. */
    private void trusting(HeldCertificate root, Executable fetches) throws Throwable {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("root", root.certificate());
        Path file = folder.resolve("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "secret");
        try {
            fetches.execute();
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    private static FetchFailure refusal(PictureFetcher fetcher, String link, HostList hosts) {
        FetchFailure failure = catchThrowableOfType(
                FetchFailure.class, () -> fetcher.fetch(link, hosts).close());
        assertThat(failure).isNotNull();
        return failure;
    }

    /** Leads each connection to a port of loopback, and says so. */
    private static final class ElsewhereSockets extends SocketFactory {
        private final int port;

        private ElsewhereSockets(int port) {
            this.port = port;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    super.connect(new InetSocketAddress(StandInInternet.LOOPBACK, port), timeout);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int to, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int to, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
