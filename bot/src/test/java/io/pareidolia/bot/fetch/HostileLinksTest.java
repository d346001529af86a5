package io.pareidolia.bot.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pareidolia.bot.fetch.FetchFailure.Reason;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hostile link through the real fetcher, in every way that one can come: nobody is connected to, ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileLinksTest {
    /** Whatever is an address, or the name of one: no sentence may say it. */
    private static final String ADDRESS = "\\d+\\.\\d+|::|[0-9a-f]{8}|localhost|metadata";

    private static final List<InetAddress> PUBLIC = List.of(StandInInternet.PUBLIC);

    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private StandInServer server;
    private StandInInternet internet;
    private PictureFetcher fetcher;
    private PictureFetcher lenient;

    static Stream<HostileLink> hostileLinks() {
        return HostileLink.all();
    }

    static Stream<HostileLink> hostileLinksElsewhereThanLoopback() {
        return HostileLink.all().filter(link -> !link.meaning().isLoopbackAddress());
    }

    @BeforeAll
    void openTheWorld(@TempDir Path folder) throws IOException {
        byte[] picture = StandInServer.answer("200 OK", "", TestPicture.png());
        server = new StandInServer((path, out) -> out.write(pages.getOrDefault(path, picture)));
        internet = new StandInInternet(server);
        fetcher = fetcher(folder.resolve("strict"), false);
        lenient = fetcher(folder.resolve("lenient"), true);
    }

    private PictureFetcher fetcher(Path folder, boolean loopbackAllowed) {
        FetchSettings settings = new FetchSettings(
                1_000_000, Duration.ofSeconds(20), Duration.ofSeconds(60), "test", Optional.empty(), loopbackAllowed);
        return new PictureFetcher(folder, settings, new PictureReader(PictureLimits.USUAL), internet, internet);
    }

    @BeforeEach
    void forget() {
        pages.clear();
        server.requests().clear();
        internet.forget();
    }

    @AfterAll
    void closeTheWorld() throws IOException {
        internet.close();
        server.close();
    }

    @Test
    void thereAreMoreThanSixtyNotations() {
        assertThat(hostileLinks().map(HostileLink::text).distinct()).hasSizeGreaterThan(60);
    }

    @Test
    void theStandInInternetCarriesAPictureAndItsTrapsCount() throws Exception {
        internet.answer("pictures.example", PUBLIC);
        try (FetchedPicture picture = fetcher.fetch("http://pictures.example/cat.png", HostList.ANY)) {
            assertThat(picture.mediaType()).isEqualTo("image/png");
        }
        assertThat(internet.caught()).isZero();

        internet.answer("loopback.example", List.of(StandInInternet.LOOPBACK));
        refusal(lenient, "http://loopback.example/");
        refusal(lenient, "http://[::1]:9/");
        assertThat(internet.fourTrap.count()).isEqualTo(1);
        assertThat(internet.sixTrap.count()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("hostileLinks")
    void byLink(HostileLink link) throws Exception {
        internet.answer("*", List.of(link.meaning()));

        assertThat(refusal(fetcher, link.text()).sentence()).doesNotContainPattern(ADDRESS);
        assertThat(internet.caught()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostileLinks")
    void byRedirect(HostileLink link) throws Exception {
        internet.answer("pictures.example", PUBLIC, List.of(link.meaning()));
        internet.answer("*", List.of(link.meaning()));
        pages.put("/cat.png", StandInServer.redirect(link.text()));

        assertThat(refusal(fetcher, "http://pictures.example/cat.png").sentence())
                .doesNotContainPattern(ADDRESS);
        assertThat(internet.caught()).isZero();
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("hostileLinks")
    void byAResolverThatAnswersPublicFirst(HostileLink link) throws Exception {
        internet.answer("*", PUBLIC, List.of(link.meaning()));
        try (FetchedPicture picture = fetcher.fetch(link.text(), HostList.ANY)) {
            // a name, then, that is public as far as the only answer goes that was asked for
            assertThat(picture.mediaType()).isEqualTo("image/png");
            assertThat(internet.lookups()).hasSize(1);
        } catch (FetchFailure refused) {
            assertThat(internet.lookups()).isEmpty();
        }
        assertThat(internet.caught()).isZero();
    }

    @ParameterizedTest
    @MethodSource("hostileLinks")
    void byANameThatTurnsHostileBetweenTwoRequests(HostileLink link) throws Exception {
        internet.answer("rebinding.example", PUBLIC, List.of(link.meaning()));
        pages.put("/cat.png", StandInServer.redirect("/again.png"));

        assertThat(refusal(fetcher, "http://rebinding.example/cat.png").reason())
                .isEqualTo(Reason.PRIVATE_ADDRESS);
        assertThat(internet.caught()).isZero();
        assertThat(internet.lookups()).hasSize(2);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("hostileLinks")
    void byANameWithOnePublicAddressAndOneHostile(HostileLink link) throws Exception {
        internet.answer("both.example", List.of(StandInInternet.PUBLIC, link.meaning()));

        assertThat(refusal(fetcher, "http://both.example/cat.png").reason()).isEqualTo(Reason.PRIVATE_ADDRESS);
        assertThat(internet.caught()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostileLinksElsewhereThanLoopback")
    void allowingLoopbackAllowsNoneOfTheOthers(HostileLink link) throws Exception {
        internet.answer("*", List.of(link.meaning()));
        internet.answer("both.example", List.of(StandInInternet.LOOPBACK, link.meaning()));

        refusal(lenient, link.text());
        refusal(lenient, "http://both.example/");
        refusal(lenient, "http://both.example:8080/");
        assertThat(internet.caught()).isZero();
    }

    private static FetchFailure refusal(PictureFetcher fetcher, String link) {
        FetchFailure failure = catchThrowableOfType(
                FetchFailure.class, () -> fetcher.fetch(link, HostList.ANY).close());
        assertThat(failure).isNotNull();
        return failure;
    }
}
