package io.pareidolia.bot.control;

import io.pareidolia.dream.failure.DreamException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;

/** Has a command carried out by the service that runs over a data folder. */
public final class ControlClient {
    private static final int LONGEST = 1 << 28;

    private ControlClient() {}

    /**
     * Sends a command line and waits for what comes of it.
     *
     * @throws DreamException if nobody answers
     */
    public static Reply send(Path folder, List<String> arguments, Caller caller) {
        try (SocketChannel channel = SocketChannel.open(ControlSocket.address(folder))) {
            Channels.newOutputStream(channel)
                    .write(ControlMessage.line(
                            new ControlMessage.Call(arguments, caller.folder().toString(), caller.width())));
            return ControlMessage.read(new BufferedInputStream(Channels.newInputStream(channel)), LONGEST, Reply.class);
        } catch (IOException failure) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The service over " + folder + " does not answer (" + failure.getMessage()
                            + "): run this as its user, or wait until it has started or ended.",
                    failure);
        }
    }
}
