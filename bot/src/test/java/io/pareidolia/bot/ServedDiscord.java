package io.pareidolia.bot;

import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real service as a process, as a bot on a loopback Discord; it can be killed and started again. */
final class ServedDiscord implements AutoCloseable {
    private final Path folder;
    private final LoopbackDiscord discord;
    private final List<Process> started = new ArrayList<>();

    ServedDiscord(Path folder, LoopbackDiscord discord) {
        this.folder = folder;
        this.discord = discord;
    }

    /** Starts it, and waits until it is connected and its commands are known. */
    void start(String... properties) throws IOException {
        int before = discord.identified();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(properties));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "PAREIDOLIA_DATA", folder.resolve("data").toString(),
                        "PAREIDOLIA_NETWORKS", folder.resolve("networks").toString(),
                        "PAREIDOLIA_LOBBY_PORT", "0",
                        "PAREIDOLIA_WORKER_DEVICES", "cpu",
                        "PAREIDOLIA_QUEUE_JOBS_PER_HOUR", "10000",
                        "PAREIDOLIA_QUEUE_JOBS_PER_DAY", "10000",
                        "PAREIDOLIA_QUEUE_WAITING_PER_MEMBER", "1000",
                        "PAREIDOLIA_FETCH_ALLOW_LOOPBACK", "true",
                        "PAREIDOLIA_DISCORD_TOKEN", LoopbackDiscord.TOKEN,
                        "PAREIDOLIA_DISCORD_API_URL", discord.apiUrl()));
        started.add(builder.start());
        discord.awaitCommand("dream", Duration.ofSeconds(60));
        discord.await(
                Duration.ofSeconds(60),
                "a connection of the new process",
                () -> discord.identified() > before && discord.connections() > 0
                        ? Optional.of(true)
                        : Optional.empty());
    }

    /** SIGKILL to the service and its dreamer. */
    void kill() throws InterruptedException {
        for (Process process : started) {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            process.waitFor(30, TimeUnit.SECONDS);
        }
        started.clear();
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
