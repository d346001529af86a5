package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.content.Fingerprint;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import io.pareidolia.dream.picture.PictureWriter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a real child makes of pictures that nobody shall dream on. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ContentFilterTest {
    private static final String TINY = "layer=mixed0 octaves=1 steps=1 size=96 seed=1";

    /** Dreams what the head itself takes for pornography; it shows nothing that a person would take for it. */
    private static final String WHAT_THE_HEAD_MINDS =
            "layer=predictions#3 octaves=1 steps=8 step=3 jitter=0 size=299 seed=1";

    private static final String LOOKS = """
            looks:
              - name: minded
                network: inception-v3
                description: what the head minds
                recipe: layer=predictions#3 octaves=1 steps=8 step=3 jitter=0
              - name: harmless
                network: inception-v3
                description: nearly the picture itself
                recipe: layer=mixed0 octaves=1 steps=1
              - name: mild
                network: inception-v3
                description: nearly the picture itself, too
                recipe: layer=mixed0 octaves=1 steps=2
              - name: faint
                network: inception-v3
                description: once more
                recipe: layer=mixed0 octaves=1 steps=3
            """;

    @TempDir
    static Path folder;

    private static Path hand;
    private static DreamerProcess dreamer;

    private final List<Optional<Fingerprint>> seen = new ArrayList<>();

    @BeforeAll
    static void start() throws InterruptedException, IOException {
        hand = file(hand(), "hand.png");
        Path looks = Files.writeString(folder.resolve("looks.yaml"), LOOKS);
        dreamer = new DreamerProcess(
                Dreamers.launch(folder, Map.of("PAREIDOLIA_LOOKS", looks.toString())), DreamerPatience.USUAL);
        dreamer.start();
        assertThat(dreamer.awaitReady(Duration.ofMinutes(2))).isTrue();
    }

    @AfterAll
    static void stop() {
        dreamer.close();
    }

    private static Path file(Picture picture, String name) {
        Path file = folder.resolve(name);
        PictureWriter.write(picture, file, Optional.empty());
        return file;
    }

    private static Picture hand() {
        BufferedImage image = new BufferedImage(400, 440, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setColor(new Color(90, 130, 90));
        paint.fillRect(0, 0, 400, 440);
        paint.setColor(new Color(224, 172, 136));
        paint.setStroke(new BasicStroke(38, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int finger = 0; finger < 4; finger++) {
            paint.drawLine(150 + 40 * finger, 240, 120 + 60 * finger, 80 + 20 * Math.abs(finger - 1));
        }
        paint.drawLine(140, 310, 60, 220);
        paint.fillOval(120, 200, 170, 190);
        paint.dispose();
        return Picture.of(image);
    }

    private DreamOutcome dream(Path source, String recipe, String result, ContentRule filter, Optional<Path> blocklist)
            throws InterruptedException {
        DreamTask task = new DreamTask(
                result,
                recipe,
                source,
                folder.resolve(result),
                Optional.of(folder.resolve(result + ".preview.jpg")),
                Optional.empty(),
                filter,
                blocklist,
                Duration.ofSeconds(250));
        return dreamer.dream(task, new DreamerListener() {
            @Override
            public void seen(Optional<Fingerprint> fingerprint) {
                seen.add(fingerprint);
            }
        });
    }

    private static void assertNothingIsLeftOf(String result) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().contains(result));
        }
    }

    @Test
    void aSuspectDreamIsHiddenAndASuspectPictureIsRefused() throws InterruptedException, IOException {
        assertThat(dream(hand, WHAT_THE_HEAD_MINDS, "hidden.png", ContentRule.SENSITIVE, Optional.empty()))
                .isInstanceOfSatisfying(
                        DreamOutcome.Dreamed.class,
                        dreamed -> assertThat(dreamed.hidden()).isTrue());
        Path suspect = folder.resolve("hidden.png");
        assertThat(dream(suspect, TINY, "refused.png", ContentRule.SENSITIVE, Optional.empty()))
                .isInstanceOfSatisfying(DreamOutcome.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(RefusalReason.FILTER);
                    assertThat(refused.sentence()).startsWith("The content filter takes this picture for pornography");
                    assertThat(refused.finding().orElseThrow()).contains("porn=");
                });
        assertThat(seen).hasSize(2);
        assertNothingIsLeftOf("refused");
        assertThat(dream(suspect, TINY, "off.png", ContentRule.OFF, Optional.empty()))
                .isInstanceOfSatisfying(
                        DreamOutcome.Dreamed.class,
                        dreamed -> assertThat(dreamed.hidden()).isFalse());
    }

    @Test
    void aSheetIsHiddenWhereOneOfItsDreamsIsSuspect() throws InterruptedException {
        assertThat(dream(
                        hand,
                        "look=?minded+harmless+mild+faint seed=1",
                        "one.png",
                        ContentRule.SENSITIVE,
                        Optional.empty()))
                .isInstanceOfSatisfying(
                        DreamOutcome.Dreamed.class,
                        dreamed -> assertThat(dreamed.hidden()).isTrue());
        assertThat(dream(hand, "look=?harmless+mild seed=1", "none.png", ContentRule.SENSITIVE, Optional.empty()))
                .isInstanceOfSatisfying(
                        DreamOutcome.Dreamed.class,
                        dreamed -> assertThat(dreamed.hidden()).isFalse());
    }

    @Test
    void theBlocklistHoldsByFileAndByLikenessWhateverTheFilterIs() throws InterruptedException, IOException {
        Path list = folder.resolve("blocklist");
        BlocklistFile.write(list, new Blocklist(List.of(new BlockedPicture("0".repeat(64), Optional.empty()))));
        assertThat(dream(hand, TINY, "free.png", ContentRule.OFF, Optional.of(list)))
                .isInstanceOf(DreamOutcome.Dreamed.class);

        String sha256 = Sha256.of(hand);
        BlocklistFile.write(list, new Blocklist(List.of(new BlockedPicture(sha256, seen.get(0)))));
        assertThat(dream(hand, TINY, "blocked.png", ContentRule.OFF, Optional.of(list)))
                .isEqualTo(blocked("the same file as " + sha256));
        assertThat(seen).as("a blocked file is not even decoded").hasSize(1);

        Path copy =
                file(hand().cropped(20, 22, new PictureSize(360, 396)).resized(new PictureSize(250, 275)), "copy.jpg");
        assertThat(dream(copy, TINY, "blocked.png", ContentRule.OFF, Optional.of(list)))
                .isEqualTo(blocked("looks like " + sha256));
        assertNothingIsLeftOf("blocked");

        assertThat(dream(Dreamers.photo(folder, 128, 96), TINY, "other.png", ContentRule.OFF, Optional.of(list)))
                .isInstanceOf(DreamOutcome.Dreamed.class);
    }

    private static DreamOutcome blocked(String finding) {
        return new DreamOutcome.Refused(
                RefusalReason.BLOCKLIST, "This picture is blocked here, so it is not dreamed.", Optional.of(finding));
    }

    @Test
    void withoutTheListNothingIsDreamed() throws InterruptedException, IOException {
        assertThat(dream(hand, TINY, "unknown.png", ContentRule.OFF, Optional.of(folder.resolve("gone"))))
                .isEqualTo(new DreamOutcome.Failed("The list of blocked pictures cannot be read here."));
        assertNothingIsLeftOf("unknown");
    }
}
