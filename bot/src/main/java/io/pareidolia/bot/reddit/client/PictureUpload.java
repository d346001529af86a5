package io.pareidolia.bot.reddit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Brings pictures to the store that Reddit keeps them in, and hears what became of a post of one. */
final class PictureUpload {
    /** The largest file that Reddit takes. */
    static final int MOST_BYTES = 20 * 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int END_OF_TALK = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger LOG = LoggerFactory.getLogger(PictureUpload.class);

    private final OkHttpClient client;
    private final OkHttpClient sockets;
    private final boolean loopback;

    /**
     * @param loopback true if the API is on this machine without TLS; then pictures may go without it as well
     */
    PictureUpload(OkHttpClient client, boolean loopback) {
        this.client = client.newBuilder()
                .callTimeout(PATIENCE)
                .writeTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .build();
        this.sockets = client.newBuilder()
                .callTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .connectTimeout(CONNECTING)
                .build();
        this.loopback = loopback;
    }

    /**
     * Sends a picture where Reddit says.
     *
     * @param lease what Reddit answered when it was told of the picture
     */
    Upload send(JsonNode lease, byte[] picture, String mediaType, String name) {
        JsonNode asset = lease.path("asset");
        String id = asset.path("asset_id").asText("");
        HttpUrl action = action(lease.path("args").path("action").asText(""));
        if (id.isEmpty()) {
            throw odd();
        }
        MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (JsonNode field : lease.path("args").path("fields")) {
            body.addFormDataPart(
                    field.path("name").asText(""), field.path("value").asText(""));
        }
        body.addFormDataPart("file", name, RequestBody.create(picture, MediaType.get(mediaType)));
        Request request = new Request.Builder().url(action).post(body.build()).build();
        try (Response response = client.newCall(request).execute()) {
            String xml = response.body().string();
            if (!response.isSuccessful()) {
                throw refused(response.code(), element(xml, "Code"));
            }
            return new Upload(
                    id,
                    element(xml, "Location").orElseThrow(PictureUpload::odd),
                    asset.path("websocket_url").asText(""));
        } catch (IOException broken) {
            LOG.debug("an upload broke", broken);
            throw new RedditFailure(
                    Kind.UNREACHABLE,
                    "Reddit's store of pictures cannot be reached ("
                            + broken.getClass().getSimpleName() + ").");
        }
    }

    private static RedditFailure refused(int status, Optional<String> code) {
        if (code.filter("EntityTooLarge"::equals).isPresent()) {
            return tooLarge();
        }
        Kind kind = status >= 500 ? Kind.UNREACHABLE : Kind.REFUSED;
        return new RedditFailure(
                kind, "Reddit's store does not take the picture (" + code.orElse(String.valueOf(status)) + ").");
    }

    static RedditFailure tooLarge() {
        return new RedditFailure(Kind.NOT_ALLOWED, "Reddit takes no picture of more than 20 MiB.");
    }

    private static RedditFailure odd() {
        return new RedditFailure(Kind.UNREACHABLE, "Reddit does not say where the picture shall go.");
    }

    private HttpUrl action(String address) {
        String whole = address.startsWith("//") ? (loopback ? "http:" : "https:") + address : address;
        HttpUrl url = HttpUrl.parse(whole);
        if (url == null || !(url.isHttps() || loopback)) {
            throw odd();
        }
        return url;
    }

    /** The text of the first element of a name, in a document that may come from anywhere. */
    private static Optional<String> element(String xml, String name) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setExpandEntityReferences(false);
            var parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null);
            NodeList found =
                    parser.parse(new InputSource(new StringReader(xml))).getElementsByTagName(name);
            return found.getLength() == 0
                    ? Optional.empty()
                    : Optional.of(found.item(0).getTextContent().strip()).filter(text -> !text.isEmpty());
        } catch (SAXException noXml) {
            return Optional.empty();
        } catch (ParserConfigurationException broken) {
            throw new IllegalStateException("Java's own XML parser", broken);
        }
    }

    /**
     * Begins to listen for what becomes of a post. Whoever begins after the post has missed it, so this waits a little
     * until the line stands; without one nothing will be heard.
     */
    Ear listen(String websocket) {
        Ear ear = new Ear();
        if (websocket.startsWith("wss:") || (loopback && websocket.startsWith("ws:"))) {
            ear.open(sockets.newWebSocket(new Request.Builder().url(websocket).build(), ear));
        }
        return ear;
    }

    /** Hears one word of Reddit's. */
    static final class Ear extends WebSocketListener implements AutoCloseable {
        private final CompletableFuture<Boolean> standing = new CompletableFuture<>();
        private final CompletableFuture<JsonNode> word = new CompletableFuture<>();
        private @Nullable WebSocket socket;

        private void open(WebSocket opened) {
            socket = opened;
            try {
                standing.get(CONNECTING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException silent) {
                LOG.debug("Reddit will not say what becomes of a post", silent);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /** Link of the post as soon as Reddit says it; empty if it does not. */
        Optional<String> link(Duration patience) {
            if (socket == null) {
                return Optional.empty();
            }
            try {
                JsonNode said = word.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (said.path("type").asText("").equals("failed")) {
                    throw new RedditFailure(Kind.REFUSED, "Reddit made no post of the picture (failed).");
                }
                return Optional.of(said.path("payload").path("redirect").asText(""))
                        .filter(link -> !link.isEmpty());
            } catch (TimeoutException | ExecutionException lost) {
                LOG.debug("Reddit did not say what became of a post", lost);
                return Optional.empty();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }

        @Override
        public void onOpen(WebSocket socket, Response response) {
            standing.complete(true);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            try {
                word.complete(JSON.readTree(text));
            } catch (IOException noJson) {
                word.completeExceptionally(noJson);
            }
        }

        @Override
        public void onClosing(WebSocket socket, int code, String reason) {
            word.completeExceptionally(new IOException("closed"));
        }

        @Override
        public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
            standing.completeExceptionally(failure);
            word.completeExceptionally(failure);
        }

        @Override
        public void close() {
            if (socket != null) {
                socket.close(END_OF_TALK, null);
                socket.cancel();
            }
        }
    }
}
