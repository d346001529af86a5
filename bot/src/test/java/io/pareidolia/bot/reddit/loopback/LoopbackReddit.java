package io.pareidolia.bot.reddit.loopback;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.pareidolia.bot.discord.loopback.Exchange;
import io.pareidolia.bot.discord.loopback.Faults;
import io.pareidolia.bot.discord.loopback.LoopbackClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Reddit on this machine, in memory. A bot talks with it at {@link #apiUrl} and {@link #authUrl} as the account
 * {@link #BOT}; a test makes subreddits and people, lets them do something, and looks at what the bot did.
 *
 * <pre>{@code
 * try (LoopbackReddit reddit = LoopbackReddit.start()) {
 *     LoopbackSubreddit pics = reddit.subreddit("pics").picturesInComments(true);
 *     LoopbackPost post = reddit.hand("ada").post(pics, "My cat", photo);
 *     LoopbackComment asked = reddit.hand("bob").mention(post, "puppyslug");
 *     // a bot polls, and answers
 *     LoopbackComment answer = reddit.awaitAnswer(asked, Duration.ofSeconds(20));
 *     answer.pictures();
 * }
 * }</pre>
 */
public final class LoopbackReddit implements AutoCloseable {
    /** The bot's account, and the operator's. */
    public static final String BOT = "pareidolia";

    public static final String OWNER = "operator";
    public static final String CLIENT_ID = "loopback-client";
    public static final String CLIENT_SECRET = "loopback-secret";
    public static final String PASSWORD = "loopback-password";
    public static final String REFRESH_TOKEN = "loopback-refresh-token";

    /** For {@code Fault.answersAfter(200, NO_THINGS)}: it was done, and nothing is told of it. */
    public static final String NO_THINGS = "{\"json\": {\"errors\": [], \"data\": {\"things\": []}}}";

    private static final int MOST_THREADS = 200;
    private static final long LARGEST_FILE_MIB = 64;

    private final World world = new World(BOT);
    private final Faults faults = new Faults();
    private final RateWindow window = new RateWindow(world.clock());
    private final Tokens tokens = new Tokens(world);
    private final RedditApi api = new RedditApi(world, tokens, window, faults);
    private final Javalin server;

    private LoopbackReddit(int port) {
        world.user(OWNER);
        server = Javalin.create(this::configure);
        server.start("127.0.0.1", port);
        world.standsAt("http://127.0.0.1:" + server.port());
    }

    /** At any free port. */
    public static LoopbackReddit start() {
        return new LoopbackReddit(0);
    }

    public static LoopbackReddit start(int port) {
        return new LoopbackReddit(port);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS);
        config.jetty.modifyServer(jetty -> {
            jetty.setStopTimeout(0);
            jetty.setStopAtShutdown(false);
        });
        config.jetty.modifyWebSocketServletFactory(sockets -> sockets.setIdleTimeout(Duration.ZERO));
        config.jetty.multipartConfig.maxFileSize(LARGEST_FILE_MIB, SizeUnit.MB);
        config.jetty.multipartConfig.maxTotalRequestSize(LARGEST_FILE_MIB * 2, SizeUnit.MB);
        config.jetty.multipartConfig.maxInMemoryFileSize(1, SizeUnit.MB);
        config.http.maxRequestSize = LARGEST_FILE_MIB * 1_000_000;
        new Control(this, world).configure(config.routes);
        api.configure(config.routes);
    }

    /** What the bot is told to talk to. */
    public String apiUrl() {
        return world.address() + "/";
    }

    /** Where the bot is told to fetch its tokens. */
    public String authUrl() {
        return world.address() + "/";
    }

    /** Its time, which can be set. */
    public LoopbackClock clock() {
        return world.clock();
    }

    /** What is to go wrong; paths are those of the calls, such as {@code /api/comment}. */
    public Faults faults() {
        return faults;
    }

    /** Whether those are refused who ask too often, which they are from the start. */
    public LoopbackReddit rateLimits(boolean on) {
        window.turn(on);
        return this;
    }

    /** How many requests may be made in ten minutes. */
    public LoopbackReddit rateLimit(int requests) {
        window.most(requests);
        return this;
    }

    /** How long tokens live that are given out from now on. */
    public LoopbackReddit tokensLive(Duration life) {
        tokens.life(life);
        return this;
    }

    /** No token is good any more; new ones are given out. */
    public void expireTokens() {
        tokens.expire();
    }

    /** The account has taken its consent back: tokens and refresh token are worth nothing. */
    public void revoke() {
        tokens.revoke();
    }

    /** What tokens that are given out from now on are good for. */
    public LoopbackReddit scopes(String... granted) {
        tokens.scopes(granted);
        return this;
    }

    /** Whether the app is a script, and may use a password. */
    public LoopbackReddit passwords(boolean allowed) {
        tokens.passwords(allowed);
        return this;
    }

    /** How often a token was given out. */
    public int tokensIssued() {
        return tokens.issued();
    }

    /** How the websockets tell of posts from now on. */
    public LoopbackReddit announce(Announcement how) {
        world.uploads().announce(how);
        return this;
    }

    public Redditor bot() {
        return world.bot();
    }

    /** The one of that name, new if there is none. */
    public Redditor user(String name) {
        return world.user(name);
    }

    /** What the person of that name does. */
    public Hand hand(String name) {
        return new Hand(world, world.user(name));
    }

    /** The one of that name, new and public if there is none. */
    public LoopbackSubreddit subreddit(String name) {
        return world.subreddit(name);
    }

    /** The bot's own page. */
    public LoopbackSubreddit profile() {
        return world.subreddit("u_" + BOT);
    }

    /** Every post that was ever there, the first first. */
    public List<LoopbackPost> posts() {
        return world.posts();
    }

    /** Every comment that was ever there, the first first. */
    public List<LoopbackComment> comments() {
        return world.comments();
    }

    /** Every comment that the bot ever wrote. */
    public List<LoopbackComment> answers() {
        return comments().stream().filter(comment -> comment.author() == bot()).toList();
    }

    /** Every message that was ever sent, by whomever. */
    public List<Notice> messages() {
        return world.messages();
    }

    /** Every picture that the bot has uploaded. */
    public List<LoopbackPicture> uploads() {
        return world.uploads().pictures();
    }

    /** The picture is gone from its host. */
    public void takeDown(LoopbackPicture picture) {
        world.pictures().takeDown(picture);
    }

    /** The paths of the pictures that were fetched, in order. */
    public List<String> picturesServed() {
        return world.pictures().served();
    }

    /** Every request of the bot, in the order of their ends, with its parameters as the body. */
    public List<Exchange> exchanges() {
        return api.exchanges();
    }

    /** How often a path was asked for that contains this expression. */
    public long requests(String method, String path) {
        Pattern pattern = Pattern.compile(path);
        return exchanges().stream()
                .filter(exchange -> exchange.method().equals(method)
                        && pattern.matcher(exchange.path()).find())
                .count();
    }

    /** How often each path was asked for. */
    public Map<String, Long> requests() {
        return exchanges().stream()
                .collect(Collectors.groupingBy(
                        exchange -> exchange.method() + " " + exchange.path(), TreeMap::new, Collectors.counting()));
    }

    /** The most requests that fell into any such while, by the loopback's clock; pictures do not count. */
    public int mostRequestsWithin(Duration span) {
        Deque<Instant> within = new ArrayDeque<>();
        int most = 0;
        for (Instant time : exchanges().stream().map(Exchange::time).sorted().toList()) {
            within.addLast(time);
            while (!within.getFirst().plus(span).isAfter(time)) {
                within.removeFirst();
            }
            most = Math.max(most, within.size());
        }
        return most;
    }

    /** What the client did that Reddit asks not to do, although it answers. */
    public List<String> violations() {
        return api.violations();
    }

    /** Waits until the bot has answered there. */
    public LoopbackComment awaitAnswer(LoopbackThing asked, Duration patience) {
        return await(
                patience,
                "an answer to " + asked,
                () -> asked.answers().stream().findFirst());
    }

    /** Waits until there is such a thing on this Reddit; it is looked for whenever something happens. */
    public <T> T await(Duration patience, String what, Supplier<Optional<T>> there) {
        return world.await(patience, what, there);
    }

    @Override
    public void close() {
        faults.liftAll();
        server.stop();
    }
}
