package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.picture.DecodedPicture;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real child of the real program, with the network that comes with it. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DreamerProcessTest {
    private static final String TINY = "layer=mixed0 octaves=1 steps=1 size=96 seed=1";
    private static final String ENDLESS = "layer=mixed0 octaves=1 steps=200 size=1024 seed=1";

    /** A death shall not make the next test wait. */
    private static final DreamerPatience PATIENCE = new DreamerPatience(
            Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(200), Duration.ofMillis(200));

    @TempDir
    static Path folder;

    private static Path photo;
    private static DreamerProcess dreamer;

    private final List<DreamerProtocol.Progress> steps = Collections.synchronizedList(new ArrayList<>());
    private final List<DreamerProtocol.Decoded> decoded = Collections.synchronizedList(new ArrayList<>());
    private final List<Path> previews = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        photo = Dreamers.photo(folder, 128, 96);
        dreamer = new DreamerProcess(Dreamers.launch(folder), PATIENCE);
        dreamer.start();
    }

    @AfterAll
    static void stop() {
        dreamer.close();
        assertThat(dreamer.pid()).isEmpty();
    }

    @BeforeEach
    void wakeUp() throws InterruptedException {
        assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
    }

    private DreamTask task(String recipe, String result) {
        return task(recipe, photo, result);
    }

    private static DreamTask task(String recipe, Path source, String result) {
        return new DreamTask(
                "job-" + result,
                recipe,
                source,
                folder.resolve(result),
                Optional.empty(),
                Optional.empty(),
                ContentRule.OFF,
                Optional.empty(),
                Duration.ofSeconds(250));
    }

    private DreamOutcome dream(DreamTask task) throws InterruptedException {
        return dream(task, () -> {});
    }

    /** Does something once the first step is done. */
    private DreamOutcome dream(DreamTask task, Runnable inTheMiddle) throws InterruptedException {
        return dreamer.dream(task, new DreamerListener() {
            @Override
            public void decoded(DreamerProtocol.Decoded picture) {
                decoded.add(picture);
            }

            @Override
            public void progressed(DreamerProtocol.Progress progress) {
                steps.add(progress);
                if (steps.size() == 1) {
                    inTheMiddle.run();
                }
            }

            @Override
            public void previewed(Path preview) {
                previews.add(preview);
            }
        });
    }

    private static DecodedPicture read(String name) {
        return new PictureReader(PictureLimits.USUAL).read(folder.resolve(name));
    }

    @Test
    void aDreamComesBackWithItsStampAndItsSize() throws InterruptedException {
        DreamOutcome outcome = dream(task(TINY + " scale=1.5", "a.png"));
        assertThat(outcome).isInstanceOfSatisfying(DreamOutcome.Dreamed.class, dreamed -> {
            assertThat(dreamed.result()).isEqualTo(folder.resolve("a.png"));
            assertThat(dreamed.mediaType()).isEqualTo("image/png");
            assertThat(new PictureSize(dreamed.width(), dreamed.height())).isEqualTo(new PictureSize(96, 72));
            assertThat(dreamed.recipe())
                    .startsWith("recipe=1 network=inception-v3 layer=mixed0 octaves=1 scale=1.5 steps=1 ")
                    .endsWith("sha256=c7fc664b0a4e");
            assertThat(dreamed.seconds()).isPositive();
            assertThat(dreamed.estimatedSeconds()).isPositive();
            assertThat(dreamed.remarks()).isEmpty();
            assertThat(read("a.png").stamp()).contains(dreamed.recipe());
            assertThat(read("a.png").picture().size()).isEqualTo(new PictureSize(96, 72));
        });
        assertThat(decoded).hasSize(1);
        assertThat(new PictureSize(decoded.get(0).width(), decoded.get(0).height()))
                .isEqualTo(new PictureSize(128, 96));
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).share()).isEqualTo(1);
        assertThat(previews).isEmpty();
        assertThat(dreamer.state()).hasValueSatisfying(state -> {
            assertThat(state.device()).isEqualTo("cpu");
            assertThat(state.warm()).isTrue();
            assertThat(state.networks()).hasSize(1);
        });
    }

    @Test
    void theSameRecipeGivesTheSameBytesAndTheEndingTheFormat() throws InterruptedException, IOException {
        dream(task(TINY, "one.png"));
        dream(task(TINY, "two.png"));
        assertThat(folder.resolve("two.png")).hasSameBinaryContentAs(folder.resolve("one.png"));
        assertThat(dream(task(TINY, "three.jpg")))
                .isInstanceOfSatisfying(
                        DreamOutcome.Dreamed.class,
                        dreamed -> assertThat(dreamed.mediaType()).isEqualTo("image/jpeg"));
        assertThat(read("three.jpg").format()).isEqualTo(PictureFormat.JPEG);
    }

    @Test
    void whoLooksSeesItGrow() throws InterruptedException {
        Path preview = folder.resolve("p.jpg");
        DreamTask task = new DreamTask(
                "seen",
                TINY,
                photo,
                folder.resolve("seen.png"),
                Optional.of(preview),
                Optional.empty(),
                ContentRule.OFF,
                Optional.empty(),
                Duration.ofSeconds(250));
        assertThat(dream(task)).isInstanceOf(DreamOutcome.Dreamed.class);
        assertThat(previews).containsExactly(preview);
        assertThat(read("p.jpg").format()).isEqualTo(PictureFormat.JPEG);
        assertThat(read("p.jpg").picture().size()).isEqualTo(new PictureSize(96, 72));
        assertThat(read("p.jpg").stamp()).isEmpty();
    }

    @Test
    void aSheetOfLooksIsOnePictureThatGrows() throws InterruptedException {
        Path preview = folder.resolve("sheet.jpg");
        Path filmstrip = folder.resolve("sheet-strip.jpg");
        String recipe = "look=?eyes+maze+puppyslug network=inception-v3 seed=3";
        DreamTask task = new DreamTask(
                "sheet",
                recipe,
                photo,
                folder.resolve("sheet.png"),
                Optional.of(preview),
                Optional.of(filmstrip),
                ContentRule.OFF,
                Optional.empty(),
                Duration.ofSeconds(250));
        assertThat(dream(task)).isInstanceOfSatisfying(DreamOutcome.Dreamed.class, dreamed -> {
            assertThat(dreamed.recipe()).isEqualTo(recipe);
            assertThat(dreamed.filmstrip()).isEmpty();
            assertThat(read("sheet.png").picture().size())
                    .isEqualTo(new PictureSize(dreamed.width(), dreamed.height()));
            assertThat(read("sheet.jpg").picture().size())
                    .isEqualTo(read("sheet.png").picture().size().within(Previews.LONGEST));
        });
        assertThat(steps)
                .extracting(DreamerProtocol.Progress::share)
                .isSorted()
                .last()
                .isEqualTo(1.0);
        assertThat(previews).isNotEmpty().containsOnly(preview);
        assertThat(filmstrip).doesNotExist();
    }

    @Test
    void aDreamThatIsAskedForItsFilmstripHasOne() throws InterruptedException {
        Path filmstrip = folder.resolve("strip.jpg");
        DreamTask task = new DreamTask(
                "strip",
                "layer=mixed0 octaves=2 steps=5 size=96 seed=1",
                photo,
                folder.resolve("with-strip.png"),
                Optional.empty(),
                Optional.of(filmstrip),
                ContentRule.OFF,
                Optional.empty(),
                Duration.ofSeconds(250));
        assertThat(dream(task))
                .isInstanceOfSatisfying(
                        DreamOutcome.Dreamed.class,
                        dreamed -> assertThat(dreamed.filmstrip()).contains(filmstrip));
        // eight pictures of 96 pixels with gaps of four
        assertThat(read("strip.jpg").format()).isEqualTo(PictureFormat.JPEG);
        assertThat(read("strip.jpg").picture().width()).isEqualTo(8 * 100 + 4);
    }

    @Test
    void aCancelledJobEndsInTheMiddleAndLeavesNothing() throws InterruptedException, IOException {
        DreamTask task = task(ENDLESS, "cancelled.png");
        long before = dreamer.pid().orElseThrow();
        assertThat(dream(task, () -> dreamer.cancel(task.job()))).isEqualTo(new DreamOutcome.Cancelled());
        assertThat(steps).hasSizeLessThan(200);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().contains("cancelled"));
        }
        assertThat(dream(task(TINY, "next.png"))).isInstanceOf(DreamOutcome.Dreamed.class);
        assertThat(dreamer.pid()).hasValue(before);
    }

    @Test
    void aJobThatTakesTooLongIsEnded() throws InterruptedException {
        DreamTask task = new DreamTask(
                "long",
                ENDLESS,
                photo,
                folder.resolve("long.png"),
                Optional.empty(),
                Optional.empty(),
                ContentRule.OFF,
                Optional.empty(),
                Duration.ofSeconds(1));
        assertThat(dream(task))
                .isEqualTo(new DreamOutcome.Failed(
                        "This dream took much longer than expected, so it was ended after 1 seconds."));
        assertThat(folder.resolve("long.png")).doesNotExist();
    }

    @Test
    void whatIsNoPictureIsRefusedInASentence() throws InterruptedException, IOException {
        Path garbage = Files.writeString(folder.resolve("0123abcd"), "GIF89a, or so it says");
        assertThat(dream(task(TINY, garbage, "garbage.png")))
                .isInstanceOfSatisfying(
                        DreamOutcome.Refused.class,
                        refused -> assertThat(refused.sentence())
                                .startsWith("This picture ")
                                .endsWith(".")
                                .doesNotContain("0123abcd"));
        assertThat(folder.resolve("garbage.png")).doesNotExist();
        assertThat(decoded).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "network=googlenet | The network googlenet is not here yet",
                "network=mine | There is no network mine here. Did you mean inception-v3?",
                "network=/tmp/mine.onnx | network=",
                "layer=mixd0 | The network inception-v3 has no layer \"mixd0\". Did you mean mixed0",
                "steps=201 | steps=201 does not work",
            })
    void aRecipeThatCannotBeIsRefusedInASentence(String recipe, String beginning) throws InterruptedException {
        assertThat(dream(task(recipe, "recipe.png")))
                .isInstanceOfSatisfying(
                        DreamOutcome.Refused.class,
                        refused -> assertThat(refused.sentence()).startsWith(beginning));
        assertThat(folder.resolve("recipe.png")).doesNotExist();
    }

    @Test
    void whatTheMachineLacksIsNoRefusal() throws InterruptedException {
        assertThat(dream(task(TINY, "gone/a.png")))
                .isEqualTo(new DreamOutcome.Failed("The dream was finished, but could not be kept here."));
        assertThat(dream(task(TINY, folder.resolve("gone.png"), "b.png")))
                .isEqualTo(new DreamOutcome.Failed("This picture is not where it was kept; send it once more."));
    }

    @Test
    void aChildThatIsKilledCostsItsJobAndIsStartedAgain() throws InterruptedException {
        long before = dreamer.pid().orElseThrow();
        assertThat(dream(task(ENDLESS, "killed.png"), () -> Dreamers.kill(before)))
                .isInstanceOfSatisfying(DreamOutcome.Lost.class, lost -> {
                    assertThat(lost.suspect()).isTrue();
                    assertThat(lost.why()).isEqualTo("the dreamer for cpu ended with exit code 137");
                });
        assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
        assertThat(dreamer.pid().orElseThrow()).isNotEqualTo(before);
        assertThat(dream(task(TINY, "killed.png"))).isInstanceOf(DreamOutcome.Dreamed.class);
    }

    @Test
    void thereIsOneJobAtATime() throws InterruptedException {
        DreamTask task = task(ENDLESS, "first.png");
        List<Throwable> refusals = Collections.synchronizedList(new ArrayList<>());
        assertThat(dream(task, () -> {
                    assertThatThrownBy(() -> dream(task(TINY, "second.png"))).satisfies(refusals::add);
                    dreamer.cancel("another");
                    dreamer.cancel(task.job());
                }))
                .isEqualTo(new DreamOutcome.Cancelled());
        assertThat(refusals).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoIsInterruptedGivesUpTheJob() throws InterruptedException {
        Thread me = Thread.currentThread();
        assertThatThrownBy(() -> dream(task(ENDLESS, "interrupted.png"), me::interrupt))
                .isInstanceOf(InterruptedException.class);
        assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
        assertThat(folder.resolve("interrupted.png")).doesNotExist();
    }

    @Test
    void aFaultOfWhoListensDoesNotEndTheJob() throws InterruptedException {
        assertThat(dream(task(TINY, "listener.png"), () -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(DreamOutcome.Dreamed.class);
    }
}
