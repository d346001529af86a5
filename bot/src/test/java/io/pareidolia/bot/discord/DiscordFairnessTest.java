package io.pareidolia.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackInteraction;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.bot.process.BotProcess;
import io.pareidolia.bot.process.DiscordCounterpart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Ten servers ask for more than can be dreamed, one of them for most of it: as many answers arrive in each. */
@Timeout(600)
@Isolated
class DiscordFairnessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SERVERS = 10;
    private static final int MEMBERS = 3;
    private static final int OF_THE_FLOOD = 80;
    private static final int OF_THE_OTHERS = 8;

    /** While so many are answered each server still has something that waits, were it not for unfairness. */
    private static final int LOOKED_AT = SERVERS * (OF_THE_OTHERS - 2);

    private final LoopbackDiscord discord = LoopbackDiscord.start();
    private final List<LoopbackInteraction> asked = new ArrayList<>();
    private int pictures;

    @TempDir
    Path folder;

    /** An answer as it arrived. */
    private record Arrived(Instant time, LoopbackChannel place) {}

    private LoopbackInteraction dream(LoopbackUser user, LoopbackChannel place, String recipe) {
        return user.in(place)
                .slash("dream")
                .attach("image", "photo.png", BotProcess.photo(64, 48, ++pictures))
                .option("recipe", recipe)
                .send();
    }

    private void flood(LoopbackChannel place, List<LoopbackUser> members, int dreams) {
        for (int number = 0; number < dreams; number++) {
            asked.add(dream(members.get(number % members.size()), place, "layer=block#1 octaves=2 steps=4 size=128"));
        }
    }

    /** When the picture came, of those that have it. */
    private static Optional<Arrived> arrival(LoopbackInteraction one) {
        return one.original()
                .flatMap(message -> message.versions().stream()
                        .filter(version -> version.json().toString().contains("1:again:"))
                        .findFirst()
                        .map(version -> new Arrived(version.time(), message.channel())));
    }

    private List<Arrived> arrivals() {
        return asked.stream()
                .flatMap(one -> arrival(one).stream())
                .sorted(Comparator.comparing(Arrived::time))
                .toList();
    }

    @Test
    void aServerThatFloodsGetsNoMoreThanTheOthers() throws IOException {
        try (discord;
                BotProcess bot = new BotProcess(folder, new DiscordCounterpart(discord))
                        .with("QUEUE_JOBS_PER_HOUR", "10000")
                        .with("QUEUE_JOBS_PER_DAY", "10000")
                        .with("QUEUE_WAITING_PER_MEMBER", "10000")) {
            List<LoopbackChannel> places = new ArrayList<>();
            Map<LoopbackChannel, List<LoopbackUser>> people = new HashMap<>();
            for (int server = 0; server < SERVERS; server++) {
                LoopbackGuild guild = discord.guild("Server " + server);
                LoopbackChannel place = guild.text("dreams");
                places.add(place);
                people.put(place, new ArrayList<>());
                for (int member = 0; member < MEMBERS; member++) {
                    LoopbackUser user = discord.user("member" + server + "of" + member);
                    guild.join(user);
                    people.get(place).add(user);
                }
            }
            bot.start();
            LoopbackGuild early = discord.guild("Early");
            LoopbackUser first = discord.user("first");
            early.join(first);
            LoopbackInteraction blocking =
                    dream(first, early.text("dreams"), "layer=block#1 size=640 octaves=6 steps=150");
            LoopbackMessage shown =
                    blocking.awaitMessage(PATIENCE, message -> message.text().contains("%"));
            flood(places.get(0), people.get(places.get(0)), OF_THE_FLOOD);
            for (LoopbackChannel place : places.subList(1, SERVERS)) {
                flood(place, people.get(place), OF_THE_OTHERS);
            }
            discord.await(
                    PATIENCE,
                    "everything to wait",
                    () -> bot.jobs().stream()
                                            .filter(job -> job.state().equals("queued"))
                                            .count()
                                    >= asked.size()
                            ? Optional.of(true)
                            : Optional.empty());
            assertThat(shown.text()).as("the worker is still busy").contains("%");
            assertThat(arrivals()).isEmpty();
            first.in(shown.channel()).press(shown, "Cancel");
            discord.await(
                    PATIENCE,
                    "the answers",
                    () -> arrivals().size() >= LOOKED_AT ? Optional.of(true) : Optional.empty());
            Map<LoopbackChannel, Integer> each = new HashMap<>();
            arrivals().stream().limit(LOOKED_AT).forEach(one -> each.merge(one.place(), 1, Integer::sum));
            List<Integer> counts =
                    places.stream().map(place -> each.getOrDefault(place, 0)).toList();
            System.out.println("of the first " + LOOKED_AT + " answers each of ten servers has " + counts);
            assertThat(counts)
                    .allSatisfy(count -> assertThat(count).isBetween(LOOKED_AT / SERVERS - 2, LOOKED_AT / SERVERS + 2));
        }
    }
}
