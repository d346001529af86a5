package io.pareidolia.bot.discord.loopback;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** What goes wrong with some requests, once unless it is told otherwise. It is in force when its effect is named. */
public final class Fault {
    /** What it does. */
    public enum Effect {
        TOO_MANY_REQUESTS,
        STATUS_BEFORE,
        STATUS_AFTER,
        HANG_UP_BEFORE,
        HANG_UP_AFTER,
        DELAY,
        HOLD,
        HOLD_AFTER
    }

    private final Faults faults;
    private final String method;
    private final Pattern path;
    private LoopbackInteraction about;
    private Predicate<List<String>> files = any -> true;
    private int left = 1;
    private int spared;
    private double chance = 1;
    private Random random = new Random(1);
    private Effect effect;
    private int status;
    private String body = "";
    private Duration duration = Duration.ZERO;
    private boolean global;
    private volatile boolean dropped;
    private int struck;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Fault(Faults faults, String method, String path) {
        this.faults = faults;
        this.method = method;
        this.path = Pattern.compile(path);
    }

    /** So often; negative: until it is {@linkplain #lift lifted}. */
    public Fault times(int many) {
        left = many;
        return this;
    }

    /** The first ones get through. */
    public Fault after(int unharmed) {
        spared = unharmed;
        return this;
    }

    /** Each request with this chance only. */
    public Fault withChance(double chance, long seed) {
        this.chance = chance;
        this.random = new Random(seed);
        this.left = -1;
        return this;
    }

    /** Only the requests that carry this interaction's token. */
    public Fault about(LoopbackInteraction interaction) {
        about = interaction;
        return this;
    }

    /** Only the requests that bring a file whose name begins so: an answer's has a dream, a progress's a preview. */
    public Fault bringing(String name) {
        files = names -> names.stream().anyMatch(file -> file.startsWith(name));
        return this;
    }

    /** Only the requests that bring no files. */
    public Fault withoutFiles() {
        files = List::isEmpty;
        return this;
    }

    /** 429 for this bucket, or for all, with the time to wait; nothing else happens. */
    public Fault tooManyRequests(Duration wait, boolean everywhere) {
        global = everywhere;
        return strikes(Effect.TOO_MANY_REQUESTS, wait);
    }

    /** This status instead of the wish. */
    public Fault failsBefore(int withStatus) {
        status = withStatus;
        return strikes(Effect.STATUS_BEFORE, Duration.ZERO);
    }

    /** The wish is done, and this status says that it is not. */
    public Fault failsAfter(int withStatus) {
        status = withStatus;
        return strikes(Effect.STATUS_AFTER, Duration.ZERO);
    }

    /** This answer instead of the wish. */
    public Fault answersBefore(int withStatus, String withBody) {
        body = withBody;
        return failsBefore(withStatus);
    }

    /** The wish is done, and this is answered instead of what came of it. */
    public Fault answersAfter(int withStatus, String withBody) {
        body = withBody;
        return failsAfter(withStatus);
    }

    /** The connection is cut instead of the wish. */
    public Fault hangsUpBefore() {
        return strikes(Effect.HANG_UP_BEFORE, Duration.ZERO);
    }

    /** The wish is done, and the connection is cut instead of an answer. */
    public Fault hangsUpAfter() {
        return strikes(Effect.HANG_UP_AFTER, Duration.ZERO);
    }

    /** It takes that much longer before anything happens. */
    public Fault delays(Duration by) {
        return strikes(Effect.DELAY, by);
    }

    /** Nothing happens until {@link #release}. */
    public Fault holds() {
        return strikes(Effect.HOLD, Duration.ZERO);
    }

    /** The wish is done, and nothing is answered until {@link #release}. */
    public Fault holdsAfter() {
        return strikes(Effect.HOLD_AFTER, Duration.ZERO);
    }

    /** Waits for the first request that it strikes; where the answer is held, until the wish is done. */
    public Fault awaitStrike(Duration patience) throws InterruptedException {
        if (!arrived.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no " + this + " within " + patience);
        }
        return this;
    }

    /** Lets the held requests go on. */
    public void release() {
        released.countDown();
    }

    /** What is held before anything happened never happens, and strikes no more: the connections are cut. */
    public void drop() {
        dropped = true;
        lift();
    }

    /** Whether what was held is not to happen. */
    public boolean isDropped() {
        return dropped;
    }

    /** It strikes no more. */
    public void lift() {
        faults.remove(this);
        release();
    }

    /** How often it struck. */
    public int struck() {
        synchronized (faults) {
            return struck;
        }
    }

    private Fault strikes(Effect how, Duration howLong) {
        effect = how;
        duration = howLong;
        faults.add(this);
        return this;
    }

    /** Whether it strikes this request, which counts then. */
    boolean strikes(String requestMethod, String requestPath, List<String> fileNames) {
        if (left == 0
                || !files.test(fileNames)
                || (!method.equals("*") && !method.equals(requestMethod))
                || !path.matcher(requestPath).find()
                || (about != null && !requestPath.contains(about.token()))) {
            return false;
        } else if (spared > 0) {
            spared--;
            return false;
        } else if (random.nextDouble() >= chance) {
            return false;
        }
        left = left < 0 ? left : left - 1;
        struck++;
        if (effect != Effect.HOLD_AFTER) {
            arrived.countDown();
        }
        return true;
    }

    public Effect effect() {
        return effect;
    }

    public int status() {
        return status;
    }

    /** What is answered with its status. */
    public String body() {
        return body;
    }

    /** How long it delays, or tells to wait. */
    public Duration duration() {
        return duration;
    }

    public boolean isGlobal() {
        return global;
    }

    /** Holds the calling thread until it is released. */
    public void awaitRelease() throws InterruptedException {
        arrived.countDown();
        released.await();
    }

    Optional<LoopbackInteraction> about() {
        return Optional.ofNullable(about);
    }

    /** Cuts the connection of a request. */
    public static void hangUp(Context context) {
        context.attribute("cut", true);
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    @Override
    public String toString() {
        return effect + " of " + method + " " + path;
    }
}
