package io.pareidolia.bot;

import io.pareidolia.bot.settings.Settings;
import io.pareidolia.bot.settings.SettingsLoader;
import io.pareidolia.bot.store.Recount;
import io.pareidolia.bot.worker.ChildJava;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Catalogue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Murders the processes of a service while it works, in many ways, and counts afterwards. Requests are offered in step
 * with the murders, so that there is work until the last one.
 */
final class Chaos {
    /** Options of Java for processes that are killed before a better compiler would pay. */
    static final List<String> SHORT_LIVED = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int WORKERS = 4;
    private static final int FRONTS = 2;
    private static final int STALL_EVERY = 8;
    private static final double PARENTS = 0.3;

    /** Where all dreamers die with it. */
    private static final double ONLY_PARENT = 0.15;

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration FULL = Duration.ofSeconds(6);
    private static final int OFFERED_WHEN_FULL = 20;
    private static final Duration A_JOB = Duration.ofSeconds(1);
    private static final Duration AT_LEAST = Duration.ofMinutes(4);
    private static final Duration SETTLED_AT_MOST = Duration.ofSeconds(20);

    private final Plan plan;
    private final Map<String, String> environment;
    private final Path folder;
    private final Consumer<String> log;
    private final Random random;
    private final ChaosPlatform platform;
    private final List<Victim> victims = new ArrayList<>();
    private final Map<String, AtomicInteger> deeds = new TreeMap<>();
    private final long begun = System.nanoTime();
    private volatile boolean ending;
    private volatile boolean small;

    /**
     * What is to happen.
     *
     * @param jobs requests
     * @param kills of processes
     * @param lease short, so that stalls are longer
     * @param seed chooses the victims
     * @param url of a PostgreSQL database; empty for SQLite
     * @param user of it
     * @param restart kills the database server and starts it again; empty to leave it alone
     * @param restarts how often
     * @param fullDisk whether the disk is full for a while
     * @param smallDisk a folder on a small disk of its own that may be filled up; without it pictures get little room
     */
    record Plan(
            int jobs,
            int kills,
            Duration lease,
            long seed,
            Optional<String> url,
            Optional<String> user,
            Optional<Runnable> restart,
            int restarts,
            boolean fullDisk,
            Optional<Path> smallDisk) {}

    /** What came of it; right if there are no mistakes. */
    record Outcome(List<String> summary, List<String> mistakes) {}

    private Chaos(
            Plan plan, Map<String, String> environment, Path folder, Consumer<String> log, ChaosPlatform platform) {
        this.plan = plan;
        this.environment = environment;
        this.folder = folder;
        this.log = log;
        this.platform = platform;
        this.random = new Random(plan.seed);
    }

    /**
     * Does it all.
     *
     * @param folder an empty one
     * @param log hears of every deed
     */
    static Outcome of(Plan plan, Map<String, String> environment, Path folder, Consumer<String> log)
            throws IOException, InterruptedException {
        try (ChaosPlatform platform = ChaosPlatform.open(plan.jobs, plan.seed, folder)) {
            Chaos chaos = new Chaos(plan, environment, folder, log, platform);
            try {
                return chaos.run();
            } finally {
                chaos.end();
            }
        }
    }

    /** One process of the service, which is started again whenever it dies. */
    private final class Victim {
        private final String name;
        private final List<String> arguments;
        private Process process;

        Victim(String name, String... arguments) throws IOException {
            this.name = name;
            this.arguments = List.of(arguments);
            this.process = start();
        }

        private Process start() throws IOException {
            List<String> words =
                    new ArrayList<>(List.of("bench", ChaosNodeCommand.NAME, "--platform", platform.address()));
            words.addAll(arguments);
            Map<String, String> variables = new HashMap<>(environment);
            variables.putAll(settings(dataOf(name)));
            return new ChildJava(Main.class.getName(), SHORT_LIVED, variables).start(true, words);
        }

        synchronized void keepAlive() throws IOException {
            if (!process.isAlive() && !ending) {
                process = start();
            }
        }

        synchronized ProcessHandle handle() {
            return process.toHandle();
        }

        synchronized List<ProcessHandle> children() {
            return process.children().filter(ProcessHandle::isAlive).toList();
        }

