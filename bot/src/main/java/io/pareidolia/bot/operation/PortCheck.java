package io.pareidolia.bot.operation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Whether the service can listen on a port, or does so already.
 *
 * @param setting that says the port
 * @param host to listen on
 * @param port 0 for any
 */
public record PortCheck(String setting, String host, int port) implements Check {
    private static final String PART = "ports";
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();
    private static final int LONGEST_ANSWER = 4096;

    @Override
    public Finding look() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            return Finding.fail(
                    PART, "There is no address for " + host + ".", "Correct the host beside " + setting + ".");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the service does: connections that ended lately are no hindrance
            socket.bind(new InetSocketAddress(address, port));
            return Finding.ok(PART, "Port " + port + " of " + host + " is free (" + setting + ").");
        } catch (IOException | SecurityException taken) {
            return ours(address)
                    ? Finding.ok(PART, "On port " + port + " of " + host + " this service runs already.")
                    : Finding.fail(
                            PART,
                            "Port " + port + " of " + host + " cannot be listened on: another program has it, this user"
                                    + " may not, or the address is not of this machine.",
                            "End that program, or set " + setting + " to another port.");
        }
    }

    /** Asks whoever listens there whether it is Pareidolia. */
    private boolean ours(InetAddress address) {
        InetAddress to = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(to, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET /healthz HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
            return new String(answer, StandardCharsets.UTF_8).contains(HealthPages.ALIVE);
        } catch (IOException silent) {
            return false;
        }
    }
}
