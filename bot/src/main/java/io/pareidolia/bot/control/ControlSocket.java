package io.pareidolia.bot.control;

import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the socket of a data folder is. The address of a socket has at most 108 bytes, on some systems 104; where the
 * folder's name is too long for that, the socket is in a new folder among the temporary ones, which only its owner can
 * open, and a file in the data folder says where.
 */
final class ControlSocket {
    private static final String NAME = "control.sock";
    private static final String ELSEWHERE = "control.path";
    private static final String NEW = "control.new";
    private static final int LONGEST = 103;

    private ControlSocket() {}

    private static boolean fits(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /**
     * Listens. The socket comes to its place when nobody but its owner can open it any more.
     *
     * @param folder held by this process: what lies there of an earlier one is replaced
     */
    static Bound bind(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve(NAME));
        Files.deleteIfExists(folder.resolve(ELSEWHERE));
        Path room = folder;
        if (!fits(folder.resolve(NAME))) {
            room = Files.createTempDirectory("pareidolia");
            if (!fits(room.resolve(NAME))) {
                Files.delete(room);
                throw DreamException.machine("The name of the data folder " + folder
                        + " is too long for a socket in it, and so is that of the folder for temporary files: choose a"
                        + " shorter one.");
            }
        }
        Path fresh = room.resolve(NEW);
        Path socket = room.resolve(NAME);
        Files.deleteIfExists(fresh);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(fresh));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            Files.move(fresh, socket, StandardCopyOption.ATOMIC_MOVE);
            if (!room.equals(folder)) {
                Path note = folder.resolve(ELSEWHERE);
                Files.writeString(note, socket.toString());
            }
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
        return new Bound(channel, folder, socket);
    }

    /** Where the service over {@code folder} listens. */
    static UnixDomainSocketAddress address(Path folder) throws IOException {
        Path note = folder.resolve(ELSEWHERE);
        return UnixDomainSocketAddress.of(Files.exists(note) ? Path.of(Files.readString(note)) : folder.resolve(NAME));
    }

    /** A socket that listens. */
    record Bound(ServerSocketChannel channel, Path folder, Path socket) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(socket);
            if (Files.deleteIfExists(folder.resolve(ELSEWHERE))) {
                Files.deleteIfExists(socket.getParent());
            }
        }
    }
}