        /** Lets it end by itself. */
        synchronized void end() throws IOException {
            process.getOutputStream().close();
        }

        synchronized boolean ended(Duration patience) throws InterruptedException {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Path dataOf(String name) {
        return plan.smallDisk.orElse(folder).resolve(name);
    }

    private Map<String, String> settings(Path data) {
        Map<String, String> settings = new HashMap<>();
        settings.put("PAREIDOLIA_DATA", data.toString());
        settings.put("PAREIDOLIA_NETWORKS", folder.toString());
        settings.put("PAREIDOLIA_CATALOGUE", folder.resolve("networks.yaml").toString());
        settings.put("PAREIDOLIA_LOG_LEVEL", environment.getOrDefault("PAREIDOLIA_LOG_LEVEL", "error"));
        settings.put("PAREIDOLIA_QUEUE_LEASE", plan.lease.toMillis() + " ms");
        settings.put("PAREIDOLIA_QUEUE_MAX_LOSSES", "100");
        settings.put("PAREIDOLIA_QUEUE_WAITING_PER_MEMBER", "1000000");
        settings.put("PAREIDOLIA_QUEUE_RUNNING_PER_MEMBER", "2");
        settings.put("PAREIDOLIA_QUEUE_RUNNING_PER_COMMUNITY", "3");
        // some few are told that they had enough
        settings.put("PAREIDOLIA_QUEUE_JOBS_PER_HOUR", Integer.toString(Math.max(1, plan.jobs / 28)));
        settings.put("PAREIDOLIA_QUEUE_JOBS_PER_DAY", "1000000");
        settings.put("PAREIDOLIA_QUEUE_DEVICE_SECONDS_PER_HOUR", "10000 d");
        settings.put("PAREIDOLIA_QUEUE_DEVICE_SECONDS_PER_DAY", "10000 d");
        settings.put("PAREIDOLIA_FILTER_MODE", "off");
        settings.put("PAREIDOLIA_FETCH_ALLOW_LOOPBACK", "true");
        if (small) {
            settings.put("PAREIDOLIA_RETENTION_DISK", "10 MB");
            settings.put("PAREIDOLIA_RETENTION_HIGH_WATER", "10 %");
        }
        plan.url.ifPresent(url -> settings.put("PAREIDOLIA_STORE_URL", url));
        plan.user.ifPresent(user -> settings.put("PAREIDOLIA_STORE_USER", user));
        settings.put("PAREIDOLIA_STORE_POOL_SIZE", "6");
        return settings;
    }

    private Outcome run() throws IOException, InterruptedException {
        ChaosPlatform.copy("/chaos/tiny.onnx", folder.resolve("tiny.onnx"));
        ChaosPlatform.copy("/chaos/networks.yaml", folder.resolve("networks.yaml"));
        Catalogue.load(folder.resolve("networks.yaml"));
        if (plan.url.isPresent()) {
            migrate();
            for (int i = 0; i < WORKERS; i++) {
                victims.add(new Victim("worker" + i, "--role", "worker"));
            }
            for (int i = 0; i < FRONTS; i++) {
                victims.add(new Victim("front" + i, "--role", "front"));
            }
        } else {
            victims.add(new Victim("all", "--dreamers", Integer.toString(WORKERS)));
        }
        Thread keeper = new Thread(this::keepAlive, "keeper");
        keeper.setDaemon(true);
        keeper.start();
        murder();
        platform.allow(plan.jobs);
        boolean done = awaitEnd();
        List<String> mistakes = new ArrayList<>();
        if (!done) {
            mistakes.add("time ran out before every request was answered");
        }
        settle();
        end();
        return counted(mistakes);
    }

    /** Six at once would be in each other's way. */
    private void migrate() {
        Storage.open(own(), Clock.systemUTC(), Duration.ZERO).close();
    }

    private Settings own() {
        String name = plan.url.isPresent() ? "counting" : "all";
        return new SettingsLoader(settings(dataOf(name)), folder)
                .load(Optional.empty())
                .settings();
    }

    private void keepAlive() {
        try {
            while (!ending) {
                for (Victim victim : victims) {
                    victim.keepAlive();
                }
                Thread.sleep(LOOK.toMillis());
            }
        } catch (IOException failure) {
            say("a victim cannot be started: %s", String.valueOf(failure.getMessage()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String format, Object... values) {
        log.accept(String.format(
                Locale.ROOT,
                "%6.1f s, %d answered: %s",
                (System.nanoTime() - begun) / 1e9,
                platform.answered(),
                String.format(Locale.ROOT, format, values)));
    }

    private void did(String deed) {
        deeds.computeIfAbsent(deed, key -> new AtomicInteger()).incrementAndGet();
    }

    private void murder() throws IOException, InterruptedException {
        int slice = plan.jobs / (plan.kills + 1);
        int restartEvery = plan.restarts == 0 ? Integer.MAX_VALUE : Math.max(1, plan.kills / plan.restarts);
        awaitAnswers(platform.answered(), slice);
        for (int kill = 1; kill <= plan.kills; kill++) {
            platform.allow(slice * (kill + 1));
            int behind = Math.max(1, platform.allowed() - platform.answered());
            awaitAnswers(platform.answered(), random.nextInt(Math.min(behind, 2 * Math.max(1, slice)) + 1));
            kill(kill);
            if (kill % STALL_EVERY == STALL_EVERY / 2) {
                stall();
            }
            if (kill % restartEvery == restartEvery / 2 && plan.restart.isPresent()) {
                say("the database server is killed and started again");
                plan.restart.get().run();
                did("restarts of the database server");
                say("the database server is back");
            }
            if (plan.fullDisk && kill == plan.kills / 2) {
                fillDisk();
            }
        }
    }

    private void awaitAnswers(int from, int more) throws InterruptedException {
        platform.allow(from + more);
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (platform.answered() < from + more && System.nanoTime() < until) {
            Thread.sleep(LOOK.toMillis());
        }
        Thread.sleep(random.nextInt((int) LOOK.toMillis()));
    }

    private Victim anyone() {
        return victims.get(random.nextInt(victims.size()));
    }

    private void kill(int number) throws InterruptedException {
        for (int attempt = 0; attempt < 100; attempt++) {
            Victim victim = anyone();
            List<ProcessHandle> children = victim.children();
            boolean parent = victim.name.startsWith("front")
                    || random.nextDouble() < (victims.size() == 1 ? ONLY_PARENT : PARENTS);
            if (parent && victim.handle().isAlive()) {
                say("kill %d: %s, with %d children", number, victim.name, children.size());
                victim.handle().destroyForcibly();
                did("parents killed");
                return;
            }
            if (!parent && !children.isEmpty()) {
                say("kill %d: a dreamer of %s", number, victim.name);
                children.get(random.nextInt(children.size())).destroyForcibly();
                did("dreamers killed");
                return;
            }
            Thread.sleep(LOOK.toMillis()); // it is dead already
        }
        say("kill %d: nobody was alive", number);
    }

    /**
     * Longer than a lease. A front that does nothing else is left out: one that stands still between its last look at the
     * outbox and the sending sends when it goes on, while another may have sent since, and only a platform that knows
     * idempotency keys could tell.
     */
    private void stall() throws IOException, InterruptedException {
        Victim victim = anyone();
        while (victim.name.startsWith("front")) {
            victim = anyone();
        }
        List<ProcessHandle> children = victim.children();
        boolean parent = children.isEmpty() || random.nextBoolean();
        ProcessHandle who = parent ? victim.handle() : children.get(random.nextInt(children.size()));
        say("%s of %s stands still", parent ? "the process" : "a dreamer", victim.name);
        signal("STOP", who);
        Thread.sleep(plan.lease.multipliedBy(3).dividedBy(2).toMillis());
        signal("CONT", who);
        did("stalls");
    }

    private static void signal(String signal, ProcessHandle process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void fillDisk() throws IOException, InterruptedException {
        if (plan.smallDisk.isPresent()) {
            Path filler = plan.smallDisk.get().resolve("filler");
            say("the disk is full");
            platform.allow(platform.allowed() + OFFERED_WHEN_FULL);
            fill(filler);
            Thread.sleep(FULL.toMillis());
            Files.delete(filler);
            did("full disks");
        } else {
            say("there is no room for pictures");
            small = true;
            victims.forEach(victim -> victim.handle().destroyForcibly());
            platform.allow(platform.allowed() + OFFERED_WHEN_FULL);
            Thread.sleep(FULL.toMillis());
            small = false;
            victims.forEach(victim -> victim.handle().destroyForcibly());
            did("times without room for pictures");
        }
        say("there is room again");
    }

    private static void fill(Path file) throws IOException {
        byte[] much = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(much);
            }
        } catch (IOException full) {
            if (Files.size(file) == 0) {
                throw full;
            }
        }
    }

    private boolean awaitEnd() throws InterruptedException {
        Duration most = A_JOB.multipliedBy(plan.jobs - platform.answered()).plus(AT_LEAST);
        long until = System.nanoTime() + most.toNanos();
        while (platform.answered() < plan.jobs && System.nanoTime() < until) {
            Thread.sleep(LOOK.toMillis());
        }
        say("no more kills");
        return platform.answered() >= plan.jobs;
    }

    /** Answers whose arrival nobody has written down yet are asked for after a while: waits until they are. */
    private void settle() throws InterruptedException {
        long until = System.nanoTime()
                + plan.lease.multipliedBy(2).plus(SETTLED_AT_MOST).toNanos();
        try (Storage storage = Storage.open(own(), Clock.systemUTC(), Duration.ZERO)) {
            Recount recount = new Recount(storage.database());
            while (!recount.settled() && System.nanoTime() < until) {
                Thread.sleep(LOOK.toMillis());
            }
        }
    }

    private void end() throws InterruptedException {
        ending = true;
        for (Victim victim : victims) {
            try {
                victim.end();
            } catch (IOException gone) {
                // its input is closed then
            }
        }
        for (Victim victim : victims) {
            if (!victim.ended(LONGEST_WAIT)) {
                victim.handle().destroyForcibly();
                victim.ended(LONGEST_WAIT);
            }
        }
    }

    private Outcome counted(List<String> mistakes) {
        try (Storage storage = Storage.open(own(), Clock.systemUTC(), Duration.ZERO)) {
            Recount recount = new Recount(storage.database());
            mistakes.addAll(recount.mistakes());
            Map<String, Integer> answers = platform.answers();
            Set<String> requests = new HashSet<>();
            int lost = 0;
            int unexplained = 0;
            for (Recount.Ended job : recount.jobs()) {
                requests.add(job.externalId());
                boolean answered = job.state().equals("answered");
                boolean told = Set.of("refused", "failed").contains(job.state());
                if ((!answered && !told) || !answers.containsKey(job.id())) {
                    lost++;
                    mistakes.add("the job " + job.id() + " is lost: it is " + job.state());
                }
                unexplained += told && !job.told() ? 1 : 0;
            }
            Set<String> missing = new HashSet<>(platform.acknowledged());
            missing.removeAll(requests);
            missing.forEach(request -> mistakes.add("the acknowledged " + request + " has no job"));
            long twice = answers.values().stream().filter(times -> times > 1).count();
            if (twice > 0) {
                mistakes.add(twice + " jobs were answered twice or more");
            }
            if (unexplained > 0 || platform.emptyAnswers() > 0) {
                mistakes.add(unexplained + " jobs ended in vain without a sentence, " + platform.emptyAnswers()
                        + " answers were empty");
            }
            List<String> summary = List.of(
                    String.format(
                            Locale.ROOT,
                            "%d jobs of %d requests in %.0f s on %s: %s",
                            requests.size(),
                            plan.jobs,
                            (System.nanoTime() - begun) / 1e9,
                            plan.url.isPresent() ? "PostgreSQL" : "SQLite",
                            recount.states()),
                    "deeds: " + deeds,
                    "workers lost over jobs: " + recount.losses(),
                    platform.mischief(),
                    "lost: " + (lost + missing.size()) + "; answered twice: " + twice + "; mistakes in counters, ledger"
                            + " and answers: " + recount.mistakes().size());
            return new Outcome(summary, mistakes);
        } catch (DreamException closed) {
            mistakes.add(String.valueOf(closed.getMessage()));
            return new Outcome(List.of(), mistakes);
        }
    }
}
