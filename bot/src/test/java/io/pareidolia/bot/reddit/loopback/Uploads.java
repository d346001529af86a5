package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import io.pareidolia.bot.discord.loopback.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Pictures that the bot brings: the lease, the form, the post, and the websocket that tells when it is there. */
final class Uploads {
    static final String SOCKET = "/socket/{asset}";
    private static final String BUCKET = "/reddit-uploaded-media.s3-accelerate.amazonaws.com";
    private static final int LARGEST = 20_971_520;
    private static final int LONGEST_TITLE = 300;
    private static final Set<String> MEDIA_TYPES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    /** What was promised for one picture. */
    private static final class Lease {
        private final String asset;
        private final String mediaType;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private LoopbackPicture picture;
        private ObjectNode news;
        private boolean cut;

        Lease(String asset, String mediaType) {
            this.asset = asset;
            this.mediaType = mediaType;
        }
    }

    private final World world;
    private final Map<String, Lease> leases = new LinkedHashMap<>();
    private final Map<String, WsContext> sockets = new ConcurrentHashMap<>();
    private volatile Announcement announcement = Announcement.TOLD;

    Uploads(World world) {
        this.world = world;
    }

    void announce(Announcement how) {
        announcement = how;
    }

    void configure(RedditApi api, RoutesConfig routes) {
        api.post(routes, "/api/media/asset.json", "submit", this::lease);
        api.open(routes, HandlerType.POST, BUCKET, request -> {
            receive(request.context());
            return null;
        });
        routes.ws(SOCKET, this::configure);
    }

    private void configure(WsConfig socket) {
        socket.onConnect(context -> {
            synchronized (world) {
                sockets.put(context.pathParam("asset"), context);
                Optional.ofNullable(leases.get(context.pathParam("asset"))).ifPresent(this::say);
            }
        });
        socket.onClose(context -> sockets.remove(context.pathParam("asset"), context));
    }

    /** All that were brought, the first first. */
    List<LoopbackPicture> pictures() {
        synchronized (world) {
            List<LoopbackPicture> brought = new ArrayList<>();
            leases.values().forEach(lease -> Optional.ofNullable(lease.picture).ifPresent(brought::add));
            return brought;
        }
    }

    Optional<LoopbackPicture> picture(String asset) {
        return Optional.ofNullable(leases.get(asset)).map(lease -> lease.picture);
    }

    private JsonNode lease(Request request) {
        String name = request.required("filepath");
        String mediaType = request.required("mimetype");
        if (!MEDIA_TYPES.contains(mediaType)) {
            throw RedditError.explained(400, "BAD_MIMETYPE", "this type of file is not supported", "mimetype");
        }
        Lease lease = new Lease("a" + world.nextId(), mediaType);
        leases.put(lease.asset, lease);
        lease.fields.put("acl", "private");
        lease.fields.put("key", "rte_images/" + lease.asset);
        lease.fields.put("X-Amz-Credential", "loopback/us-east-1/s3/aws4_request");
        lease.fields.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        lease.fields.put("success_action_status", "201");
        lease.fields.put("content-type", mediaType);
        lease.fields.put("x-amz-storage-class", "STANDARD");
        lease.fields.put("x-amz-meta-ext", name.replaceFirst("^.*\\.", ""));
        lease.fields.put("policy", "loopback-policy-" + lease.asset);
        lease.fields.put("X-Amz-Signature", Integer.toHexString(lease.asset.hashCode()));
        String host = world.address().replaceFirst("^http:", "");
        ObjectNode json = Json.object();
        ObjectNode args = json.putObject("args").put("action", host + BUCKET);
        ArrayNode fields = args.putArray("fields");
        lease.fields.forEach(
                (field, value) -> fields.addObject().put("name", field).put("value", value));
        ObjectNode asset = json.putObject("asset")
                .put("asset_id", lease.asset)
                .put("processing_state", "incomplete")
                .put("websocket_url", socket(lease));
        asset.putObject("payload").put("filepath", name);
        return json;
    }

    private String socket(Lease lease) {
        return world.address().replaceFirst("^http", "ws") + SOCKET.replace("{asset}", lease.asset) + "?m=token";
    }

    /** The form, whose file comes last as it must. */
    private void receive(Context context) {
        try {
            context.uploadedFileMap(); // tells the server how to read the parts, whose order it keeps
            Map<String, String> fields = new LinkedHashMap<>();
            byte[] file = null;
            for (Part part : context.req().getParts()) {
                if (file != null) {
                    break; // what follows the file is not read
                }
                try (InputStream in = part.getInputStream()) {
                    byte[] bytes = in.readAllBytes();
                    if (part.getName().equals("file")) {
                        file = bytes;
                    } else {
                        fields.put(part.getName(), new String(bytes, StandardCharsets.UTF_8));
                    }
                }
            }
            receive(context, fields, file);
        } catch (IOException | ServletException broken) {
            xml(context, 400, error("MalformedPOSTRequest", "The body of your POST request is not well-formed"));
        }
    }

