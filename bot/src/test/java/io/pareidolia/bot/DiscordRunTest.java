package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackFile;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackInteraction;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real service, the real JDA and real dreams, against a loopback Discord. */
@Timeout(300)
class DiscordRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String QUICK = "octaves=1 steps=2 size=96";
    private static final String FINAL_EDIT = ".*/messages/@original.*";

    @TempDir
    Path folder;

    private final LoopbackDiscord discord = LoopbackDiscord.start().rateLimits(false);
    private final LoopbackGuild guild = discord.guild("Dreamers");
    private final LoopbackChannel dreams = guild.text("dreams");
    private final LoopbackUser ada = discord.user("ada");
    private final LoopbackUser bob = discord.user("bob");
    private ServedDiscord service;
    private byte[] photo;

    @BeforeEach
    void begin() {
        guild.join(ada);
        guild.join(bob);
        service = new ServedDiscord(folder, discord);
        photo = PictureWriter.encode(BundledNetworkTest.photo(160, 120), PictureFormat.PNG, Optional.empty());
    }

    @AfterEach
    void end() throws InterruptedException {
        service.close();
        discord.close();
    }

    private LoopbackInteraction asked(LoopbackUser user) {
        return user.in(dreams)
                .slash("dream")
                .attach("image", "photo.png", photo)
                .option("look", "eyes")
                .option("recipe", QUICK)
                .send();
    }

    private static boolean isDream(LoopbackMessage message) {
        return button(message, "Deeper").isPresent();
    }

    private static Optional<String> button(LoopbackMessage message, String label) {
        return message.controls().stream()
                .filter(control -> control.path("label").asText().equals(label))
                .map(control -> control.path("custom_id").asText())
                .findFirst();
    }

    private static LoopbackMessage dreamed(LoopbackInteraction asked) {
        return asked.awaitMessage(PATIENCE, DiscordRunTest::isDream);
    }

    /** How many messages there are, or were, with the dream of the same job as this one. */
    private long answers(LoopbackMessage dream) {
        return discord.messagesCarrying(button(dream, "Deeper").orElseThrow()).size();
    }

    @Test
    void aPhotoComesBackDreamedWithItsRecipeAndButtons() throws IOException {
        service.start();
        LoopbackInteraction asked = asked(ada);
        LoopbackMessage answer = dreamed(asked);

        assertThat(asked.acknowledgedAfter())
                .hasValueSatisfying(after -> assertThat(after).isLessThan(Duration.ofSeconds(3)));
        assertThat(answer.text())
                .contains("network=inception-v3", "octaves=1", "steps=2", "size=96", "seed=", "scale=", "step=");
        assertThat(answer.files())
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.description()).isPresent());
        LoopbackFile dream = answer.files().stream()
                .filter(file -> file.name().startsWith("dream"))
                .findFirst()
                .orElseThrow();
        assertThat(new PictureReader(PictureLimits.USUAL)
                        .header(dream.bytes(), "dream")
                        .size()
                        .longest())
                .isEqualTo(96);
        assertThat(new String(dream.bytes(), StandardCharsets.ISO_8859_1)).contains("seed=");
        assertThat(answer.json().findValuesAsText("label"))
                .contains("Deeper", "Stronger", "Again", "Original", "Delete");
        assertThat(answer.json().path("components").findValuesAsText("description"))
                .as("alt text of the gallery")
                .allSatisfy(text -> assertThat(text).isNotBlank())
                .hasSizeGreaterThanOrEqualTo(2);
        assertThat(answers(answer)).isEqualTo(1);
        assertThat(discord.mostEditsAtOnce()).isEqualTo(1);
    }

    @Test
    void buttonsDreamAnewAndOthersMayPressThemButNotDelete() throws IOException {
        service.start();
        LoopbackMessage first = dreamed(asked(ada));

        LoopbackInteraction deeper = bob.in(dreams).press(first, "Deeper");
        LoopbackMessage deep = dreamed(deeper);
        assertThat(deep.id()).isNotEqualTo(first.id());
        assertThat(deep.text()).contains("octaves=1", "size=96");

        LoopbackInteraction stronger = ada.in(dreams).press(first, "Stronger");
        LoopbackInteraction twice = ada.in(dreams).press(first, "Stronger");
        assertThat(dreamed(stronger).text()).contains("step=2.25");
        assertThat(twice.awaitMessage(PATIENCE, message -> !message.text().isEmpty())
                        .isEphemeral())
                .isTrue();

        LoopbackInteraction form = ada.in(dreams).press(first, "Change…");
        discord.await(PATIENCE, "a form", form::modal);
        LoopbackInteraction changed =
                ada.in(dreams).submit(form, Map.of("recipe", "eyes octaves=1 steps=1 size=80 seed=7"));
        assertThat(dreamed(changed).text()).contains("size=80", "seed=7", "steps=1");

        LoopbackInteraction original = bob.in(dreams).press(first, "Original");
        assertThat(original.awaitMessage(PATIENCE, message -> message.files().size() == 1)
                        .isEphemeral())
                .isTrue();

        LoopbackInteraction theft = bob.in(dreams).press(first, "Delete");
        theft.awaitAcknowledgement(PATIENCE);
        discord.await(
                PATIENCE,
                "a refusal",
                () -> theft.messagesAndReplies().stream()
                        .filter(LoopbackMessage::isEphemeral)
                        .findFirst());
        assertThat(first.isDeleted()).isFalse();

        ada.in(dreams).press(first, "Delete");
        discord.await(PATIENCE, "that it goes", () -> first.isDeleted() ? Optional.of(true) : Optional.empty());
    }

    @Test
    void whatCannotBeDreamedIsOneSentence() throws IOException {
        service.start();
        LoopbackMessage nothing = ada.in(dreams)
                .slash("dream")
                .send()
                .awaitMessage(PATIENCE, message -> !message.text().isEmpty());
        assertThat(nothing.isEphemeral()).isTrue();
        assertThat(nothing.text()).contains("image");

        LoopbackMessage typo = ada.in(dreams)
                .slash("dream")
                .attach("image", "photo.png", photo)
                .option("recipe", "octave=3")
                .send()
                .awaitMessage(PATIENCE, message -> !message.text().isEmpty());
        assertThat(typo.isEphemeral()).isTrue();
        assertThat(typo.text()).contains("octaves");

        LoopbackMessage words = ada.in(dreams)
                .slash("dream")
                .attach("image", "words.png", "no picture".getBytes(StandardCharsets.UTF_8))
                .send()
                .awaitMessage(PATIENCE, message -> button(message, "Again").isPresent());
        assertThat(words.isEphemeral()).isFalse();
        assertThat(words.files()).isEmpty();
    }

    @Test
    void picturesOfMessagesAreDreamedAndSpoilersStayHidden() throws IOException {
        service.start();
        LoopbackMessage one = bob.in(dreams).say("look", bob.in(dreams).file("SPOILER_photo.png", photo));
        LoopbackMessage answer = dreamed(ada.in(dreams).menu("Dream this image", one));
        assertThat(answer.files())
                .allSatisfy(file -> assertThat(file.isSpoiler()).isTrue());

        LoopbackMessage several = bob.in(dreams)
                .say("two", bob.in(dreams).file("a.png", photo), bob.in(dreams).file("b.png", photo));
        LoopbackMessage menu = ada.in(dreams)
                .menu("Dream this image", several)
                .awaitMessage(PATIENCE, message -> !message.controls().isEmpty());
        String id = menu.controls().get(0).path("custom_id").asText();
        assertThat(dreamed(ada.in(dreams).select(menu, id, "1")).files()).hasSize(2);

        LoopbackMessage none = bob.in(dreams).say("nothing to see");
        assertThat(ada.in(dreams)
                        .menu("Dream this image", none)
                        .awaitMessage(PATIENCE, message -> !message.text().isEmpty())
                        .isEphemeral())
                .isTrue();
    }

    /** Killed at each of these points of a delivery, it answers once all the same. */
    @Test
    void killedOnTheWayItAnswersOnce() throws IOException, InterruptedException {
        service.start();
        List<String> effects = List.of("before the answer", "after the answer");
        for (String effect : effects) {
            LoopbackInteraction asked = asked(ada);
            asked.awaitAcknowledgement(PATIENCE);
            Fault fault = discord.faults().on("PATCH", FINAL_EDIT).about(asked).times(1);
            // the first edit tells the place, or is the dream already
            fault = effect.startsWith("before") ? fault.holds() : fault.holdsAfter();
            fault.awaitStrike(PATIENCE);
            service.kill();
            fault.release();
            service.start();
            LoopbackMessage answer = dreamed(asked);
            Thread.sleep(1_500); // for a second one, if there should be any
            assertThat(answers(answer)).as(effect + "\n" + service.log()).isEqualTo(1);
        }
    }

    @Test
    void afterTwoHoursTheAnswerIsAMessageOfItsOwnAndTheOnlyOne() throws IOException, InterruptedException {
        service.start();
        LoopbackInteraction asked = ada.in(dreams)
                .slash("dream")
                .attach("image", "photo.png", photo)
                .option("recipe", "octaves=2 steps=50 size=512")
                .send();
        discord.await(PATIENCE, "its place", () -> asked.original().filter(message -> !message.isLoading()));
        service.kill();
        discord.clock().advance(Duration.ofHours(2));
        service.start("-Dpareidolia.clock.offset=PT2H");
        LoopbackMessage answer = discord.await(
                PATIENCE,
                "a message in the channel",
                () -> dreams.messages().stream().filter(DiscordRunTest::isDream).findFirst());
        assertThat(answer.repliesTo()).hasValue(asked.original().orElseThrow().id());
        Thread.sleep(1_500);
        assertThat(answers(answer)).as(service.log()).isEqualTo(1);
    }
}
