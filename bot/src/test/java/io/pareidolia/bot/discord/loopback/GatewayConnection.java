package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.websocket.WsContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.Deflater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One websocket: plain text, or one zlib stream over its whole life. */
final class GatewayConnection {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayConnection.class);

    private final WsContext context;
    private final boolean compressed;
    private final Deflater deflater = new Deflater();
    private final byte[] buffer = new byte[16_384];
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "loopback-gateway");
        thread.setDaemon(true);
        return thread;
    });

    GatewayConnection(WsContext context, boolean compressed) {
        this.context = context;
        this.compressed = compressed;
    }

    void send(int code, JsonNode data) {
        ObjectNode message = Json.object().put("op", code).putNull("s").putNull("t");
        message.set("d", data);
        send(message);
    }

    void send(ObjectNode message) {
        String text = Json.write(message);
        inOrder(() -> {
            if (compressed) {
                context.send(ByteBuffer.wrap(compress(text.getBytes(StandardCharsets.UTF_8))));
            } else {
                context.send(text);
            }
        });
    }

    void close(int code, String reason) {
        inOrder(() -> context.closeSession(code, reason));
    }

    void drop() {
        context.session.disconnect();
    }

    void end() {
        writer.shutdown();
    }

    private void inOrder(Runnable work) {
        try {
            writer.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException gone) {
                    LOG.debug("The connection was gone", gone);
                }
            });
        } catch (RejectedExecutionException ended) {
            LOG.debug("The connection has ended", ended);
        }
    }

    private byte[] compress(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        deflater.setInput(plain);
        int length = buffer.length;
        while (length == buffer.length) {
            length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            packed.write(buffer, 0, length);
        }
        return packed.toByteArray();
    }
}
