package io.pareidolia.bot.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import okhttp3.Dns;

/**
 * A world of one public server and two traps. Real sockets are connected, and none leaves this machine: those to the
 * public address are led to the server on loopback, those to any other address, at any port, into the trap of its
 * family. Names are what the test says.
 */
final class StandInInternet extends SocketFactory implements Dns, Closeable {
    static final InetAddress PUBLIC = address("93.184.215.14");
    static final InetAddress LOOPBACK = address("127.0.0.1");

    final Trap fourTrap;
    final Trap sixTrap;
    private final int serverPort;
    private final Map<String, List<List<InetAddress>>> answers = new ConcurrentHashMap<>();
    private final List<String> lookups = Collections.synchronizedList(new ArrayList<>());

    /** @param server where connections to {@link #PUBLIC} go */
    StandInInternet(StandInServer server) throws IOException {
        this.serverPort = server.port();
        this.fourTrap = new Trap("127.0.0.1");
        this.sixTrap = new Trap("::1");
    }

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException noLiteral) {
            throw new AssertionError(noLiteral);
        }
    }

    /** Each lookup of {@code name} gets the next answer, and the last again and again; {@code *} is any other name. */
    @SafeVarargs
    final void answer(String name, List<InetAddress>... inTurn) {
        answers.put(name, new ArrayList<>(List.of(inTurn)));
    }

    void forget() {
        answers.clear();
        lookups.clear();
    }

    List<String> lookups() {
        return lookups;
    }

    int caught() throws IOException, InterruptedException {
        return fourTrap.count() + sixTrap.count();
    }

    @Override
    public List<InetAddress> lookup(String name) throws UnknownHostException {
        lookups.add(name);
        List<List<InetAddress>> left = answers.getOrDefault(name, answers.get("*"));
        if (left == null) {
            throw new UnknownHostException(name);
        }
        return left.size() > 1 ? left.remove(0) : left.get(0);
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            private InetAddress asked;

            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                asked = ((InetSocketAddress) endpoint).getAddress();
                if (asked.equals(PUBLIC)) {
                    super.connect(new InetSocketAddress(LOOPBACK, serverPort), timeout);
                } else {
                    Trap trap = asked instanceof Inet6Address ? sixTrap : fourTrap;
                    super.connect(new InetSocketAddress(trap.address(), trap.port()), timeout);
                }
            }

            @Override
            public InetAddress getInetAddress() {
                return asked;
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        fourTrap.close();
        sixTrap.close();
    }
}
