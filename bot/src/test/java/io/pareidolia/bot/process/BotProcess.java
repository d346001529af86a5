package io.pareidolia.bot.process;

import io.pareidolia.bot.discord.loopback.LoopbackClock;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/**
 * The real service as a process of its own, with a real store and a network that dreams in no time. It talks to loopback
 * platforms, whose time it takes over whenever it is started.
 */
public final class BotProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LOOKS = """
            looks:
              - name: stripes
                network: tiny
                description: stripes of light
                recipe: layer=block#1 steps=2
              - name: dots
                network: tiny
                description: dots everywhere
                recipe: layer=block#2 steps=2
              - name: waves
                network: tiny
                description: rolling
                recipe: layer=block#0 steps=2
              - name: rings
                network: tiny
                description: one in the other
                recipe: layer=block#0,1 steps=2
              - name: fur
                network: tiny
                description: hair on all of it
                recipe: layer=block#0,2 steps=2
              - name: maze
                network: tiny
                description: ways without an end
                recipe: layer=block#1,2 steps=2
              - name: glow
                network: tiny
                description: a light from within
                recipe: layer=block#0,1,2 steps=2
              - name: fog
                network: tiny
                description: nearly nothing
                recipe: layer=block#0:0.5 steps=2
            """;

    /**
     * A job as the store has it.
     *
     * @param asked what its platform calls the question
     */
    public record StoredJob(String id, String asked, String state) {}

    private final LoopbackClock clock;
    private final List<Counterpart> counterparts;
    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private Process process;

    /**
     * @param folder an empty one, in which it keeps everything
     * @param counterparts with whom it talks; the first one's time is its own
     */
    public BotProcess(Path folder, Counterpart... counterparts) throws IOException {
        this.clock = counterparts[0].clock();
        this.counterparts = List.of(counterparts);
        this.folder = folder;
        copy("/chaos/tiny.onnx", "tiny.onnx");
        copy("/chaos/networks.yaml", "networks.yaml");
        Files.writeString(folder.resolve("looks.yaml"), LOOKS);
        with("DATA", folder.resolve("data").toString())
                .with("NETWORKS", folder.toString())
                .with("CATALOGUE", folder.resolve("networks.yaml").toString())
                .with("LOOKS", folder.resolve("looks.yaml").toString())
                .with("LOBBY_ENABLED", "false")
                .with("WORKER_DEVICES", "cpu")
                .with("WORKER_THREADS", "1")
                .with("FILTER_MODE", "off")
                .with("FETCH_ALLOW_LOOPBACK", "true");
        this.counterparts.forEach(counterpart -> counterpart.settings().forEach(this::with));
    }

    private void copy(String resource, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(BotProcess.class.getResourceAsStream(resource))) {
            Files.copy(in, folder.resolve(name));
        }
    }

    /** A setting, by the variable's name without its prefix. */
    public BotProcess with(String variable, String value) {
        variables.put("PAREIDOLIA_" + variable, value);
        return this;
    }

    public BotProcess without(String variable) {
        variables.remove("PAREIDOLIA_" + variable);
        return this;
    }

    /** Starts it at the platforms' present time and waits until it is heard of at all of them. */
    public BotProcess start() throws IOException {
        List<Counterpart.Arrival> arrivals =
                counterparts.stream().map(Counterpart::expect).toList();
        launch();
        try {
            arrivals.forEach(arrival -> arrival.await(PATIENCE));
        } catch (AssertionError inVain) {
            throw new AssertionError(log(), inVain);
        }
        return this;
    }

    /** Starts it and waits for nothing. */
    public void launch() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dpareidolia.clock.offset=" + clock.ahead(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.pareidolia.bot.Main",
                "run");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().putAll(variables);
        process = builder.start();
    }

    /** Kills it, dreamer and all, without a word. */
    public BotProcess kill() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroyForcibly();
        family.forEach(ProcessHandle::destroyForcibly);
        await(process);
        return this;
    }

    /** Tells it to end. */
    public BotProcess end() {
        process.destroy();
        await(process);
        return this;
    }

    private static void await(Process ending) {
        try {
            if (!ending.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public String log() {
        try {
            Path file = folder.resolve("log");
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Everything that its store has. */
    public List<StoredJob> jobs() {
        List<StoredJob> jobs = new ArrayList<>();
        query("SELECT id, external_id, state FROM job ORDER BY number", rows -> {
            while (rows.next()) {
                jobs.add(new StoredJob(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        });
        return jobs;
    }

    /** How many pictures its store has. */
    public int pictures() {
        int[] many = new int[1];
        query("SELECT count(*) FROM job_picture", rows -> many[0] = rows.next() ? rows.getInt(1) : 0);
        return many[0];
    }

    /** Reads rows. */
    @FunctionalInterface
    private interface Reading {
        void of(ResultSet rows) throws SQLException;
    }

    private void query(String sql, Reading reading) {
        String url = variables.getOrDefault(
                "PAREIDOLIA_STORE_URL", "jdbc:sqlite:" + folder.resolve("data").resolve("pareidolia.db"));
        try (Connection connection = DriverManager.getConnection(url, variables.get("PAREIDOLIA_STORE_USER"), null);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            reading.of(rows);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A picture like no other, as PNG. */
    public static byte[] photo(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
