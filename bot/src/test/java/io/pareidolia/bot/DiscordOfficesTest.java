package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackInteraction;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackRole;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.bot.discord.loopback.SlashCommand;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules of a server, reports, members' own pictures, operators, and servers that leave: the real service against a
 * loopback Discord, each test in a server of its own.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordOfficesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Predicate<LoopbackMessage> DREAM =
            message -> message.files().size() == 2;

    @TempDir
    static Path folder;

    private final LoopbackDiscord discord = LoopbackDiscord.start().rateLimits(false);
    private final LoopbackGuild home = discord.guild("Operators");
    private final AtomicInteger number = new AtomicInteger();
    private ServedDiscord service;

    /** A server with a member and a moderator. */
    private final class Place {
        final LoopbackGuild guild = discord.guild("Server " + number.incrementAndGet());
        final LoopbackChannel dreams = guild.text("dreams" + number);
        final LoopbackUser ada = somebody("ada");
        final LoopbackUser mia = somebody("mia", guild.role("staff", Permission.MANAGE_SERVER));

        LoopbackUser somebody(String name, LoopbackRole... roles) {
            LoopbackUser user = discord.user(name + number);
            guild.join(user, roles);
            return user;
        }

        SlashCommand admin(String words) {
            return mia.in(dreams).slash("dream-admin " + words);
        }
    }

    @BeforeAll
    void begin() throws IOException {
        service = new ServedDiscord(folder, discord)
                .with("DISCORD_OWNER_GUILD", Long.toUnsignedString(home.id()))
                .with("FILTER_MODE", "off");
        service.start();
    }

    @AfterAll
    void end() throws InterruptedException {
        service.close();
        discord.close();
    }

    private static byte[] photo(int width) throws IOException {
        return PictureWriter.encode(BundledNetworkTest.photo(width, 120), PictureFormat.PNG, Optional.empty());
    }

    private static LoopbackMessage heard(LoopbackInteraction asked) {
        return asked.awaitMessage(PATIENCE, message -> true);
    }

    private static String said(SlashCommand command) {
        LoopbackMessage message = heard(command.send());
        assertThat(message.isEphemeral()).isTrue();
        return message.text();
    }

    private static LoopbackInteraction asks(LoopbackUser user, LoopbackChannel channel, int width) throws IOException {
        return asks(user, channel, photo(width));
    }

    private static LoopbackInteraction asks(LoopbackUser user, LoopbackChannel channel, byte[] photo) {
        return user.in(channel)
                .slash("dream")
                .attach("image", "photo.png", photo)
                .option("recipe", "octaves=1 steps=1 size=80")
                .send();
    }

    private LoopbackMessage dreamed(LoopbackInteraction asked) throws IOException {
        try {
            return asked.awaitMessage(PATIENCE, DREAM);
        } catch (AssertionError inVain) {
            throw new AssertionError(asked.messages() + "\n" + service.log(), inVain);
        }
    }

    @Test
    void aServerSaysWhereAndHowDreamsAreAskedFor() throws IOException {
        Place place = new Place();
        LoopbackChannel talk = place.guild.text("talk");
        assertThat(said(place.admin("rules set").option("deny", talk).option("private-only", true)))
                .contains("<#" + Long.toUnsignedString(talk.id()) + ">");
        assertThat(heard(asks(place.ada, talk, 160)).text())
                .isEqualTo("No dreams are asked for in this channel; try another one.");
        assertThat(heard(asks(place.ada, talk.thread("deep"), 160)).isEphemeral())
                .as("a thread is in its channel")
                .isTrue();
        assertThat(dreamed(asks(place.ada, place.dreams, 160)).isEphemeral()).isTrue();

        said(place.admin("rules set").option("allow", talk));
        assertThat(heard(asks(place.ada, place.dreams, 160)).text())
                .contains("<#" + Long.toUnsignedString(talk.id()) + ">");
        assertThat(said(place.admin("rules show"))).contains("Private answers only**: true (this server)");
        assertThat(said(place.admin("rules reset"))).contains("Channels for dreams");
        assertThat(dreamed(asks(place.ada, place.dreams, 160)).isEphemeral()).isFalse();

        assertThat(said(place.admin("rules set").option("nsfw-exempt", true)))
                .isEqualTo("Only whoever runs this bot can do that.");
        assertThat(said(place.admin("rules set"))).isEqualTo("Say what is to hold.");
    }

    @Test
    void whatAServerSetsAsDefaultsHoldsForWhatAMemberDoesNotSay() throws IOException {
        Place place = new Place();
        SlashCommand sets = place.admin("rules set").option("defaults", "Eyes, octaves = 1 steps=1 size=96");
        assertThat(said(sets)).contains("**: `look=eyes octaves=1 steps=1 size=96` (this server)");
        assertThat(said(place.admin("rules show"))).contains("`look=eyes octaves=1 steps=1 size=96`");
        assertThat(said(place.admin("audit"))).contains("defaults=look=eyes octaves=1 steps=1 size=96");

        LoopbackMessage usual = dreamed(place.ada
                .in(place.dreams)
                .slash("dream")
                .attach("image", "photo.png", photo(160))
                .send());
        assertThat(usual.text()).contains("octaves=1 ", "steps=1 ", "size=96 ").startsWith("**eyes**");
        LoopbackMessage own = dreamed(place.ada
                .in(place.dreams)
                .slash("dream")
                .attach("image", "photo.png", photo(160))
                .option("look", "maze")
                .option("recipe", "octaves=1 steps=2")
                .send());
        assertThat(own.text())
                .as("another look leaves the size alone of what there was")
                .startsWith("**maze**")
                .contains("steps=2 ", "size=96 ");
        LoopbackMessage photo = place.ada
                .in(place.dreams)
                .say("my cat", place.ada.in(place.dreams).file("cat.png", photo(190)));
        assertThat(dreamed(place.ada.in(place.dreams).menu("Dream this image", photo))
                        .text())
                .contains("steps=1 ", "size=96 ");

        said(place.admin("rules set").option("size", 80));
        LoopbackMessage smaller = dreamed(place.ada
                .in(place.dreams)
                .slash("dream")
                .attach("image", "photo.png", photo(160))
                .send());
        assertThat(smaller.text()).as("nobody is refused what they did not say").contains("size=80 ");

        for (String words :
                new String[] {"look=nowhere", "network=nowhere", "size=96", "eyes again", "look=?", "sise=9"}) {
            assertThat(said(place.admin("rules set").option("defaults", words)))
                    .as(words)
                    .doesNotContain("(this server)");
        }
        assertThat(said(place.admin("rules set").option("looks", "maze").option("defaults", "eyes")))
                .isEqualTo("There is no look eyes that may be used here.");
        assertThat(said(place.admin("rules reset").option("rule", "defaults")))
                .contains("Recipe unless somebody says another");
    }

    @Test
    void onlyLooksOfTheServerAreOffered() {
        Place place = new Place();
        assertThat(place.ada
                        .in(place.dreams)
                        .complete("dream", "look", "")
                        .awaitAcknowledgement(PATIENCE)
                        .choices())
                .contains("eyes", "puppyslug");
        said(place.admin("rules set").option("looks", "eyes, maze"));
        assertThat(place.ada
                        .in(place.dreams)
                        .complete("dream", "look", "")
                        .awaitAcknowledgement(PATIENCE)
                        .choices())
                .containsExactlyInAnyOrder("? – up to eight looks on your picture, to choose from", "eyes", "maze");
        assertThat(place.ada
                        .in(place.dreams)
                        .complete("dream", "recipe", "octaves=2 network=inception-v3")
                        .awaitAcknowledgement(PATIENCE)
                        .choices())
                .containsExactly("octaves=2 network=inception-v3");
        assertThat(place.mia
                        .in(place.dreams)
                        .complete("dream-admin rules set", "looks", "eyes,pup")
                        .awaitAcknowledgement(PATIENCE)
                        .choices())
                .containsExactly("eyes,puppyslug");
    }

    @Test
    void aRoleMayModerateWithoutManagingTheServerButNamesNoFurtherOnes() {
        Place place = new Place();
        LoopbackRole helpers = place.guild.role("helpers");
        LoopbackUser hal = place.somebody("hal", helpers);
        assertThat(said(hal.in(place.dreams).slash("dream-admin pause").evenIfHidden()))
                .contains("those who may manage this server");
        said(place.admin("rules set").option("moderators", helpers));
        assertThat(said(hal.in(place.dreams).slash("dream-admin pause").evenIfHidden()))
                .startsWith("Dreaming is paused on this server");
        assertThat(said(hal.in(place.dreams).slash("dream-admin resume").evenIfHidden()))
                .isEqualTo("Dreaming goes on.");
        assertThat(said(hal.in(place.dreams)
                        .slash("dream-admin rules set")
                        .option("moderators", place.guild.role("friends"))
                        .evenIfHidden()))
                .isEqualTo("Who moderates is said by those who may manage this server.");
    }

    @Test
    void aFileOfRulesThatIsNotPlainChangesNothing() {
        Place place = new Place();
        said(place.admin("quota set").option("rule", "jobsPerDay").option("value", "7"));
        for (String file : new String[] {
            "version: 1\nserver: {jobsPerDay: 3, filter: 'off'}\n",
            "version: 1\nserver: {totalJobsPerDay: 3}\n",
            "version: 1\nserver: {jobsPerDay: 3, defaults: look=nowhere}\n",
            "version: 1\nserver: {jobsPerDay: 3, looks: maze, defaults: look=eyes}\n",
            "version: 1\nserver: &all {jobsPerDay: 3}\nroles: {'123456789012345678': *all}\n",
            "version: 1\nserver: [[[[[[[[1]]]]]]]]\n",
            "version: 2\nserver: {jobsPerDay: 3}\n",
            "version: 1\nserver: {jobsPerDay: 3, jobsPerDay: 4}\n",
            "version: 1\nmembers: {nobody: {jobsPerDay: 3}}\n",
            "no rules",
            "version: 1\n" + "#".repeat(70_000)
        }) {
            String answer =
                    said(place.admin("import").attach("file", "rules.yaml", file.getBytes(StandardCharsets.UTF_8)));
            assertThat(answer).as(file).doesNotContain("The rules are now");
            assertThat(said(place.admin("quota show"))).contains("Dreams of a member a day**: 7 (this server)");
        }
        assertThat(said(place.admin("import")
                        .attach(
                                "file",
                                "rules.yaml",
                                "version: 1\nserver: {jobsPerDay: 3}\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("The rules are now those of the file: 1.");
        assertThat(said(place.admin("quota show"))).contains("Dreams of a member a day**: 3 (this server)");
    }

    @Test
    void commandsAreRegisteredOnceAndShownOnlyWhereTheyAreMeant() throws IOException, InterruptedException {
        assertThat(discord.commands())
                .extracting(command -> command.path("name").asText())
                .containsExactlyInAnyOrder(
                        "dream",
                        "dream-queue",
                        "dream-help",
                        "dream-privacy",
                        "dream-admin",
                        "Dream this image",
                        "Report this dream");
        assertThat(discord.commands(home))
                .extracting(command -> command.path("name").asText())
                .containsExactly("dream-owner");
        service.kill();
        long registered = commandRequests("PUT");
        long asked = commandRequests("GET");
        service.start();
        await("that the bot has asked what is known", () -> commandRequests("GET") == asked + 2);
        Place place = new Place();
        said(place.ada.in(place.dreams).slash("dream-help"));
        said(place.ada.in(place.dreams).slash("dream-queue"));
        assertThat(commandRequests("PUT")).isEqualTo(registered).isEqualTo(2);
    }

    private long commandRequests(String method) {
        return discord.exchanges().stream()
                .filter(exchange -> exchange.method().equals(method)
                        && exchange.path().replaceAll("\\?.*", "").endsWith("/commands"))
                .count();
    }

    @Test
    void usageIsToldByDayAndMember() throws IOException {
        Place place = new Place();
        assertThat(said(place.admin("usage"))).isEqualTo("Nothing was dreamed here in these days.");
        dreamed(asks(place.ada, place.dreams, 160));
        LoopbackMessage usage = heard(place.admin("usage").send());
        assertThat(usage.text())
                .startsWith("**The last 7 days**")
                .contains("one dream")
                .contains("1. <@" + Long.toUnsignedString(place.ada.id()) + ">");
        assertThat(usage.files()).singleElement().satisfies(file -> {
            assertThat(file.description().orElse("")).startsWith("Minutes of the device a day, over 7 days: ");
            assertThat(new PictureReader(PictureLimits.USUAL)
                            .read(file.bytes(), "usage", PictureReader.UNCHANGED)
                            .picture()
                            .width())
                    .isEqualTo(760);
        });
    }

    @Test
    void aReportedDreamIsPutAsideUntilAModeratorDecides() throws IOException {
        Place place = new Place();
        LoopbackChannel staff = place.guild.text("staff");
        LoopbackUser eve = place.somebody("eve");
        said(place.admin("rules set").option("reports", staff));
        LoopbackMessage dream = dreamed(asks(place.ada, place.dreams, 170));

        assertThat(heard(eve.in(place.dreams).menu("Report this dream", dream)).text())
                .startsWith("Thank you.");
        assertThat(heard(eve.in(place.dreams).menu("Report this dream", dream)).text())
                .startsWith("This dream was reported already");
        assertThat(heard(place.ada.in(place.dreams).press(dream, "Original")).text())
                .startsWith("This picture is not kept any more");
        assertThat(heard(place.ada.in(place.dreams).press(dream, "Deeper")).files())
                .isEmpty();
        assertThat(asks(place.ada, place.dreams, 170)
                        .awaitMessage(PATIENCE, message -> message.text().contains("was reported"))
                        .files())
                .as("nothing is dreamed of the same picture")
                .isEmpty();

        LoopbackMessage told = toldOf(staff);
        assertThat(told.text()).contains("<@" + Long.toUnsignedString(eve.id()) + ">", "discord.com/channels/");
        LoopbackInteraction sly = eve.in(staff).press(told, "Nothing wrong");
        assertThat(heard(sly).text()).contains("those who may manage this server");
        place.mia.in(staff).press(told, "Nothing wrong");
        await("the verdict", () -> told.text().contains("found nothing wrong"));
        assertThat(told.controls()).isEmpty();
        assertThat(dreamed(eve.in(place.dreams).press(dream, "Deeper")).files()).hasSize(2);
    }

    private LoopbackMessage toldOf(LoopbackChannel channel) {
        return discord.await(
                PATIENCE,
                "a report",
                () -> channel.messages().stream()
                        .filter(message -> !message.controls().isEmpty())
                        .findFirst());
    }

    private void await(String what, BooleanSupplier there) {
        discord.await(PATIENCE, what, () -> there.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    @Test
    void aBlockedPictureIsGoneAndNeverComesAgain() throws IOException {
        Place place = new Place();
        LoopbackChannel staff = place.guild.text("staff");
        said(place.admin("rules set").option("reports", staff));
        byte[] alps = Files.readAllBytes(Path.of("../docs/alpine.jpg")); // like nothing else here
        LoopbackMessage dream = dreamed(asks(place.ada, place.dreams, alps));
        heard(place.mia.in(place.dreams).menu("Report this dream", dream));
        LoopbackMessage told = toldOf(staff);
        place.mia.in(staff).press(told, "Block picture");
        await("the end of the dream", dream::isDeleted);
        await("the verdict", () -> told.text().contains("blocked its picture"));
        LoopbackInteraction again = asks(place.ada, place.dreams, alps);
        await(
                "an answer",
                () -> again.messages().stream()
                        .anyMatch(message -> message.text().contains("blocked") || DREAM.test(message)));
        assertThat(again.messages()).noneMatch(DREAM);
        assertThat(heard(place.ada
                                .in(place.dreams)
                                .menu(
                                        "Report this dream",
                                        place.ada.in(place.dreams).say("hello")))
                        .text())
                .startsWith("Only dreams of this bot");
    }

    @Test
    void whoeverWantsToBeLeftAloneIs() throws IOException {
        Place place = new Place();
        LoopbackUser eve = place.somebody("eve");
        LoopbackMessage photo = place.ada
                .in(place.dreams)
                .say("my cat", place.ada.in(place.dreams).file("cat.png", photo(190)));
        LoopbackMessage dream = dreamed(eve.in(place.dreams).menu("Dream this image", photo));

        LoopbackMessage mine =
                heard(place.ada.in(place.dreams).slash("dream-privacy").send());
        place.ada.in(place.dreams).press(mine, "Leave me alone");
        await("that she is left alone", () -> mine.text().contains("You are left alone"));
        assertThat(heard(eve.in(place.dreams).menu("Dream this image", photo)).text())
                .isEqualTo("Whoever posted this picture does not want it to be dreamed.");
        assertThat(heard(eve.in(place.dreams).press(dream, "Deeper")).files()).isEmpty();
        assertThat(heard(asks(place.ada, place.dreams, 190)).text()).contains("/dream-privacy changes that");

        place.ada.in(place.dreams).press(mine, "Let me dream again");
        await("that she dreams again", () -> mine.text().contains("You may be left alone"));
        dreamed(eve.in(place.dreams).menu("Dream this image", photo));

        place.ada.in(place.dreams).press(mine, "Do not ping me");
        await("that she is not pinged", () -> mine.text().contains("You are not pinged"));
        place.ada.in(place.dreams).press(mine, "Ping me");
        await("that she is pinged", () -> mine.text().contains("you are pinged once"));

        place.ada.in(place.dreams).press(mine, "Delete all of mine");
        await("a question", () -> mine.text().contains("is cancelled"));
        place.ada.in(place.dreams).press(mine, "Delete all of mine");
        await("the deletion", () -> mine.text().equals("The pictures of 2 dreams are deleted."));
        assertThat(heard(eve.in(place.dreams).press(dream, "Original")).files())
                .as("of her picture, though others have asked")
                .isEmpty();
    }

    @Test
    void whatWaitsIsCancelledFromTheQueue() throws IOException, InterruptedException {
        Place place = new Place();
        LoopbackInteraction asked = place.ada
                .in(place.dreams)
                .slash("dream")
                .attach("image", "photo.png", photo(200))
                .option("recipe", "octaves=3 steps=200 size=512")
                .send();
        LoopbackMessage queue =
                heard(place.ada.in(place.dreams).slash("dream-queue").send());
        for (int tries = 0; tries < 60 && queue.controls().isEmpty(); tries++) {
            Thread.sleep(100);
            queue = heard(place.ada.in(place.dreams).slash("dream-queue").send());
        }
        assertThat(queue.controls()).as(asked.messages().toString()).isNotEmpty();
        LoopbackMessage shown = queue;
        place.ada.in(place.dreams).press(shown, "Cancel");
        LoopbackMessage ended =
                asked.awaitMessage(PATIENCE, message -> message.text().contains("Cancelled"));
        assertThat(ended.files()).isEmpty();
        await("the end of the list", () -> shown.text().equals("Nothing of yours is waiting."));
    }

    @Test
    void operatorsSeeAllServersAndBlockOne() throws IOException {
        Place place = new Place();
        dreamed(asks(place.ada, place.dreams, 160));
        LoopbackUser olga = home.owner();
        LoopbackChannel office = home.text("office");
        String id = Long.toUnsignedString(place.guild.id());
        assertThatThrownBy(() ->
                        place.mia.in(place.dreams).slash("dream-owner health").send())
                .as("it is in the operators' server alone")
                .isInstanceOf(IllegalStateException.class);
        assertThat(said(olga.in(office).slash("dream-owner communities"))).contains(place.guild.name(), "one dream");
        assertThat(said(olga.in(office).slash("dream-owner health"))).contains("store");
        assertThat(olga.in(office)
                        .complete("dream-owner block", "server", place.guild.name())
                        .awaitAcknowledgement(PATIENCE)
                        .choices())
                .contains(place.guild.name());
        assertThat(said(olga.in(office)
                        .slash("dream-owner limits")
                        .option("server", id)
                        .option("rule", "totalJobsPerDay")
                        .option("value", "50")))
                .contains("Dreams of the server a day**: 50");
        assertThat(said(place.admin("quota show"))).contains("Dreams of the server a day**: 50 (the operator)");
        assertThat(said(olga.in(office).slash("dream-owner block").option("server", id)))
                .contains("is blocked");
        assertThat(heard(asks(place.ada, place.dreams, 160)).text()).contains("You may not ask for dreams here");
        assertThat(said(olga.in(office).slash("dream-owner unblock").option("server", id)))
                .contains("may dream again");
        assertThat(said(olga.in(office).slash("dream-owner limits").option("server", "nowhere")))
                .contains("Choose a server");
    }

    @Test
    void aServerThatSendsTheBotAwayIsForgottenAndOneThatIsUnavailableIsNot() throws IOException {
        Place gone = new Place();
        Place dark = new Place();
        LoopbackMessage ofGone = dreamed(asks(gone.ada, gone.dreams, 210));
        LoopbackMessage ofDark = dreamed(asks(dark.ada, dark.dreams, 220));
        dark.guild.becomesUnavailable();
        gone.guild.leave(discord.bot());
        awaitLog("has sent the bot away");
        dark.guild.becomesAvailable();
        gone.guild.inviteBot();
        assertThat(heard(dark.ada.in(dark.dreams).press(ofDark, "Original")).files())
                .hasSize(1);
        assertThat(heard(gone.ada.in(gone.dreams).press(ofGone, "Original")).files())
                .isEmpty();
    }

    private void awaitLog(String words) throws IOException {
        for (int tries = 0; tries < 300 && !service.log().contains(words); tries++) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        assertThat(service.log()).contains(words);
    }
}
