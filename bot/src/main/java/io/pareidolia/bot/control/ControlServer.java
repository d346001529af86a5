package io.pareidolia.bot.control;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands that come over the socket of a data folder. Who gives one is what the operating system says,
 * not what the message says.
 */
public final class ControlServer implements AutoCloseable {
    private static final int LONGEST = 1 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final ControlSocket.Bound bound;
    private final Commands commands;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "control");
        thread.setDaemon(true);
        return thread;
    });

    private ControlServer(ControlSocket.Bound bound, Commands commands) {
        this.bound = bound;
        this.commands = commands;
    }

    /**
     * Listens until it is closed.
     *
     * @throws io.pareidolia.dream.failure.DreamException if the folder's name is too long
     */
    public static ControlServer start(DataFolder folder, Commands commands) throws IOException {
        ControlServer server = new ControlServer(ControlSocket.bind(folder.path()), commands);
        server.threads.execute(server::accept);
        return server;
    }

    /** Where it listens. */
    public Path socket() {
        return bound.socket();
    }

    private void accept() {
        while (bound.channel().isOpen()) {
            try {
                SocketChannel channel = bound.channel().accept();
                threads.execute(() -> serve(channel));
            } catch (IOException | RuntimeException closed) {
                if (bound.channel().isOpen()) {
                    LOG.warn("a command could not be received: {}", closed.getMessage());
                    pause();
                }
            }
        }
    }

    /** There may be no handle free for another connection: that passes. */
    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel open) {
        try (SocketChannel channel = open;
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
                OutputStream out = Channels.newOutputStream(channel)) {
            String user =
                    channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            ControlMessage.Call call = ControlMessage.read(in, LONGEST, ControlMessage.Call.class);
            Caller caller = new Caller(user, Path.of(call.folder()), call.width());
            out.write(ControlMessage.line(commands.carryOut(call.arguments(), caller)));
        } catch (IOException | RuntimeException failure) {
            LOG.warn("a command was not carried out to its end: {}", failure.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            bound.close();
        } catch (IOException failure) {
            LOG.warn("the socket for commands is left behind: {}", failure.getMessage());
        }
        threads.shutdownNow();
    }
}