    private void receive(Context context, Map<String, String> fields, byte[] file) {
        String key = fields.getOrDefault("key", "");
        Lease lease = leases.get(key.replaceFirst("^rte_images/", ""));
        if (lease == null || !lease.fields.equals(fields)) {
            xml(context, 403, error("AccessDenied", "Invalid according to Policy"));
        } else if (file == null) {
            xml(context, 400, error("InvalidArgument", "POST requires exactly one file upload per request"));
        } else if (file.length > LARGEST) {
            xml(context, 400, error("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"));
        } else {
            lease.picture = LoopbackPicture.of(lease.asset, lease.mediaType, file);
            world.pictures().keep(lease.picture);
            String place = world.address() + BUCKET + "/" + key.replace("/", "%2F");
            xml(
                    context,
                    201,
                    "<PostResponse><Location>" + place + "</Location><Bucket>reddit-uploaded-media</Bucket><Key>" + key
                            + "</Key><ETag>\"" + lease.asset + "\"</ETag></PostResponse>");
        }
    }

    private static String error(String code, String message) {
        return "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>";
    }

    private static void xml(Context context, int status, String body) {
        context.status(status)
                .contentType("application/xml")
                .result("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
    }

    /** Posts, of any kind. */
    JsonNode submit(Request request) {
        String title = request.text("title");
        if (title.isBlank()) {
            throw RedditError.code("NO_TEXT", "we need something here", "title");
        } else if (title.length() > LONGEST_TITLE) {
            throw RedditError.code("TOO_LONG", "this is too long (max: " + LONGEST_TITLE + ")", "title");
        }
        LoopbackSubreddit subreddit = world.findSubreddit(request.required("sr"))
                .orElseThrow(() -> RedditError.code(
                        "SUBREDDIT_NOEXIST", "Hmm, that community doesn't exist. Try checking the spelling.", "sr"));
        subreddit.checkWritable(world.bot(), false);
        return switch (request.text("kind")) {
            case "image" -> submitPicture(request, subreddit);
            case "link" -> {
                if (!subreddit.takesImages()) {
                    throw RedditError.code("NO_LINKS", "that community doesn't allow links", "sr");
                }
                yield told(post(request, subreddit, LoopbackPost.Kind.LINK, request.required("url"), List.of()));
            }
            case "self" -> {
                if (!subreddit.takesTexts()) {
                    throw RedditError.code("NO_SELFS", "that community doesn't allow text posts", "sr");
                }
                yield told(post(request, subreddit, LoopbackPost.Kind.TEXT, request.text("text"), List.of()));
            }
            default -> throw RedditError.code("INVALID_OPTION", "that option is not valid", "kind");
        };
    }

    private LoopbackPost post(
            Request request,
            LoopbackSubreddit subreddit,
            LoopbackPost.Kind kind,
            String words,
            List<LoopbackPicture> pictures) {
        LoopbackPost post =
                new LoopbackPost(world.bot(), subreddit, kind, request.text("title"), words, pictures, null);
        post.nsfw(request.is("nsfw") || subreddit.isNsfw()).spoiler(request.is("spoiler"));
        subreddit.wrote();
        return world.add(post);
    }

    private JsonNode told(LoopbackPost post) {
        ObjectNode json = Words.nothing();
        ((ObjectNode) json.get("json"))
                .putObject("data")
                .put("url", world.address() + post.permalink())
                .put("id", post.id())
                .put("name", post.fullname())
                .put("drafts_count", 0);
        return json;
    }

    private JsonNode submitPicture(Request request, LoopbackSubreddit subreddit) {
        if (!subreddit.takesImages()) {
            throw RedditError.code("NO_IMAGES", "that community doesn't allow images", "sr");
        }
        Lease lease = brought(request.required("url"))
                .orElseThrow(() -> RedditError.code("BAD_URL", "you should check that url", "url"));
        switch (announcement) {
            case TOLD -> {
                LoopbackPost post = picturePost(request, subreddit, lease);
                lease.news = Json.object().put("type", "success");
                lease.news.putObject("payload").put("redirect", "https://www.reddit.com" + post.permalink());
            }
            case SILENT -> picturePost(request, subreddit, lease);
            case CUT -> {
                picturePost(request, subreddit, lease);
                lease.cut = true;
            }
            case FAILED -> lease.news = Json.object().put("type", "failed");
        }
        say(lease);
        ObjectNode json = Words.nothing();
        ((ObjectNode) json.get("json"))
                .putObject("data")
                .put(
                        "user_submitted_page",
                        "https://www.reddit.com/user/" + world.bot().name() + "/submitted/")
                .put("websocket_url", socket(lease));
        return json;
    }

    private LoopbackPost picturePost(Request request, LoopbackSubreddit subreddit, Lease lease) {
        return post(request, subreddit, LoopbackPost.Kind.IMAGE, "", List.of(lease.picture));
    }

    /** What lies where the form has put it; the address may be written with or without escapes. */
    private Optional<Lease> brought(String url) {
        String path = String.valueOf(URI.create(url).getPath());
        return leases.values().stream()
                .filter(lease -> lease.picture != null && path.equals(BUCKET + "/rte_images/" + lease.asset))
                .findFirst();
    }

    /** Tells the one who listens, as soon as both are there: Reddit works on a post for a while. */
    private void say(Lease lease) {
        WsContext socket = sockets.get(lease.asset);
        if (socket != null && lease.cut) {
            socket.session.disconnect();
        } else if (socket != null && lease.news != null) {
            socket.send(Json.write(lease.news));
        }
    }
}
