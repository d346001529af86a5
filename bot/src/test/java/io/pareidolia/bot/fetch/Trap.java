package io.pareidolia.bot.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A listening socket on loopback that nobody may ever connect to, and that counts who does. */
final class Trap implements Closeable {
    private final ServerSocket door;
    private final BlockingQueue<Integer> visitors = new LinkedBlockingQueue<>();

    Trap(String address) throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getByName(address));
        Thread thread = new Thread(this::accept, "trap");
        thread.setDaemon(true);
        thread.start();
    }

    InetAddress address() {
        return door.getInetAddress();
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try (Socket visitor = door.accept()) {
                visitors.add(visitor.getPort());
            } catch (IOException closed) {
                return;
            }
        }
    }

    /**
     * Connections since the last count. They are accepted in the order in which they came: when this method's own is
     * there, so are all that came before.
     */
    int count() throws IOException, InterruptedException {
        int others = 0;
        try (Socket own = new Socket(address(), port())) {
            while (visitors.take() != own.getLocalPort()) {
                others++;
            }
        }
        return others;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
