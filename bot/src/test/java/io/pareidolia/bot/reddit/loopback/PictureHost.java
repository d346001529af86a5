package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gives pictures out as i.redd.it, preview.redd.it and i.imgur.com do, each by a path that begins with its name. The
 * links of previews are signed: without their whole query they lead nowhere.
 */
final class PictureHost {
    private static final String DIRECT = "/i.redd.it/";
    private static final String PREVIEW = "/preview.redd.it/";
    private static final String ELSEWHERE = "/i.imgur.com/";

    private final World world;
    private final Map<String, LoopbackPicture> byName = new ConcurrentHashMap<>();
    private final List<String> served = new CopyOnWriteArrayList<>();

    PictureHost(World world) {
        this.world = world;
    }

    void configure(RoutesConfig routes) {
        routes.get(DIRECT + "{name}", this::serve);
        routes.get(ELSEWHERE + "{name}", this::serve);
        routes.get(PREVIEW + "{name}", context -> {
            LoopbackPicture picture = byName.get(context.pathParam("name"));
            if (picture != null && !signature(picture).equals(context.queryParam("s"))) {
                context.status(403).contentType("text/html").result("<h1>403 Forbidden</h1>");
            } else {
                serve(context);
            }
        });
        // what looks like a page where a picture is expected
        routes.get("/gallery/{id}", context -> context.html("<html><body>A gallery</body></html>"));
        routes.get("/v.redd.it/<path>", context -> context.status(403).result(""));
    }

    private void serve(Context context) {
        served.add(context.path());
        LoopbackPicture picture = byName.get(context.pathParam("name"));
        if (picture == null) {
            context.status(404).contentType("text/html").result("<h1>404 Not Found</h1>");
        } else {
            context.contentType(picture.mediaType()).result(picture.bytes());
        }
    }

    LoopbackPicture keep(byte[] bytes) {
        LoopbackPicture picture = LoopbackPicture.of("p" + world.nextId(), LoopbackPicture.mediaType(bytes), bytes);
        keep(picture);
        return picture;
    }

    void keep(LoopbackPicture picture) {
        byName.put(picture.name(), picture);
    }

    void takeDown(LoopbackPicture picture) {
        byName.remove(picture.name());
    }

    /** The paths that were fetched, in order. */
    List<String> served() {
        return List.copyOf(served);
    }

    String link(LoopbackPicture picture) {
        return world.address() + DIRECT + picture.name();
    }

    String linkElsewhere(LoopbackPicture picture) {
        return world.address() + ELSEWHERE + picture.name();
    }

    String preview(LoopbackPicture picture) {
        return world.address() + PREVIEW + picture.name() + "?width=" + picture.width() + "&format=" + picture.format()
                + "&auto=webp&s=" + signature(picture);
    }

    private static String signature(LoopbackPicture picture) {
        return Integer.toHexString(("signed " + picture.name()).hashCode());
    }

    /** What {@code media_metadata} tells of it. */
    ObjectNode metadata(LoopbackPicture picture) {
        ObjectNode json = Json.object()
                .put("status", "valid")
                .put("e", "Image")
                .put("m", picture.mediaType())
                .put("id", picture.id());
        ObjectNode size = Json.object()
                .put("y", picture.height())
                .put("x", picture.width())
                .put("u", preview(picture));
        json.putArray("p").add(size.deepCopy());
        json.set("s", size);
        return json;
    }
}
