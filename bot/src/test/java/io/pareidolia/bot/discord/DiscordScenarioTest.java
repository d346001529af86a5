package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pareidolia.bot.discord.loopback.Exchange;
import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.discord.loopback.Hand;
import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackFile;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackInteraction;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.bot.discord.loopback.SlashCommand;
import io.pareidolia.bot.process.BotProcess;
import io.pareidolia.bot.process.DiscordCounterpart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do on Discord, and what the real service answers: each command, each button, each way to go wrong. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordScenarioTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** For what must not come: long enough that it would have. */
    private static final Duration MOMENT = Duration.ofSeconds(4);

    private static final int MESSAGE = 4;
    private static final int DEFERRED_MESSAGE = 5;
    private static final int DEFERRED_EDIT = 6;
    private static final int JOBS_PER_HOUR = 8;
    private static final int WAITING = 5;

    /** Keeps the dreamer busy for a good while. */
    private static final String LONG = "size=1024 octaves=4 steps=200";

    /** A dozen of it take longer than anybody can be answered where the bot was not installed. */
    private static final String LONGEST = "size=2400 octaves=12 scale=1.1 steps=200";

    /** Lasts for some edits. */
    private static final String SOME = "size=1024 octaves=4 steps=40";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoopbackDiscord discord = LoopbackDiscord.start();
    private final LoopbackGuild guild = discord.guild("Dreamers");
    private final LoopbackChannel channel = guild.text("dreams");
    private final AtomicInteger people = new AtomicInteger();
    private final LoopbackUser moderator = discord.user("moderator");

    @TempDir
    static Path folder;

    private BotProcess bot;
    private int health;

    @BeforeAll
    void begin() throws IOException {
        guild.join(moderator, guild.role("moderators", Permission.MESSAGE_MANAGE));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            health = socket.getLocalPort();
        }
        bot = new BotProcess(folder, new DiscordCounterpart(discord))
                .with("QUEUE_JOBS_PER_HOUR", Integer.toString(JOBS_PER_HOUR))
                .with("QUEUE_LARGEST_SIZE", "4096")
                .with("HEALTH_PORT", Integer.toString(health))
                .start();
    }

    @AfterEach
    void nothingGoesWrong() {
        discord.faults().liftAll();
        assertThat(bot.isAlive()).as(bot.log()).isTrue();
    }

    @AfterAll
    void end() {
        bot.close();
        discord.close();
    }

    private static byte[] photo(long seed) {
        return BotProcess.photo(96, 64, seed);
    }

    /** Somebody new, who has asked for nothing yet. */
    private LoopbackUser somebody() {
        LoopbackUser user = discord.user("member" + people.incrementAndGet());
        guild.join(user);
        return user;
    }

    private SlashCommand dream(Hand hand) {
        return hand.slash("dream").attach("image", "photo.png", photo(people.get()));
    }

    private static boolean isDream(LoopbackMessage message) {
        return has(message, "Deeper");
    }

    private static boolean has(LoopbackMessage message, String button) {
        return message.controls().stream()
                .anyMatch(control -> control.path("label").asText().equals(button));
    }

    private LoopbackMessage answer(LoopbackInteraction asked) {
        try {
            return asked.awaitMessage(PATIENCE, DiscordScenarioTest::isDream);
        } catch (AssertionError inVain) {
            throw new AssertionError(asked.messages() + "\n" + bot.log(), inVain);
        }
    }

    /** What the bot says, to whoever asked alone, as the acknowledgement itself. */
    private static String refusal(LoopbackInteraction asked) {
        LoopbackMessage message = asked.awaitMessage(PATIENCE, any -> true);
        assertThat(asked.acknowledgement()).contains(MESSAGE);
        assertThat(message.isEphemeral()).isTrue();
        assertThat(message.files()).isEmpty();
        return message.text();
    }

    private static String english(String key, Object... values) {
        return Texts.in(Locale.ENGLISH).text(key, values);
    }

    private static Predicate<LoopbackMessage> saying(String text) {
        return message -> message.text().contains(text);
    }

    /** The message came to be like this after a while. */
    private LoopbackMessage becomes(LoopbackMessage message, String what, Predicate<LoopbackMessage> like) {
        return discord.await(PATIENCE, what, () -> Optional.of(message).filter(like));
    }

    private static String recipe(LoopbackMessage message) {
        return message.text()
                .lines()
                .filter(line -> line.startsWith("`") && line.contains("="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no recipe in " + message.text()));
    }

    private static List<JsonNode> gallery(LoopbackMessage message) {
        return message.json().findValues("items").stream()
                .flatMap(items -> {
                    List<JsonNode> each = new java.util.ArrayList<>();
                    items.forEach(each::add);
                    return each.stream();
                })
                .toList();
    }

    private LoopbackInteraction press(LoopbackUser user, LoopbackMessage message, String button) {
        return user.in(message.channel()).press(message, button);
    }

    // ---- the command

    @Test
    void aPictureIsAnsweredInOneMessageWithEverythingInIt() {
        LoopbackUser ada = somebody();
        LoopbackInteraction asked =
                dream(ada.in(channel)).option("look", "dots").send();
        LoopbackMessage answer = answer(asked);
        assertThat(asked.acknowledgement()).contains(DEFERRED_MESSAGE);
        assertThat(asked.messagesAndReplies()).containsExactly(answer);
        assertThat(answer.json().path("flags").asInt() & 1 << 15).isNotZero();
        assertThat(answer.pinged()).isEmpty();
        assertThat(answer.files()).extracting(LoopbackFile::name).containsExactly("original.jpg", "dream.png");
        assertThat(answer.files())
                .extracting(file -> file.description().orElse(""))
                .containsExactly(english("done.original"), english("done.dream", "dots"));
        assertThat(gallery(answer))
                .extracting(item -> item.path("description").asText())
                .containsExactly(english("done.original"), english("done.dream", "dots"));
        assertThat(recipe(answer))
                .contains("network=tiny", "layer=block#2", "octaves=", "scale=", "steps=2", "step=", "size=", "seed=");
        assertThat(answer.text())
                .contains(
                        "**dots**",
                        "<@" + Long.toUnsignedString(ada.id()) + ">",
                        english("done.seconds", "").strip());
        for (String button : List.of("deeper", "stronger", "again", "change", "original", "process", "delete")) {
            assertThat(has(answer, english("button." + button))).as(button).isTrue();
        }
        assertThat(answer.controls())
                .allSatisfy(control -> assertThat(control.path("custom_id").asText())
                        .hasSizeLessThan(100)
                        .startsWith("1:"));
        assertThat(new String(answer.files().get(1).bytes(), StandardCharsets.ISO_8859_1))
                .contains("seed=");
    }

    @Test
    void aLinkIsDreamedLikeAPicture() {
        LoopbackUser ada = somebody();
        Hand hand = ada.in(channel);
        LoopbackMessage posted = hand.say("look at this", hand.file("cat.png", photo(1)));
        String link = posted.json().path("attachments").path(0).path("url").asText();
        LoopbackMessage answer = answer(hand.slash("dream").option("link", link).send());
        assertThat(answer.files()).hasSize(2);
        assertThat(answer.text()).contains("**block**");
    }

    @Test
    void theOptionsMakeTheRecipe() {
        LoopbackUser ada = somebody();
        LoopbackMessage answer = answer(dream(ada.in(channel))
                .option("look", "stripes")
                .option("size", 80)
                .option("strength", 0.5)
                .option("seed", 7)
                .option("recipe", "octaves=2 steps=1")
                .send());
        assertThat(recipe(answer))
                .contains("layer=block#1", "size=80", "strength=0.5", "seed=7", "octaves=2", "steps=1");
    }

    @Test
    void whatCannotBeIsRefusedAtOnceToWhoeverAskedAlone() {
        Hand hand = somebody().in(channel);
        assertThat(refusal(hand.slash("dream").send())).isEqualTo(english("refused.picture"));
        assertThat(refusal(
                        dream(hand).option("link", "https://example.com/a.png").send()))
                .isEqualTo(english("refused.both"));
        assertThat(refusal(dream(hand).option("recipe", "octavs=3").send())).contains("octaves");
        assertThat(refusal(dream(hand).option("recipe", "octaves=9999").send())).contains("octaves");
    }

    @Test
    void whatTurnsOutLaterToBeImpossibleStandsInTheWaitingMessageWithoutAPicture() {
        Hand hand = somebody().in(channel);
        LoopbackInteraction noPicture = hand.slash("dream")
                .attach("image", "cat.png", "no cat at all".getBytes(StandardCharsets.UTF_8))
                .send();
        LoopbackMessage sentence = noPicture.awaitMessage(PATIENCE, saying("picture"));
        becomes(sentence, "the end of the story", message -> has(message, english("button.again")));
        assertThat(noPicture.acknowledgement()).contains(DEFERRED_MESSAGE);
        assertThat(sentence.files()).isEmpty();
        assertThat(noPicture.messagesAndReplies()).hasSize(1);

        LoopbackInteraction noLayer =
                dream(hand).option("recipe", "layer=nowhere @everyone").send();
        assertThat(noLayer.awaitMessage(PATIENCE, any -> true).pinged()).isEmpty();
        LoopbackInteraction unknown =
                dream(hand).option("recipe", "layer=nowhere").send();
        assertThat(unknown.awaitMessage(PATIENCE, saying("nowhere")).files()).isEmpty();
        LoopbackInteraction unreachable =
                hand.slash("dream").option("link", "http://10.0.0.1/cat.png").send();
        assertThat(unreachable
                        .awaitMessage(PATIENCE, message -> has(message, english("button.again")))
                        .files())
                .isEmpty();
    }

    @Test
    void whoHasHadEnoughIsToldSo() {
        LoopbackUser ada = somebody();
        for (int number = 0; number < JOBS_PER_HOUR; number++) {
            answer(dream(ada.in(channel)).send());
        }
        LoopbackInteraction oneTooMany = dream(ada.in(channel)).send();
        LoopbackMessage sentence = oneTooMany.awaitMessage(
                PATIENCE, message -> message.text().contains(String.valueOf(JOBS_PER_HOUR)) && !isDream(message));
        assertThat(sentence.files()).isEmpty();
        assertThat(sentence.text().lines()).hasSize(1);
        ada.speaks("de");
        dream(ada.in(channel))
                .send()
                .awaitMessage(PATIENCE, saying("%1$d von %1$d Träumen gehabt".formatted(JOBS_PER_HOUR)));
    }

    @Test
    void whoHasEnoughWaitingIsToldSoAtOnceAndAlone() {
        LoopbackUser busy = somebody();
        LoopbackMessage going = dream(busy.in(channel))
                .option("recipe", LONG)
                .send()
                .awaitMessage(PATIENCE, message -> message.text().contains("%"));
        LoopbackUser ada = somebody();
        List<LoopbackMessage> waiting = new ArrayList<>();
        for (int number = 0; number < WAITING; number++) {
            waiting.add(dream(ada.in(channel)).send().awaitMessage(PATIENCE, message -> has(message, "Cancel")));
        }
        String refusal = english("refused.waiting").replaceFirst("\\{0}.*?\\{1}", WAITING + " of " + WAITING);
        LoopbackMessage sentence = dream(ada.in(channel))
                .send()
                .awaitMessage(PATIENCE, saying(refusal.substring(0, refusal.indexOf(';'))));
        assertThat(sentence.isEphemeral()).isTrue();
        cancel(ada, waiting.remove(0));
        waiting.add(dream(ada.in(channel)).send().awaitMessage(PATIENCE, message -> has(message, "Cancel")));
        waiting.forEach(message -> cancel(ada, message));
        cancel(busy, going);
    }

    @Test
    void whoWouldWaitForLongerThanTheyCanBeAnsweredIsToldSo() {
        List<LoopbackUser> crowd = List.of(somebody(), somebody(), somebody());
        Map<LoopbackMessage, LoopbackUser> before = new HashMap<>();
        for (LoopbackUser user : crowd) {
            for (int number = 1; number < WAITING; number++) {
                LoopbackMessage waiting = dream(user.in(channel))
                        .option("recipe", LONGEST)
                        .send()
                        .awaitMessage(PATIENCE, message -> has(message, "Cancel"));
                before.put(waiting, user);
            }
        }
        String refusal = english("refused.wait");
        LoopbackMessage sentence = dream(crowd.get(2).in(channel))
                .option("private", true)
                .send()
                .awaitMessage(PATIENCE, saying(refusal.substring(refusal.indexOf(','))));
        assertThat(sentence.isEphemeral()).isTrue();
        assertThat(sentence.files()).isEmpty();
        assertThat(sentence.text()).contains(" min,");
        assertThat(has(sentence, "Cancel")).isFalse();
        before.forEach((message, user) -> cancel(user, message));
    }

    private void cancel(LoopbackUser user, LoopbackMessage message) {
        press(user, message, "Cancel");
        becomes(message, "the end", saying(english("cancelled.done")));
    }

    @Test
    void looksAndWordsAreCompleted() {
        Hand hand = somebody().in(channel);
        LoopbackInteraction looks = hand.complete("dream", "look", "st");
        looks.awaitAcknowledgement(PATIENCE);
        assertThat(looks.choices()).containsExactly("stripes");
        LoopbackInteraction described = hand.complete("dream", "look", "everywhere");
        described.awaitAcknowledgement(PATIENCE);
        assertThat(described.choices()).containsExactly("dots");
        LoopbackInteraction sheet = hand.complete("dream", "look", "");
        sheet.awaitAcknowledgement(PATIENCE);
        assertThat(sheet.choices())
                .startsWith("? – " + english("option.look.sheet"))
                .contains("dots", "fog");
        LoopbackInteraction words = hand.complete("dream", "recipe", "seed=1 oct");
        words.awaitAcknowledgement(PATIENCE);
        assertThat(words.choices()).contains("seed=1 octaves=");
    }

    @Test
    void aPrivateAnswerIsSeenByWhoeverAskedAlone() {
        LoopbackUser ada = somebody();
        LoopbackMessage answer =
                answer(dream(ada.in(channel)).option("private", true).send());
        assertThat(answer.isEphemeral()).isTrue();
        LoopbackMessage deeper = answer(press(ada, answer, "Deeper"));
        assertThat(deeper.isEphemeral()).isTrue();
    }

    @Test
    void aSpoilerStaysOne() {
        LoopbackUser ada = somebody();
        LoopbackMessage answer = answer(ada.in(channel)
                .slash("dream")
                .attach("image", "SPOILER_photo.png", photo(3))
                .send());
        LoopbackMessage deeper = answer(press(ada, answer, "Deeper"));
        for (LoopbackMessage message : List.of(answer, deeper)) {
            assertThat(message.files()).hasSize(2).allMatch(LoopbackFile::isSpoiler);
            assertThat(gallery(message))
                    .hasSize(2)
                    .allMatch(item -> item.path("spoiler").asBoolean());
        }
        LoopbackMessage original = press(ada, answer, "Original")
                .awaitMessage(PATIENCE, message -> !message.files().isEmpty());
        assertThat(original.files()).hasSize(1).allMatch(LoopbackFile::isSpoiler);
    }

    @Test
    void aDreamTooLargeForDiscordIsMadeSmaller() {
        LoopbackUser ada = somebody();
        LoopbackInteraction asked = ada.in(channel)
                .slash("dream")
                .attach("image", "large.png", BotProcess.photo(1600, 1500, 4))
                .option("recipe", "size=2400 octaves=1 steps=1 step=0.1")
                .send();
        LoopbackMessage answer = answer(asked);
        LoopbackFile dream = answer.files().get(1);
        assertThat(dream.name()).isEqualTo("dream.jpg");
        assertThat(dream.length()).isBetween(100_000, 10 << 20);
    }

    // ---- in other places

    @Test
    void itAnswersInConversationsToo() {
        LoopbackUser ada = somebody();
        LoopbackInteraction asked = dream(ada.inDirectMessages()).send();
        LoopbackMessage answer = answer(asked);
        assertThat(answer.files()).hasSize(2);
        answer(ada.inDirectMessages().press(answer, "Deeper"));
    }

    @Test
    void whereOnlyTheMemberHasInstalledItSomebodyElsesPictureIsAnsweredInPrivate() {
        LoopbackGuild elsewhere = discord.guildWithoutBot("Elsewhere" + people.get());
        LoopbackChannel there = elsewhere.text("pictures");
        LoopbackUser ada = somebody().installs();
        LoopbackUser bob = somebody();
        elsewhere.join(ada).join(bob);
        assertThat(answer(dream(ada.in(there)).send()).isEphemeral()).isFalse();
        Hand hand = bob.in(there);
        LoopbackMessage posted = hand.say("mine", hand.file("cat.png", photo(5)));
        LoopbackMessage answer = answer(ada.in(there).menu("Dream this image", posted));
        assertThat(answer.isEphemeral()).isTrue();
    }

    // ---- the message command

    @Test
    void aPictureInAMessageIsOneTapAway() {
        LoopbackUser ada = somebody();
        LoopbackUser bob = somebody();
        Hand hand = bob.in(channel);
        LoopbackMessage one = hand.say("one", hand.file("one.png", photo(6)));
        LoopbackInteraction asked = ada.in(channel).menu("Dream this image", one);
        assertThat(answer(asked).isEphemeral()).isFalse();

        LoopbackMessage none = hand.say("only words");
        assertThat(refusal(ada.in(channel).menu("Dream this image", none))).isEqualTo(english("refused.none"));

        LoopbackMessage several = hand.say(
                "several",
                hand.file("a.png", photo(7)),
                hand.file("SPOILER_b.png", photo(8)),
                hand.file("c.txt", photo(9)));
        LoopbackInteraction which = ada.in(channel).menu("Dream this image", several);
        LoopbackMessage menu = which.awaitMessage(PATIENCE, any -> true);
        assertThat(menu.isEphemeral()).isTrue();
        ObjectNode select = menu.controls().get(0);
        assertThat(select.path("options")).hasSize(2);
        LoopbackInteraction chosen =
                ada.in(channel).select(menu, select.path("custom_id").asText(), english("menu.picture", 2));
        LoopbackMessage answer = answer(chosen);
        assertThat(answer.files()).allMatch(LoopbackFile::isSpoiler);
    }

    // ---- buttons

    @Test
    void theButtonsDreamOn() {
        LoopbackUser ada = somebody();
        LoopbackMessage first = answer(dream(ada.in(channel))
                .option("recipe", "look=dots seed=5 step=2")
                .send());
        LoopbackMessage deeper = answer(press(ada, first, "Deeper"));
        assertThat(recipe(deeper)).contains("layer=block#2", "step=2").doesNotContain("seed=5 ");
        assertThat(deeper.text()).contains("**dots**");
        LoopbackMessage stronger = answer(press(ada, first, "Stronger"));
        assertThat(recipe(stronger)).contains("step=3", "seed=5");
        LoopbackMessage again = answer(press(ada, first, "Again"));
        assertThat(recipe(again)).contains("step=2").isNotEqualTo(recipe(first));
        assertThat(again.files().get(0).bytes()).isEqualTo(first.files().get(0).bytes());
        assertThat(deeper.files().get(0).bytes())
                .isNotEqualTo(first.files().get(0).bytes());
        assertThat(isDream(first)).isTrue();
    }

    @Test
    void theRecipeCanBeChanged() {
        LoopbackUser ada = somebody();
        LoopbackUser bob = somebody();
        LoopbackMessage first = answer(dream(ada.in(channel)).send());
        LoopbackInteraction form = press(bob, first, "Change…");
        form.awaitAcknowledgement(PATIENCE);
        assertThat(form.modal().orElseThrow().toString()).contains(recipe(first).replace("`", ""));
        LoopbackInteraction changed = bob.in(channel).submit(form, Map.of("recipe", "look=stripes steps=1"));
        LoopbackMessage answer = answer(changed);
        assertThat(recipe(answer)).contains("layer=block#1", "steps=1");
        assertThat(answer.text()).contains("<@" + Long.toUnsignedString(bob.id()) + ">");
        LoopbackInteraction wrong = press(bob, first, "Change…");
        wrong.awaitAcknowledgement(PATIENCE);
        assertThat(refusal(bob.in(channel).submit(wrong, Map.of("recipe", "octaves=many"))))
                .contains("octaves");
    }

    @Test
    void theOriginalIsShownToWhoeverWantsToSeeIt() {
        LoopbackUser ada = somebody();
        LoopbackMessage first = answer(dream(ada.in(channel)).send());
        LoopbackMessage original = press(somebody(), first, "Original")
                .awaitMessage(PATIENCE, message -> !message.files().isEmpty());
        assertThat(original.isEphemeral()).isTrue();
        assertThat(original.files().get(0).description()).contains(english("done.original"));
    }

    @Test
    void howADreamCameToBeIsShownToWhoeverWantsToSeeIt() {
        LoopbackUser ada = somebody();
        LoopbackMessage first = answer(ada.in(channel)
                .slash("dream")
                .attach("image", "SPOILER_photo.png", photo(11))
                .option("recipe", "octaves=2 steps=4")
                .send());
        LoopbackMessage process = press(somebody(), first, "Process")
                .awaitMessage(PATIENCE, message -> !message.files().isEmpty());
        assertThat(process.isEphemeral()).isTrue();
        assertThat(process.files()).hasSize(1).allMatch(LoopbackFile::isSpoiler);
        assertThat(process.files().get(0).description()).contains(english("done.process"));
        assertThat(gallery(process))
                .hasSize(1)
                .allMatch(item -> item.path("spoiler").asBoolean()
                        && item.path("description").asText().equals(english("done.process")));
        // the dream goes on from itself, not from its filmstrip
        LoopbackMessage deeper = answer(press(ada, first, "Deeper"));
        assertThat(recipe(deeper)).contains("size=96");
        press(ada, first, "Delete");
        becomes(first, "the deletion", LoopbackMessage::isDeleted);
    }

    // ---- looks to choose from

    private static final List<String> LOOKS =
            List.of("stripes", "dots", "waves", "rings", "fur", "maze", "glow", "fog");

    @Test
    void aSheetShowsEightLooksAndEachIsAButton() {
        LoopbackUser ada = somebody();
        LoopbackInteraction asked = dream(ada.in(channel))
                .option("look", "?")
                .option("seed", 5)
                .option("recipe", "strength=0.9")
                .send();
        LoopbackMessage sheet = asked.awaitMessage(PATIENCE, message -> has(message, "dots"));
        assertThat(asked.messagesAndReplies()).containsExactly(sheet);
        assertThat(sheet.files()).extracting(LoopbackFile::name).containsExactly("original.jpg", "dream.png");
        String words = english("done.looks", String.join(", ", LOOKS));
        assertThat(sheet.files().get(1).description()).contains(words);
        assertThat(gallery(sheet))
                .extracting(item -> item.path("description").asText())
                .containsExactly(english("done.original"), words);
        List<String> labels = new java.util.ArrayList<>(LOOKS);
        labels.add(english("button.delete"));
        assertThat(sheet.controls())
                .extracting(control -> control.path("label").asText())
                .isEqualTo(labels);
        assertThat(sheet.controls())
                .allSatisfy(control -> assertThat(control.path("custom_id").asText())
                        .hasSizeLessThan(100)
                        .startsWith("1:"));
        assertThat(recipe(sheet)).isEqualTo("`look=?" + String.join("+", LOOKS) + " network=tiny seed=5 strength=0.9`");

        LoopbackUser bob = somebody();
        int before = bot.jobs().size();
        LoopbackInteraction one = press(bob, sheet, "waves");
        LoopbackInteraction two = press(bob, sheet, "waves");
        LoopbackInteraction other = press(bob, sheet, "fog");
        LoopbackMessage waves = answer(one);
        assertThat(waves.text()).contains("**waves**", "<@" + Long.toUnsignedString(bob.id()) + ">");
        assertThat(recipe(waves)).contains("layer=block#0 ", "seed=5", "strength=0.9", "size=96");
        assertThat(waves.files().get(0).bytes()).isEqualTo(sheet.files().get(0).bytes());
        assertThat(answer(other).text()).contains("**fog**");
        assertThat(refusal(two)).isEqualTo(english("refused.twice"));
        assertThat(bot.jobs()).hasSize(before + 2);
        press(bob, sheet, "Delete").awaitMessage(PATIENCE, saying(english("refused.notyours")));
        press(ada, sheet, "Delete").awaitMessage(PATIENCE, saying(english("deleted.done")));
        becomes(sheet, "the deletion", LoopbackMessage::isDeleted);
    }

    @Test
    void aSheetShowsWhatTheServerAllows() {
        LoopbackGuild strict = discord.guild("Strict");
        LoopbackChannel there = strict.text("dreams");
        LoopbackUser owner = discord.user("owner");
        LoopbackUser ada = somebody();
        strict.join(owner, strict.role("owners", Permission.MANAGE_SERVER)).join(ada);
        owner.in(there)
                .slash("dream-admin rules set")
                .option("looks", "fog,dots")
                .send()
                .awaitMessage(PATIENCE, saying("dots"));
        LoopbackMessage sheet =
                dream(ada.in(there)).option("look", "?").send().awaitMessage(PATIENCE, message -> has(message, "dots"));
        assertThat(recipe(sheet)).startsWith("`look=?dots+fog ");
        assertThat(sheet.controls()).hasSize(3);
        assertThat(answer(press(ada, sheet, "fog")).text()).contains("**fog**");
    }

    @Test
    void aDoublePressIsOneJob() {
        LoopbackUser ada = somebody();
        LoopbackMessage first = answer(dream(ada.in(channel)).send());
        int before = bot.jobs().size();
        LoopbackInteraction one = press(ada, first, "Deeper");
        LoopbackInteraction two = press(ada, first, "Deeper");
        LoopbackInteraction ofBob = press(somebody(), first, "Deeper");
        answer(one);
        answer(ofBob);
        assertThat(refusal(two)).isEqualTo(english("refused.twice"));
        assertThat(bot.jobs()).hasSize(before + 2);
    }

    @Test
    void whoAskedAndModeratorsMayDeleteAndStrangersNot() {
        LoopbackUser ada = somebody();
        LoopbackUser bob = somebody();
        LoopbackMessage first = answer(dream(ada.in(channel)).send());
        LoopbackMessage second = answer(dream(ada.in(channel)).send());
        LoopbackInteraction stranger = press(bob, first, "Delete");
        stranger.awaitMessage(PATIENCE, saying(english("refused.notyours")));
        assertThat(stranger.acknowledgement()).contains(DEFERRED_EDIT);
        assertThat(first.isDeleted()).isFalse();
        press(ada, first, "Delete").awaitMessage(PATIENCE, saying(english("deleted.done")));
        becomes(first, "the deletion", LoopbackMessage::isDeleted);
        press(moderator, second, "Delete").awaitMessage(PATIENCE, saying(english("deleted.done")));
        becomes(second, "the deletion", LoopbackMessage::isDeleted);
    }

    @Test
    void whoPostedThePictureMayDeleteItsDream() {
        LoopbackUser ada = somebody();
        LoopbackUser bob = somebody();
        Hand hand = bob.in(channel);
        LoopbackMessage posted = hand.say("mine", hand.file("mine.png", photo(10)));
        LoopbackMessage answer = answer(ada.in(channel).menu("Dream this image", posted));
        LoopbackMessage further = answer(press(somebody(), answer, "Again"));
        for (LoopbackMessage message : List.of(further, answer)) {
            press(bob, message, "Delete");
            becomes(message, "the deletion", LoopbackMessage::isDeleted);
        }
    }

    @Test
    void whatWaitsCanBeCancelledAndIsListed() {
        LoopbackUser busy = somebody();
        LoopbackUser ada = somebody();
        LoopbackInteraction going =
                dream(busy.in(channel)).option("recipe", LONG).send();
        LoopbackMessage dreaming = going.awaitMessage(PATIENCE, saying("%"));
        LoopbackInteraction asked =
                dream(ada.in(channel)).option("recipe", LONG).send();
        LoopbackMessage waiting = asked.awaitMessage(PATIENCE, message -> has(message, "Cancel"));
        assertThat(waiting.text()).contains("1");
        LoopbackInteraction list = ada.in(channel).slash("dream-queue").send();
        discord.await(
                PATIENCE, "the list of what waits", () -> list.original().filter(message -> has(message, "Cancel")));
        press(somebody(), waiting, "Cancel").awaitMessage(PATIENCE, saying(english("refused.notyours")));
        press(ada, waiting, "Cancel");
        becomes(waiting, "the end", saying(english("cancelled.done")));
        press(busy, dreaming, "Cancel");
        becomes(dreaming, "the end", saying(english("cancelled.done")));
        LoopbackMessage next = answer(dream(ada.in(channel)).send());
        assertThat(isDream(next)).isTrue();
        assertThat(waiting.text()).contains(english("cancelled.done"));
        assertThat(dreaming.text()).contains(english("cancelled.done"));
    }

    // ---- what may go wrong

    @Test
    void oneEditOfAMessageIsUnderWayAtATimeAndTheDreamCoversThemAll() {
        Fault slow = discord.faults().on("PATCH", "/webhooks/").times(6).delays(Duration.ofMillis(1_500));
        LoopbackInteraction asked =
                dream(somebody().in(channel)).option("recipe", SOME).send();
        LoopbackMessage answer = answer(asked);
        assertThat(slow.struck()).isGreaterThan(2);
        assertThat(discord.mostEditsAtOnce()).isEqualTo(1);
        assertThat(isDream(answer)).isTrue();
        assertThat(answer.files()).hasSize(2);
    }

    @Test
    void aWaitingMessageThatSomebodyDeletesIsNotAnswered() throws InterruptedException {
        LoopbackInteraction asked =
                dream(somebody().in(channel)).option("recipe", SOME).send();
        LoopbackMessage waiting = asked.awaitMessage(PATIENCE, any -> true);
        moderator.in(channel).delete(waiting);
        String id = Long.toUnsignedString(asked.id());
        for (int looks = 0; looks < PATIENCE.toSeconds() && !hasFailed(id); looks++) {
            Thread.sleep(1_000);
        }
        assertThat(hasFailed(id)).isTrue();
        Thread.sleep(MOMENT.toMillis());
        assertThat(asked.messagesAndReplies()).allMatch(LoopbackMessage::isDeleted);
    }

    private boolean hasFailed(String interaction) {
        return bot.jobs().stream()
                .anyMatch(job -> job.asked().equals(interaction) && job.state().equals("failed"));
    }

    @Test
    void theDreamSurvivesTheTroublesOfDiscord() {
        discord.faults().on("PATCH", "/webhooks/").after(1).times(1).failsBefore(500);
        discord.faults().on("PATCH", "/webhooks/").after(1).times(1).failsAfter(500);
        discord.faults().on("PATCH", "/webhooks/").after(2).times(1).hangsUpAfter();
        discord.faults().on("PATCH", "/webhooks/").after(2).times(1).tooManyRequests(Duration.ofSeconds(1), false);
        LoopbackInteraction asked = dream(somebody().in(channel)).send();
        answer(asked);
        assertThat(asked.messagesAndReplies()).hasSize(1);
    }

    @Test
    void theConnectionIsSeenInTheFigures() throws IOException, InterruptedException {
        Fault limited =
                discord.faults().on("PATCH", "/webhooks/").times(1).tooManyRequests(Duration.ofMillis(100), false);
        double before = figure("pareidolia_discord_rate_limits_total");
        double quick = figure("pareidolia_discord_acknowledgement_seconds_bucket{le=\"3.0\"}");
        double answers = figure("pareidolia_discord_edits_total{kind=\"answer\",outcome=\"ok\"}");
        answer(dream(somebody().in(channel)).send());
        assertThat(limited.struck()).isEqualTo(1);
        assertThat(figure("pareidolia_discord_rate_limits_total")).isGreaterThan(before);
        assertThat(figure("pareidolia_discord_acknowledgement_seconds_bucket{le=\"3.0\"}"))
                .isEqualTo(quick + 1);
        assertThat(figure("pareidolia_discord_edits_total{kind=\"answer\",outcome=\"ok\"}"))
                .isEqualTo(answers + 1);
        assertThat(figure("pareidolia_discord_edits_total{kind=\"progress\",outcome=\"failed\"}"))
                .isNotNegative();
        assertThat(figure("pareidolia_discord_gateway{shard=\"0\"}")).isEqualTo(1);
    }

    /** As Prometheus reads it. */
    private double figure(String name) throws IOException, InterruptedException {
        String figures = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        return figures.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among\n" + figures));
    }

    @Test
    void anAcknowledgementThatDiscordDeniesAndShowsAllTheSameIsKept() {
        Fault denied = discord.faults().on("POST", "/callback").failsAfter(500);
        answer(dream(somebody().in(channel)).send());
        Fault repeated = discord.faults().on("POST", "/callback").failsAfter(503);
        answer(dream(somebody().in(channel)).send());
        assertThat(denied.struck() + repeated.struck()).isEqualTo(2);
    }

    @Test
    void nonsenseIsNotTakenAmiss() throws IOException {
        LoopbackUser ada = somebody();
        Hand hand = ada.in(channel);
        hand.raw(2, object("{'id':'1','name':'dream','type':1,'options':[{'name':'image','type':11,'value':'77'}]}"));
        hand.raw(2, object("{'id':'1','name':'dream','type':1,'options':[{'name':'size','type':3,'value':'{}'}]}"));
        LoopbackInteraction unknown = hand.raw(2, object("{'id':'1','name':'sudo','type':1}"));
        hand.raw(2, object("{'id':'1','name':'Dream this image','type':3,'target_id':'5'}"));
        LoopbackInteraction foreign = hand.raw(3, object("{'component_type':2,'custom_id':'9:deeper:abc','id':1}"));
        hand.raw(3, object("{'component_type':99}"));
        hand.raw(5, object("{'custom_id':'1:change:zz','components':[]}"));
        hand.raw(4, object("{'id':'1','name':'dream','type':1,'options':[]}"));
        unknown.awaitMessage(PATIENCE, saying(english("refused.old")));
        assertThat(foreign).isNotNull();
        LoopbackMessage first = answer(dream(hand).send());
        assertThat(isDream(first)).isTrue();
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }

    @Test
    void everybodyIsSpokenToInTheirLanguage() {
        for (String locale : List.of("en-US", "en-GB", "de", "es-ES", "es-419", "ja")) {
            LoopbackUser user = somebody().speaks(locale);
            Texts texts = Texts.in(Locale.forLanguageTag(locale));
            assertThat(refusal(user.in(channel).slash("dream").send())).isEqualTo(texts.text("refused.picture"));
            LoopbackMessage answer = dream(user.in(channel))
                    .send()
                    .awaitMessage(PATIENCE, message -> has(message, texts.text("button.deeper")));
            assertThat(answer.files().get(0).description()).contains(texts.text("done.original"));
        }
    }

    @Test
    void refusalsAreInTheLanguageOfWhoeverAskedWhereverTheyComeFrom() {
        LoopbackUser german = somebody().speaks("de");
        assertThat(refusal(dream(german.in(channel))
                        .option("recipe", "octaves=9999")
                        .send()))
                .isEqualTo("octaves=9999 geht nicht: octaves ist eine ganze Zahl von 1 bis 12.");
        dream(german.in(channel))
                .option("recipe", "layer=nowhere")
                .send()
                .awaitMessage(PATIENCE, saying("hat keine Schicht „nowhere“."));
        german.in(channel)
                .slash("dream")
                .attach("image", "cat.png", "no cat at all".getBytes(StandardCharsets.UTF_8))
                .send()
                .awaitMessage(PATIENCE, saying("Die Datei hinter diesem Link ist kein Bild; gelesen werden JPEG"));
        // only the dreamer's process, which decodes it, can tell
        LoopbackInteraction damaged = german.in(channel)
                .slash("dream")
                .attach("image", "cat.png", withoutItsPixels(photo(1)))
                .send();
        damaged.awaitMessage(PATIENCE, saying("Dieses Bild ist beschädigt"));
        somebody()
                .speaks("es-ES")
                .in(channel)
                .slash("dream")
                .option("link", "http://10.0.0.1/cat.png")
                .send()
                .awaitMessage(PATIENCE, saying("Ese enlace lleva a una dirección privada; publica la imagen misma."));
    }

    /** A PNG whose checksums are right, and whose pixels cannot be unpacked. */
    private static byte[] withoutItsPixels(byte[] png) {
        byte[] changed = png.clone();
        ByteBuffer chunks = ByteBuffer.wrap(changed).position(8);
        while (chunks.hasRemaining()) {
            int length = chunks.getInt();
            int start = chunks.position();
            if (new String(changed, start, 4, StandardCharsets.US_ASCII).equals("IDAT")) {
                Arrays.fill(changed, start + 4, start + 4 + length, (byte) 0);
                CRC32 checksum = new CRC32();
                checksum.update(changed, start, 4 + length);
                chunks.putInt(start + 4 + length, (int) checksum.getValue());
            }
            chunks.position(start + 4 + length + 4);
        }
        return changed;
    }

    @Test
    void aLostGatewayIsResumedAndNothingIsMissed() {
        LoopbackUser ada = somebody();
        LoopbackInteraction asked =
                dream(ada.in(channel)).option("recipe", SOME).send();
        asked.awaitMessage(PATIENCE, any -> true);
        int identified = discord.identified();
        int resumed = discord.resumed();
        discord.dropConnections();
        LoopbackMessage answer = answer(asked);
        discord.await(
                PATIENCE, "the resumption", () -> discord.resumed() > resumed ? Optional.of(true) : Optional.empty());
        assertThat(discord.identified()).isEqualTo(identified);
        answer(press(ada, answer, "Deeper"));
    }

    @Test
    void theCommandsAreRegisteredOnce() {
        List<Exchange> registrations = discord.exchanges().stream()
                .filter(exchange ->
                        exchange.method().equals("PUT") && exchange.path().endsWith("/commands"))
                .toList();
        assertThat(registrations).hasSize(1);
    }
}
