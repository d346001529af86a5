package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackInteraction;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.bot.process.BotProcess;
import io.pareidolia.bot.process.DiscordCounterpart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers arrive exactly once, counted at Discord, however often the service is killed. The large run takes its numbers
 * from {@code -Dpareidolia.discord.deliveries=1000 -Dpareidolia.discord.kills=50}.
 */
@Timeout(3_600)
class DiscordDeliveryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** For what must not come: long enough that it would have. */
    private static final Duration MOMENT = Duration.ofSeconds(3);

    private static final Duration FOUR_MINUTES = Duration.ofMinutes(4);
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final List<Duration> PAUSES = List.of(Duration.ZERO, FOUR_MINUTES, TWO_HOURS);
    private static final Set<String> ENDS = Set.of("answered", "refused", "failed", "cancelled", "expired");
    private static final String EDIT = "/webhooks/.*/messages/@original";
    private static final String POST = "^/channels/\\d+/messages$";

    private final LoopbackDiscord discord = LoopbackDiscord.start();
    private final LoopbackGuild guild = discord.guild("Dreamers");
    private final LoopbackChannel channel = guild.text("dreams");
    private final LoopbackUser ada = discord.user("ada");

    @TempDir
    Path folder;

    private BotProcess bot;

    @BeforeEach
    void begin() throws IOException {
        guild.join(ada);
        bot = new BotProcess(folder, new DiscordCounterpart(discord))
                .with("QUEUE_JOBS_PER_HOUR", "10000")
                .with("QUEUE_JOBS_PER_DAY", "10000")
                .with("QUEUE_WAITING_PER_MEMBER", "10000")
                .with("QUEUE_MAX_LOSSES", "100")
                .start();
    }

    @AfterEach
    void end() {
        bot.close();
        discord.close();
    }

    private static LoopbackInteraction dream(LoopbackUser user, LoopbackChannel where, int number) {
        return dream(user, where, number, number % 5 == 0 ? "steps=20 size=400" : "steps=2 octaves=2");
    }

    private static LoopbackInteraction dream(LoopbackUser user, LoopbackChannel where, int number, String recipe) {
        return user.in(where)
                .slash("dream")
                .attach("image", "photo.png", BotProcess.photo(64, 48, number))
                .option("recipe", recipe)
                .send();
    }

    private Optional<BotProcess.StoredJob> job(LoopbackInteraction asked) {
        String id = Long.toUnsignedString(asked.id());
        return bot.jobs().stream().filter(job -> job.asked().equals(id)).findFirst();
    }

    private <T> T await(Duration patience, String what, Supplier<Optional<T>> there) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until) {
            Optional<T> found = there.get();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(200);
        }
        throw new AssertionError(what + " never came:\n" + bot.log());
    }

    /** What stands under answers alone. */
    private List<LoopbackMessage> answers(BotProcess.StoredJob job) {
        return discord.messagesCarrying("1:again:" + job.id());
    }

    private BotProcess.StoredJob awaitEnd(LoopbackInteraction asked) throws InterruptedException {
        return await(PATIENCE, "the end of " + asked, () -> job(asked).filter(job -> ENDS.contains(job.state())));
    }

    private LoopbackMessage oneAnswer(LoopbackInteraction asked) throws InterruptedException {
        BotProcess.StoredJob job = awaitEnd(asked);
        Thread.sleep(MOMENT.toMillis());
        assertThat(job.state()).as(bot.log()).isEqualTo("answered");
        assertThat(answers(job)).as(bot.log()).hasSize(1);
        assertThat(discord.messagesCarrying(job.id())).as(bot.log()).hasSize(1);
        return answers(job).get(0);
    }

    private void restartAfter(Duration pause) throws IOException {
        discord.clock().advance(pause);
        bot.start();
    }

    // ---- killed at each point

    /** Where the process is when it dies. */
    enum Point {
        BEFORE_ACKNOWLEDGEMENT,
        AFTER_ACKNOWLEDGEMENT,
        BEFORE_FIRST_EDIT,
        AFTER_FIRST_EDIT,
        BEFORE_LAST_EDIT,
        AFTER_LAST_EDIT,
        BEFORE_MESSAGE,
        AFTER_MESSAGE
    }

    static List<Arguments> points() {
        return Arrays.stream(Point.values())
                .flatMap(point -> PAUSES.stream().map(pause -> Arguments.of(point, pause)))
                .toList();
    }

    private Fault fault(Point point) {
        return switch (point) {
            case BEFORE_ACKNOWLEDGEMENT ->
                discord.faults().on("POST", "/callback").holds();
            case AFTER_ACKNOWLEDGEMENT ->
                discord.faults().on("POST", "/callback").holdsAfter();
            case BEFORE_FIRST_EDIT ->
                discord.faults().on("PATCH", EDIT).withoutFiles().holds();
            case AFTER_FIRST_EDIT ->
                discord.faults().on("PATCH", EDIT).withoutFiles().holdsAfter();
            case BEFORE_LAST_EDIT ->
                discord.faults().on("PATCH", EDIT).bringing("dream").holds();
            case AFTER_LAST_EDIT ->
                discord.faults().on("PATCH", EDIT).bringing("dream").holdsAfter();
            case BEFORE_MESSAGE -> discord.faults().on("POST", POST).holds();
            case AFTER_MESSAGE -> discord.faults().on("POST", POST).holdsAfter();
        };
    }

    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @MethodSource("points")
    void killedAtThisPointItAnswersOnce(Point point, Duration pause) throws IOException, InterruptedException {
        boolean late = point == Point.BEFORE_MESSAGE || point == Point.AFTER_MESSAGE;
        Fault first = late ? discord.faults().on("PATCH", EDIT).holds() : fault(point);
        LoopbackInteraction asked = dream(ada, channel, 1, "steps=20 size=300");
        first.awaitStrike(PATIENCE);
        if (late) {
            bot.kill();
            first.lift();
            Fault second = fault(point);
            restartAfter(TWO_HOURS);
            second.awaitStrike(PATIENCE);
            bot.kill();
            second.lift();
            restartAfter(pause);
        } else {
            bot.kill();
            discord.clock().advance(pause);
            first.lift(); // what it held goes on now, with a token of that age
            bot.start();
        }
        if (point == Point.BEFORE_ACKNOWLEDGEMENT || point == Point.AFTER_ACKNOWLEDGEMENT) {
            // acknowledged and never written down: nobody can know of it
            Thread.sleep(MOMENT.toMillis());
            assertThat(job(asked)).isEmpty();
            assertThat(asked.messagesAndReplies()).hasSizeLessThan(2);
            oneAnswer(dream(ada, channel, 2));
        } else {
            LoopbackMessage answer = oneAnswer(asked);
            assertThat(answer.repliesTo().isPresent()).isEqualTo(late || isLate(point, pause));
        }
    }

    private static boolean isLate(Point point, Duration pause) {
        return point != Point.AFTER_LAST_EDIT && pause.equals(TWO_HOURS);
    }

    // ---- late answers

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void whoHasWaitedForLongIsCalledOnceIfTheyWishAndNobodyElse() throws IOException, InterruptedException {
        LoopbackUser quiet = quiet();
        Fault held = discord.faults().on("PATCH", EDIT).withoutFiles().holds();
        LoopbackInteraction asked = dream(ada, channel, 1, "steps=20 size=300");
        LoopbackInteraction quietly = dream(quiet, channel, 2, "steps=20 size=300");
        held.awaitStrike(PATIENCE);
        await(PATIENCE, "both", () -> job(asked).flatMap(job -> job(quietly)));
        bot.kill();
        held.lift();
        restartAfter(FOUR_MINUTES);
        LoopbackMessage answer = oneAnswer(asked);
        assertThat(answer.pinged()).isEmpty();
        assertThat(asked.messagesAndReplies().stream().flatMap(message -> message.pinged().stream()))
                .containsExactly(ada);
        oneAnswer(quietly);
        assertThat(quietly.messagesAndReplies().stream().flatMap(message -> message.pinged().stream()))
                .isEmpty();
    }

    /** Somebody who does not want to be pinged. */
    private LoopbackUser quiet() throws InterruptedException {
        LoopbackUser user = discord.user("quiet");
        guild.join(user);
        LoopbackMessage privacy = user.in(channel).slash("dream-privacy").send().awaitMessage(PATIENCE, any -> true);
        user.in(channel).press(privacy, "Do not ping me");
        await(
                PATIENCE,
                "that it is known",
                () -> Optional.of(privacy).filter(message -> message.text().contains("You are not pinged")));
        return user;
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aLateAnswerCallsWhoeverAskedAndLeavesNothingToPressInTheWaitingMessage()
            throws IOException, InterruptedException {
        LoopbackUser quiet = quiet();
        Fault held = discord.faults().on("PATCH", EDIT).withoutFiles().holds();
        LoopbackInteraction asked = dream(ada, channel, 1, "steps=20 size=300");
        LoopbackInteraction quietly = dream(quiet, channel, 2, "steps=20 size=300");
        held.awaitStrike(PATIENCE);
        await(PATIENCE, "both", () -> job(asked).flatMap(job -> job(quietly)));
        bot.kill();
        held.lift();
        LoopbackUser bob = discord.user("bob");
        guild.join(bob);
        for (int number = 0; number < 150; number++) {
            bob.in(channel).say("what a busy channel " + number);
        }
        restartAfter(TWO_HOURS);
        LoopbackMessage answer = oneAnswer(asked);
        assertThat(answer.pinged()).containsExactly(ada);
        LoopbackMessage waiting = asked.original().orElseThrow();
        assertThat(answer.repliesTo()).contains(waiting.id());
        assertThat(waiting.controls()).isEmpty();
        assertThat(oneAnswer(quietly).pinged()).isEmpty();
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void anEditThatArrivedIsNoMessageAsWellOnceItsTokenHasDied() throws IOException, InterruptedException {
        Fault unheard = discord.faults().on("PATCH", EDIT).bringing("dream").holdsAfter();
        LoopbackInteraction asked = dream(ada, channel, 1, "steps=20 size=300");
        unheard.awaitStrike(PATIENCE);
        bot.kill();
        unheard.lift();
        Fault held = discord.faults().on("PATCH", EDIT).bringing("dream").holds();
        restartAfter(Duration.ZERO);
        held.awaitStrike(PATIENCE);
        discord.clock().advance(Duration.ofMinutes(20)); // of which the service does not know
        held.lift();
        assertThat(oneAnswer(asked).repliesTo()).isEmpty();
        assertThat(discord.messages())
                .filteredOn(message -> message.author() == discord.bot())
                .hasSize(1);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void whereNobodyCanLookALateAnswerGoesToTheMemberAndNeverTwice() throws IOException, InterruptedException {
        Fault held = discord.faults().on("PATCH", EDIT).withoutFiles().holds();
        LoopbackInteraction asked = dream(ada, channel, 1, "steps=20 size=300");
        LoopbackInteraction lost = dream(ada, guild.text("elsewhere"), 2, "steps=20 size=300");
        held.awaitStrike(PATIENCE);
        await(PATIENCE, "both", () -> job(asked).flatMap(job -> job(lost)));
        bot.kill();
        held.lift();
        channel.forbids(discord.bot(), Permission.VIEW_CHANNEL);
        Fault unheard = discord.faults().on("POST", POST).holdsAfter();
        restartAfter(TWO_HOURS);
        unheard.awaitStrike(PATIENCE);
        bot.kill();
        unheard.lift();
        lost.channel().forbids(discord.bot(), Permission.VIEW_CHANNEL);
        restartAfter(Duration.ZERO);
        List<BotProcess.StoredJob> jobs = List.of(awaitEnd(asked), awaitEnd(lost));
        Thread.sleep(MOMENT.toMillis());
        for (BotProcess.StoredJob job : jobs) {
            assertThat(answers(job)).as(bot.log()).hasSizeLessThan(2);
        }
        // one of them arrived in private; of the other nobody could tell, and it was not sent twice
        assertThat(jobs).extracting(BotProcess.StoredJob::state).contains("failed");
        assertThat(ada.inDirectMessages().say("thanks").channel().messages())
                .filteredOn(message -> message.author() == discord.bot())
                .hasSizeLessThan(3);
        LoopbackMessage queue =
                ada.in(guild.text("open")).slash("dream-queue").send().awaitMessage(PATIENCE, any -> true);
        assertThat(queue.text()).contains("This dream may not have reached you");
        oneAnswer(ada.in(queue.channel()).press(queue, "Again"));
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aSecretAnswerThatComesTooLateIsNotMadePublic() throws IOException, InterruptedException {
        Fault held = discord.faults().on("PATCH", EDIT).bringing("dream").holds();
        LoopbackInteraction asked = ada.in(channel)
                .slash("dream")
                .attach("image", "photo.png", BotProcess.photo(64, 48, 1))
                .option("private", true)
                .send();
        held.awaitStrike(PATIENCE);
        bot.kill();
        held.lift();
        int before = channel.messages().size();
        restartAfter(TWO_HOURS);
        assertThat(awaitEnd(asked).state()).isIn("failed", "expired");
        assertThat(channel.messages()).hasSize(before);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aSheetOfLooksIsFoundAgainByItsButtons() throws IOException, InterruptedException {
        LoopbackInteraction asked = dream(ada, channel, 1, "look=?");
        await(PATIENCE, "the job", () -> job(asked));
        bot.kill();
        Fault arrives = discord.faults().on("POST", POST).failsAfter(500);
        restartAfter(Duration.ofMinutes(20));
        BotProcess.StoredJob job = awaitEnd(asked);
        Thread.sleep(MOMENT.toMillis());
        assertThat(job.state()).as(bot.log()).isEqualTo("answered");
        assertThat(arrives.struck()).isEqualTo(1);
        assertThat(discord.messagesCarrying("1:look:" + job.id())).as(bot.log()).hasSize(1);
    }

    // ---- months later

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void buttonsWorkSixtyDaysLaterFromWhatTheMessageShows() throws IOException, InterruptedException {
        LoopbackMessage old = oneAnswer(ada.in(channel)
                .slash("dream")
                .attach("image", "photo.png", BotProcess.photo(64, 48, 1))
                .option("recipe", "look=dots seed=3")
                .send());
        LoopbackMessage sheet = dream(ada, channel, 2, "look=? seed=4")
                .awaitMessage(PATIENCE, message -> message.text().contains("look=?stripes+dots+"));
        bot.end();
        bot.with("RETENTION_SOURCES", "8 s").with("RETENTION_RESULTS", "8 s");
        restartAfter(Duration.ofDays(60));
        await(PATIENCE, "that the pictures go", () -> bot.pictures() == 0 ? Optional.of(true) : Optional.empty());
        LoopbackMessage deeper = oneAnswer(ada.in(channel).press(old, "Deeper"));
        assertThat(deeper.text()).contains("layer=block#2");
        LoopbackMessage maze = oneAnswer(ada.in(channel).press(sheet, "maze"));
        assertThat(maze.text()).contains("**maze**", "layer=block#1,2", "seed=4");
        ada.in(channel)
                .press(old, "Process")
                .awaitMessage(PATIENCE, message -> message.text().contains("not kept any more"));
        LoopbackMessage again = oneAnswer(ada.in(channel).press(old, "Again"));
        assertThat(again.text()).contains("**dots**").doesNotContain("seed=3`");
        LoopbackInteraction form = ada.in(channel).press(old, "Change…").awaitAcknowledgement(PATIENCE);
        oneAnswer(ada.in(channel).submit(form, Map.of("recipe", "look=stripes")));
        LoopbackMessage original = ada.in(channel)
                .press(old, "Original")
                .awaitMessage(PATIENCE, message -> message.json().toString().contains("original.jpg"));
        assertThat(original.isEphemeral()).isTrue();
        ada.in(channel).press(old, "Delete");
        await(PATIENCE, "the deletion", () -> old.isDeleted() ? Optional.of(true) : Optional.empty());
    }

    // ---- no way in

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void aWrongTokenIsOneSentenceAndTheLobbyGoesOn(@TempDir Path another) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (BotProcess stranger = new BotProcess(another, new DiscordCounterpart(discord))
                .with("DISCORD_TOKEN", "an.old.token")
                .with("LOBBY_ENABLED", "true")
                .with("LOBBY_PORT", Integer.toString(port))) {
            stranger.launch();
            await(
                    PATIENCE,
                    "the sentence",
                    () -> stranger.log().contains("does not know the token") ? Optional.of(true) : Optional.empty());
            await(PATIENCE, "the lobby", () -> answers(port) ? Optional.of(true) : Optional.empty());
            assertThat(stranger.log().lines().filter(line -> line.contains("ERROR")))
                    .hasSize(1)
                    .allMatch(line -> line.contains("discord.token"));
            assertThat(stranger.log()).doesNotContain("Exception", "an.old.token");
        }
    }

    private static boolean answers(int port) {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // ---- many

    /** Waits until so many have their answer, but not for ever. */
    private void awaitAnswers(int many) throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(40).toNanos();
        while (System.nanoTime() < until
                && bot.jobs().stream().filter(job -> ENDS.contains(job.state())).count() < many) {
            Thread.sleep(20);
        }
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Test
    void eachOfManyAnswersArrivesOnce() throws IOException, InterruptedException {
        int deliveries = Integer.getInteger("pareidolia.discord.deliveries", 110);
        int kills = Integer.getInteger("pareidolia.discord.kills", 11);
        Random random = new Random(7);
        discord.forgetsRemovedFiles();
        List<LoopbackUser> people = new ArrayList<>();
        List<LoopbackChannel> places = List.of(channel, guild.text("more"), guild.text("night"));
        for (int number = 0; number < 10; number++) {
            people.add(discord.user("member" + number));
            guild.join(people.get(number));
        }
        List<Fault> faults = List.of(
                discord.faults().on("POST", "/callback").withChance(0.02, 1).failsAfter(500),
                discord.faults().on("PATCH", "/webhooks/").withChance(0.04, 2).failsBefore(500),
                discord.faults().on("PATCH", "/webhooks/").withChance(0.04, 3).failsAfter(500),
                discord.faults().on("PATCH", "/webhooks/").withChance(0.02, 4).hangsUpBefore(),
                discord.faults().on("PATCH", "/webhooks/").withChance(0.03, 5).hangsUpAfter(),
                discord.faults().on("PATCH", "/webhooks/").withChance(0.02, 6).failsAfter(503),
                discord.faults().on("POST", POST).withChance(0.08, 7).failsBefore(500),
                discord.faults().on("POST", POST).withChance(0.08, 8).failsAfter(500),
                discord.faults().on("POST", POST).withChance(0.05, 9).hangsUpAfter(),
                discord.faults().on("GET", "^/channels/").withChance(0.05, 10).failsBefore(500));
        List<LoopbackInteraction> asked = new ArrayList<>();
        for (int kill = 0; kill <= kills; kill++) {
            int until = deliveries * (kill + 1) / (kills + 1);
            while (asked.size() < until) {
                int number = asked.size();
                asked.add(dream(people.get(random.nextInt(people.size())), places.get(number % places.size()), number));
                Thread.sleep(random.nextInt(150));
            }
            if (kill < kills) {
                // in the middle of the deliveries, wherever that is
                awaitAnswers(asked.size() - random.nextInt(until / (kill + 1) + 1));
                Thread.sleep(random.nextInt(400));
                bot.kill();
                restartAfter(PAUSES.get(kill % PAUSES.size()));
            }
        }
        await(
                Duration.ofMinutes(5).plusSeconds(deliveries),
                "the last answer",
                () -> bot.jobs().stream().allMatch(job -> ENDS.contains(job.state()))
                        ? Optional.of(true)
                        : Optional.empty());
        faults.forEach(Fault::lift);
        Thread.sleep(MOMENT.toMillis());
        List<BotProcess.StoredJob> jobs = bot.jobs();
        long acknowledged =
                asked.stream().filter(one -> one.acknowledgement().isPresent()).count();
        int struck = faults.stream().mapToInt(Fault::struck).sum();
        long late = jobs.stream()
                .filter(job -> answers(job).stream()
                        .anyMatch(message -> message.interaction().isEmpty()))
                .count();
        System.out.printf(
                "%d asked, %d acknowledged, %d written down (%d acknowledged only), %d kills, %d faults;"
                        + " %d answered by a message of their own%n",
                asked.size(), acknowledged, jobs.size(), acknowledged - jobs.size(), kills, struck, late);
        assertThat(jobs).extracting(BotProcess.StoredJob::state).containsOnly("answered");
        assertThat(jobs).filteredOn(job -> answers(job).isEmpty()).as("missing").isEmpty();
        assertThat(jobs).filteredOn(job -> answers(job).size() > 1).as("twice").isEmpty();
        assertThat(jobs)
                .filteredOn(job -> discord.messagesCarrying(job.id()).size() > 1)
                .as("with a button left elsewhere")
                .isEmpty();
        assertThat(jobs).hasSizeGreaterThan(deliveries * 8 / 10);
        assertThat(late).isPositive();
    }
}
