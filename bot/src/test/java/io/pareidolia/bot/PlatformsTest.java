package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.bot.process.BotProcess;
import io.pareidolia.bot.process.DiscordCounterpart;
import io.pareidolia.bot.process.RedditCounterpart;
import io.pareidolia.bot.reddit.loopback.LoopbackComment;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.reddit.loopback.LoopbackSubreddit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Discord, Reddit and the lobby in one process: one queue, from which each gets its share. */
@Timeout(600)
@Isolated
class PlatformsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RECIPE = "layer=block#1 octaves=2 steps=4 size=128";
    private static final int OF_THE_FLOOD = 40;
    private static final int OF_THE_OTHERS = 6;

    /** While so many are dreamed each still has something that waits, were it not for unfairness. */
    private static final int LOOKED_AT = 3 * (OF_THE_OTHERS - 2);

    private final LoopbackDiscord discord = LoopbackDiscord.start();
    private final LoopbackReddit reddit = LoopbackReddit.start().rateLimit(1_000_000);
    private final LoopbackGuild guild = discord.guild("Dreamers");
    private final LoopbackChannel channel = guild.text("dreams");
    private final LoopbackSubreddit pics = reddit.subreddit("pics").picturesInComments(true);
    private final OkHttpClient http = new OkHttpClient();
    private int photos;
    private int port;

    @TempDir
    Path folder;

    private byte[] photo() {
        return BotProcess.photo(64, 48, ++photos);
    }

    private LoopbackUser member(String name) {
        LoopbackUser user = discord.user(name);
        guild.join(user);
        return user;
    }

    private String onDiscord(LoopbackUser user, String recipe) {
        return Long.toUnsignedString(user.in(channel)
                .slash("dream")
                .attach("image", "photo.png", photo())
                .option("recipe", recipe)
                .send()
                .id());
    }

    private LoopbackComment onReddit(int number) {
        return reddit.hand("member" + number % 10)
                .mention(reddit.hand("poster").post(pics, "Photo " + number, photo()), RECIPE);
    }

    /** Where the dream is. */
    private String inTheLobby() throws IOException {
        RequestBody form = new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("recipe", RECIPE)
                .addFormDataPart("picture", "photo.png", RequestBody.create(photo(), MediaType.get("image/png")))
                .build();
        try (Response accepted = http.newCall(new Request.Builder()
                        .url("http://127.0.0.1:" + port + "/api/dreams")
                        .post(form)
                        .build())
                .execute()) {
            assertThat(accepted.code()).isEqualTo(202);
            return String.valueOf(accepted.header("Location"));
        }
    }

    private boolean hasPicture(String location) {
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + port + location + "/picture")
                .build();
        try (Response picture = http.newCall(request).execute()) {
            return picture.code() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void await(BotProcess bot, String what, BooleanSupplier so) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError(what + " never came:\n" + bot.log());
            }
            Thread.sleep(50);
        }
    }

    private static Map<String, String> states(BotProcess bot) {
        return bot.jobs().stream().collect(Collectors.toMap(BotProcess.StoredJob::asked, BotProcess.StoredJob::state));
    }

    private static long count(BotProcess bot, String state) {
        return bot.jobs().stream().filter(job -> job.state().equals(state)).count();
    }

    @Test
    void eachPlatformGetsItsAnswersAndItsShareOfOneQueue() throws IOException, InterruptedException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (discord;
                reddit;
                BotProcess bot = new BotProcess(folder, new DiscordCounterpart(discord), new RedditCounterpart(reddit))
                        .with("LOBBY_ENABLED", "true")
                        .with("LOBBY_PORT", Integer.toString(port))
                        .with("REDDIT_REQUESTS_PER_MINUTE", "100000")
                        .with("QUEUE_JOBS_PER_HOUR", "10000")
                        .with("QUEUE_JOBS_PER_DAY", "10000")
                        .with("QUEUE_WAITING_PER_MEMBER", "10000")) {
            bot.start();
            LoopbackGuild early = discord.guild("Early");
            LoopbackUser ada = discord.user("ada");
            early.join(ada);
            LoopbackMessage shown = ada.in(early.text("dreams"))
                    .slash("dream")
                    .attach("image", "photo.png", photo())
                    .option("recipe", "layer=block#1 size=640 octaves=6 steps=150")
                    .send()
                    .awaitMessage(PATIENCE, message -> message.text().contains("%"));
            List<LoopbackComment> mentions = new ArrayList<>();
            for (int number = 0; number < OF_THE_FLOOD; number++) {
                mentions.add(onReddit(number));
            }
            await(bot, "the flood", () -> count(bot, "queued") >= OF_THE_FLOOD);
            List<String> commands = new ArrayList<>();
            List<String> dreams = new ArrayList<>();
            LoopbackUser bob = member("bob");
            for (int number = 0; number < OF_THE_OTHERS; number++) {
                commands.add(onDiscord(bob, RECIPE));
                dreams.add(inTheLobby());
            }
            int all = OF_THE_FLOOD + 2 * OF_THE_OTHERS;
            await(bot, "everything to wait", () -> count(bot, "queued") >= all);
            assertThat(shown.text()).as("the worker is still busy").contains("%");
            ada.in(shown.channel()).press(shown, "Cancel");
            await(bot, "the first dreams", () -> all - count(bot, "queued") >= LOOKED_AT);
            Map<String, String> now = states(bot);
            long flooded = mentions.stream()
                    .filter(one -> isBegun(now, one.fullname()))
                    .count();
            long commanded = commands.stream().filter(one -> isBegun(now, one)).count();
            long visited = now.entrySet().stream()
                            .filter(job -> isBegun(now, job.getKey()))
                            .count()
                    - flooded
                    - commanded
                    - 1; // the one that was cancelled
            System.out.printf(
                    "of the first dreams %d are of Reddit, which has asked for %d, %d of Discord and %d of the lobby%n",
                    flooded, OF_THE_FLOOD, commanded, visited);
            assertThat(List.of(flooded, commanded, visited))
                    .allSatisfy(share -> assertThat(share).isBetween(LOOKED_AT / 3L - 2, LOOKED_AT / 3L + 2));
            await(bot, "all answers", () -> count(bot, "answered") == all);
            assertThat(mentions)
                    .allSatisfy(one -> assertThat(one.everAnswered()).hasSize(1));
            assertThat(channel.messages())
                    .filteredOn(message -> message.text().contains("Dreamed for"))
                    .hasSize(OF_THE_OTHERS);
            assertThat(dreams).allMatch(this::hasPicture);
            assertThat(bot.log().lines().filter(line -> line.contains(" ERROR ")))
                    .isEmpty();
        }
    }

    private static boolean isBegun(Map<String, String> states, String asked) {
        return !Optional.ofNullable(states.get(asked)).orElse("queued").equals("queued");
    }
}
