package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that speak the protocol and do otherwise than they should. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class MisbehavingDreamerTest {
    @TempDir
    Path folder;

    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    /** Its device says how it misbehaves. */
    static final class Misbehaving {
        private final String how;

        private Misbehaving(String how) {
            this.how = how;
        }

        public static void main(String[] arguments) throws Exception {
            new Misbehaving(arguments[2]).run();
        }

        private static void tell(DreamerProtocol.Report report) {
            System.out.println(DreamerProtocol.line(report));
        }

        private void run() throws Exception {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            tell(new DreamerProtocol.Ready(how, 1, List.of()));
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                if (DreamerProtocol.order(line) instanceof DreamerProtocol.Dream dream) {
                    tell(new DreamerProtocol.Begun(dream.job()));
                    work(dream);
                }
            }
        }

        private void work(DreamerProtocol.Dream dream) throws Exception {
            String job = dream.job();
            switch (how) {
                case "mute" -> Thread.sleep(600_000);
                case "deaf" -> {
                    while (true) {
                        tell(new DreamerProtocol.Alive());
                        Thread.sleep(100);
                    }
                }
                case "exit" -> Runtime.getRuntime().halt(3);
                case "nonsense" -> {
                    System.out.println("{\"type\":\"progress\",\"job\":\"" + job + "\",\"octave\":-1}");
                    Thread.sleep(600_000);
                }
                case "chatter" -> {
                    while (true) {
                        System.out.print("{\"type\":\"alive\" ");
                    }
                }
                case "torn" -> {
                    System.out.print("{\"type\":\"failed\",\"job\":\"" + job);
                    System.out.flush();
                    Runtime.getRuntime().halt(0);
                }
                case "slow" -> {
                    System.out.println("a library greets");
                    Thread.sleep(1000);
                    tell(new DreamerProtocol.Failed("another", "This is not about your job."));
                    tell(new DreamerProtocol.Preview(job));
                    tell(new DreamerProtocol.Refused(job, RefusalReason.INPUT, "Slowly refused.", null));
                }
                case "elsewhere" -> done(dream, dream.result() + ".png", "image/png", 4, "size=4");
                case "nothing" ->
                    tell(new DreamerProtocol.Done(
                            job, dream.result(), "image/png", 4, 3, 1, 1, "size=4", List.of(), false));
                case "otherformat" -> done(dream, dream.result(), "image/jpeg", 4, "size=4");
                case "othersize" -> done(dream, dream.result(), "image/png", 5, "size=4");
                case "norecipe" -> done(dream, dream.result(), "image/png", 4, "size=4 size=4");
                case "link" -> {
                    Path target = Path.of(dream.result() + ".target.png");
                    PictureWriter.write(Picture.filled(4, 3, 1, 2, 3), target, Optional.empty());
                    Files.createSymbolicLink(Path.of(dream.result()), target);
                    tell(new DreamerProtocol.Done(
                            job, dream.result(), "image/png", 4, 3, 1, 1, "size=4", List.of(), false));
                }
                case "text" -> {
                    Files.writeString(Path.of(dream.result()), "no picture at all");
                    tell(new DreamerProtocol.Done(
                            job, dream.result(), "image/png", 4, 3, 1, 1, "size=4", List.of(), false));
                }
                default -> done(dream, dream.result(), "image/png", 4, "size=4");
            }
        }

        private static void done(
                DreamerProtocol.Dream dream, String result, String mediaType, int width, String recipe) {
            PictureWriter.write(Picture.filled(4, 3, 1, 2, 3), Path.of(result), Optional.empty());
            tell(new DreamerProtocol.Done(dream.job(), result, mediaType, width, 3, 1, 1, recipe, List.of(), false));
        }
    }

    private DreamerProcess started(String how, Duration silence, Duration obedience) throws InterruptedException {
        DreamerLaunch launch = new DreamerLaunch(
                Misbehaving.class.getName(), System.getenv(), how, 1, 128 << 20, OptionalLong.empty());
        DreamerProcess dreamer = new DreamerProcess(
                launch, new DreamerPatience(silence, obedience, Duration.ofMillis(100), Duration.ofMillis(100)));
        dreamer.start();
        assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
        return dreamer;
    }

    private DreamerProcess started(String how) throws InterruptedException {
        return started(how, Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    private DreamTask task(Duration most) {
        return new DreamTask(
                "job",
                "size=4",
                folder.resolve("source"),
                folder.resolve("dream.png"),
                Optional.of(folder.resolve("p.jpg")),
                Optional.empty(),
                ContentRule.OFF,
                Optional.empty(),
                most);
    }

    private DreamOutcome dream(DreamerProcess dreamer, Duration most) throws InterruptedException {
        return dreamer.dream(task(most), new DreamerListener() {
            @Override
            public void previewed(Path preview) {
                heard.add(preview.toString());
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "exit | ended with exit code 3",
                "torn | ended with exit code 0",
                "nonsense | ended with exit code 137: it said what cannot be: ",
                "chatter | ended with exit code 137: its output broke: a line without end",
                "elsewhere | ended with exit code 137: it wrote to another file than it was asked for",
                "nothing | ended with exit code 137: what it wrote is no PNG",
                "text | ended with exit code 137: what it wrote is no PNG",
                "link | ended with exit code 137: what it wrote is no PNG",
                "otherformat | ended with exit code 137: it wrote another format than it was asked for",
                "othersize | ended with exit code 137: its recipe is not that of its picture",
                "norecipe | ended with exit code 137: what it wrote cannot be read: This recipe says size=4 and size=4",
            })
    void whatItDoesCostsItsJobAndItIsStartedAgain(String how, String why) throws InterruptedException {
        try (DreamerProcess dreamer = started(how)) {
            long before = dreamer.pid().orElseThrow();
            assertThat(dream(dreamer, Duration.ofSeconds(200)))
                    .isInstanceOfSatisfying(DreamOutcome.Lost.class, lost -> {
                        assertThat(lost.suspect()).isTrue();
                        assertThat(lost.why()).startsWith("the dreamer for " + how + " " + why);
                    });
            assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
            assertThat(dreamer.pid().orElseThrow()).isNotEqualTo(before);
        }
    }

    @Test
    void itBelievesWhatIsTrue() throws InterruptedException {
        try (DreamerProcess dreamer = started("honest")) {
            assertThat(dream(dreamer, Duration.ofSeconds(200))).isInstanceOf(DreamOutcome.Dreamed.class);
        }
    }

    @Test
    void silenceIsTakenForDeath() throws InterruptedException {
        try (DreamerProcess dreamer = started("mute", Duration.ofSeconds(15), Duration.ofMinutes(1))) {
            assertThat(dream(dreamer, Duration.ofSeconds(200)))
                    .isInstanceOfSatisfying(
                            DreamOutcome.Lost.class,
                            lost -> assertThat(lost.why())
                                    .isEqualTo("the dreamer for mute ended with exit code 137: it said nothing for"
                                            + " 15 s"));
        }
    }

    @Test
    void whoDoesNotEndAJobIsKilledAndTheJobHasItsOutcome() throws Exception {
        try (DreamerProcess dreamer = started("deaf", Duration.ofMinutes(1), Duration.ofSeconds(1))) {
            assertThat(dream(dreamer, Duration.ofSeconds(1)))
                    .isEqualTo(new DreamOutcome.Failed("This dream took much longer than expected, so it was ended."));
            assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
            CompletableFuture<DreamOutcome> outcome = inBackground(dreamer);
            while (!outcome.isDone()) {
                dreamer.cancel("job");
                Thread.sleep(20);
            }
            assertThat(outcome.get()).isEqualTo(new DreamOutcome.Cancelled());
        }
    }

    private CompletableFuture<DreamOutcome> inBackground(DreamerProcess dreamer) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return dream(dreamer, Duration.ofSeconds(200));
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    /** Waits until the job has reached the child. */
    private void awaitBegun(DreamerProcess dreamer) throws InterruptedException {
        while (dreamer.awaitReady(Duration.ZERO)) {
            Thread.sleep(10);
        }
    }

    @Test
    void whatIsBegunIsFinishedWithinTheDrainTime() throws Exception {
        DreamerProcess dreamer = started("slow");
        CompletableFuture<DreamOutcome> outcome = inBackground(dreamer);
        awaitBegun(dreamer);
        long pid = dreamer.pid().orElseThrow();
        dreamer.stop(Duration.ofSeconds(200));
        assertThat(outcome.get(60, TimeUnit.SECONDS))
                .isEqualTo(new DreamOutcome.Refused(RefusalReason.INPUT, "Slowly refused.", Optional.empty()));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(heard).as("a preview that is no file").isEmpty();
    }

    @Test
    void whatTakesLongerIsGivenBackWithoutSuspicion() throws Exception {
        DreamerProcess dreamer = started("deaf");
        CompletableFuture<DreamOutcome> outcome = inBackground(dreamer);
        awaitBegun(dreamer);
        long pid = dreamer.pid().orElseThrow();
        dreamer.stop(Duration.ofMillis(100));
        assertThat(outcome.get(60, TimeUnit.SECONDS)).isEqualTo(new DreamOutcome.Lost("this process ends", false));
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(dream(dreamer, Duration.ofSeconds(1)))
                .isEqualTo(new DreamOutcome.Lost("no dreamer is ready on deaf", false));
        assertThat(dreamer.awaitReady(Duration.ofSeconds(1))).isFalse();
    }

    @Test
    void aProgramThatCannotBeStartedIsTriedAgainAndNoJobIsToBlame() throws InterruptedException {
        DreamerLaunch launch =
                new DreamerLaunch("no.such.Program", System.getenv(), "cpu", 1, 128 << 20, OptionalLong.empty());
        try (DreamerProcess dreamer = new DreamerProcess(
                launch,
                new DreamerPatience(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(1),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500)))) {
            dreamer.start();
            assertThat(dreamer.awaitReady(Duration.ofSeconds(2))).isFalse();
            assertThat(dreamer.state()).isEmpty();
            assertThat(dream(dreamer, Duration.ofSeconds(1)))
                    .isEqualTo(new DreamOutcome.Lost("no dreamer is ready on cpu", false));
        }
    }
}
