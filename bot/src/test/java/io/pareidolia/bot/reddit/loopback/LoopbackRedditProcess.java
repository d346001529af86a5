package io.pareidolia.bot.reddit.loopback;

import java.time.Duration;

/**
 * The loopback Reddit as a process of its own, to be driven by curl (see {@link Control}) and with a few subreddits and
 * people in it. It lives until it is killed.
 *
 * <pre>
 * mvn -q package -DskipTests
 * java -cp bot/target/test-classes:bot/target/pareidolia.jar \
 *     io.pareidolia.bot.reddit.loopback.LoopbackRedditProcess 7800
 * (it prints the settings to start the bot with)
 * java -jar bot/target/pareidolia.jar run
 * curl 127.0.0.1:7800/control/mention -F user=ada -F subreddit=pics -F text=eyes -F picture=@docs/alpine.jpg -F wait=60
 * </pre>
 *
 * <p>In pics pictures may stand inside of comments, in dreamers the bot moderates, and in strict it may answer once in
 * ten minutes.
 */
public final class LoopbackRedditProcess {
    private static final int USUAL_PORT = 7_800;

    private LoopbackRedditProcess() {}

    /**
     * Starts it.
     *
     * @param arguments the port, 7800 if there is none
     */
    public static void main(String[] arguments) throws InterruptedException {
        LoopbackReddit reddit =
                LoopbackReddit.start(arguments.length == 0 ? USUAL_PORT : Integer.parseInt(arguments[0]));
        Redditor moderator = reddit.user("moderator");
        reddit.user("ada");
        reddit.user("bob");
        reddit.subreddit("pics").picturesInComments(true).moderators(moderator);
        reddit.subreddit("links").moderators(moderator);
        reddit.subreddit("dreamers").picturesInComments(true).moderators(moderator, reddit.bot());
        reddit.subreddit("strict")
                .moderators(moderator)
                .oneAnswerEvery(Duration.ofMinutes(10), RateLimitForm.TAKE_A_BREAK);
        System.out.println("PAREIDOLIA_REDDIT_API_URL=" + reddit.apiUrl());
        System.out.println("PAREIDOLIA_REDDIT_AUTH_URL=" + reddit.authUrl());
        System.out.println("PAREIDOLIA_REDDIT_CLIENT_ID=" + LoopbackReddit.CLIENT_ID);
        System.out.println("PAREIDOLIA_REDDIT_CLIENT_SECRET=" + LoopbackReddit.CLIENT_SECRET);
        System.out.println("PAREIDOLIA_REDDIT_USERNAME=" + LoopbackReddit.BOT);
        System.out.println("PAREIDOLIA_REDDIT_PASSWORD=" + LoopbackReddit.PASSWORD);
        System.out.println("PAREIDOLIA_REDDIT_OWNER=" + LoopbackReddit.OWNER);
        System.out.println("PAREIDOLIA_FETCH_ALLOW_LOOPBACK=true");
        System.out.println("curl " + reddit.apiUrl() + "control");
        Thread.currentThread().join();
    }
}
