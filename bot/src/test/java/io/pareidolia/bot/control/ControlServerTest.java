package io.pareidolia.bot.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ControlServerTest {
    private static final Commands ECHO = (arguments, caller) ->
            new Reply(String.join("|", arguments) + "\n", caller.name() + " " + caller.folder(), 7);

    @TempDir
    Path folder;

    private static Caller caller() {
        return new Caller("mallory", Path.of("/somewhere"), 80);
    }

    @Test
    void aCommandComesBackWithWhatItSaidAndWhoCalled() throws IOException {
        try (DataFolder data = DataFolder.open(folder);
                ControlServer server = ControlServer.start(data, ECHO)) {
            List<String> words = List.of("quota", "set", "a\nb", "é\uD83D\uDC36\u0000\"\\", "x".repeat(100_000));
            Reply reply = ControlClient.send(folder, words, caller());
            // the name is what the operating system says
            assertThat(reply)
                    .isEqualTo(new Reply(
                            String.join("|", words) + "\n", System.getProperty("user.name") + " /somewhere", 7));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
                    .isEqualTo("rw-------");
            assertThat(server.socket()).isEqualTo(folder.toRealPath().resolve("control.sock"));
        }
        assertThat(folder.resolve("control.sock")).doesNotExist();
        assertThatThrownBy(() -> ControlClient.send(folder, List.of("x"), caller()))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("does not answer");
    }

    @Test
    void nonsenseAndSilenceHoldUpNobody() throws IOException {
        try (DataFolder data = DataFolder.open(folder);
                ControlServer server = ControlServer.start(data, ECHO)) {
            try (SocketChannel silent = open(server)) {
                for (String nonsense : List.of(
                        "\n",
                        "{}\n",
                        "null\n",
                        "[1]\n",
                        "{\"arguments\":null,\"folder\":\"/\",\"width\":1}\n",
                        "{\"arguments\":[],\"folder\":\"\\u0000\",\"width\":1}\n",
                        "x".repeat(2 << 20))) {
                    try (SocketChannel channel = open(server)) {
                        ByteBuffer bytes = ByteBuffer.wrap(nonsense.getBytes(StandardCharsets.UTF_8));
                        while (bytes.hasRemaining()) {
                            channel.write(bytes);
                        }
                        assertThat(channel.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                    } catch (IOException reset) {
                        // likewise an end
                    }
                }
                assertThat(silent.isOpen()).isTrue();
                assertThat(ControlClient.send(folder, List.of("x"), caller()).exitCode())
                        .isEqualTo(7);
            }
        }
    }

    private static SocketChannel open(ControlServer server) throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
    }

    @Test
    void aFolderWithALongNameHasItsSocketElsewhere() throws IOException {
        Path deep = folder.resolve("d".repeat(120));
        Path socket;
        try (DataFolder data = DataFolder.open(deep);
                ControlServer server = ControlServer.start(data, ECHO)) {
            socket = server.socket();
            assertThat(socket.startsWith(deep)).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                    .isEqualTo("rwx------");
            assertThat(ControlClient.send(deep, List.of("x"), caller()).exitCode())
                    .isEqualTo(7);
        }
        assertThat(socket.getParent()).doesNotExist();
    }

    @Test
    void whatAKilledServiceLeftBehindIsReplaced() throws IOException {
        Files.writeString(folder.resolve("control.sock"), "");
        Files.writeString(folder.resolve("control.path"), "/nowhere");
        Files.writeString(folder.resolve("control.new"), "");
        Files.writeString(folder.resolve("lock"), "process 1 of somebody with a longer name than mine");
        assertThat(DataFolder.isHeld(folder)).isFalse();
        try (DataFolder data = DataFolder.open(folder);
                ControlServer server = ControlServer.start(data, ECHO)) {
            assertThat(ControlClient.send(folder, List.of("x"), caller()).exitCode())
                    .isEqualTo(7);
        }
    }

    @Test
    void aDataFolderIsHeldOnce() throws IOException {
        Path data = folder.resolve("a/data");
        assertThat(DataFolder.isHeld(data)).isFalse();
        try (DataFolder held = DataFolder.open(data)) {
            assertThat(DataFolder.isHeld(data)).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                    .isEqualTo("rwx------");
            assertThatThrownBy(() -> DataFolder.open(data))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("is in use by this very process");
            assertThat(DataFolder.isHeld(data)).isTrue();
            assertThat(heldByAnother(data)).isTrue();
            assertThat(held.path()).isEqualTo(data.toRealPath());
        }
        assertThat(DataFolder.isHeld(data)).isFalse();
        DataFolder.open(data).close();
    }

    /** Asks a process of its own, since locks are a process's. */
    private static boolean heldByAnother(Path data) throws IOException {
        return run("asks", data).equals("true");
    }

    private static String run(String what, Path data) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        what,
                        data.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void anotherProcessIsToldWhoHasTheFolderAndAKilledOneHasItNoMore() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        "holds",
                        folder.toString())
                .start();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('!');
            assertThat(DataFolder.isHeld(folder)).isTrue();
            assertThatThrownBy(() -> DataFolder.open(folder))
                    .isInstanceOf(DreamException.class)
                    .hasMessageContaining("is in use by process " + holder.pid() + " of "
                            + System.getProperty("user.name") + ": only one service may run over it");
        } finally {
            holder.destroyForcibly();
        }
        assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(DataFolder.isHeld(folder)).isFalse();
        DataFolder.open(folder).close();
    }

    @Test
    void aFolderThatCannotBeIsToldInASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageNotContaining("Exception");
    }
}
