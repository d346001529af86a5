package io.pareidolia.bot.fetch;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server of this test, on loopback, that says exactly what it is told to say, byte by byte. */
final class StandInServer implements Closeable {
    private final ServerSocket door;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What the server does once a request's head has come. */
    @FunctionalInterface
    interface Script {
        /**
         * Once for each request.
         *
         * @param path what stands behind GET, without the host that a proxy's clients put before it
         */
        void answer(String path, OutputStream out) throws IOException, InterruptedException;
    }

    StandInServer(Script script) throws IOException {
        this(new ServerSocket(0, 50, StandInInternet.LOOPBACK), script);
    }

    StandInServer(ServerSocket door, Script script) {
        this.door = door;
        this.script = script;
        threads.execute(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    String link(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** The heads of all requests so far. */
    List<String> requests() {
        return requests;
    }

    /** An answer with a body of known length. */
    static byte[] answer(String status, String headers, byte[] body) {
        return joined(
                ascii("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n"), body);
    }

    static byte[] redirect(String location) {
        byte[] to = location.getBytes(StandardCharsets.UTF_8);
        return joined(ascii("HTTP/1.1 302 Found\r\nLocation: "), to, ascii("\r\nContent-Length: 0\r\n\r\n"));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket visitor = door.accept();
                threads.execute(() -> serve(visitor));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            String head = head(visitor.getInputStream());
            if (!head.isEmpty()) {
                requests.add(head);
                script.answer(path(head), visitor.getOutputStream());
                visitor.getOutputStream().flush();
            }
        } catch (IOException gone) {
            // the visitor hung up, as it does when it has seen enough
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static String path(String head) {
        String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/1.1"));
        return target.replaceFirst("^http://[^/]*", "");
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int letter = in.read(); letter >= 0; letter = in.read()) {
            head.append((char) letter);
            if (head.toString().endsWith("\r\n\r\n")) {
                return head.toString();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
    }
}
