package io.pareidolia.bot.lobby;

import io.javalin.http.Context;
import io.pareidolia.dream.machine.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files of the page, all from the program itself. Their addresses change with their content. */
final class Assets {
    static final String PATH = "/assets/";
    private static final String FOLDER = "/lobby/assets/";
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9-][a-z0-9.-]*/){0,2}[a-z0-9-][a-z0-9.-]*\\.[a-z]{2,4}");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "jpg", "image/jpeg");
    private static final int VERSION_LENGTH = 12;

    private record Asset(byte[] bytes, String mediaType, String version) {}

    private final Map<String, Asset> found = new ConcurrentHashMap<>();

    /** Where a file of the page is to be had. */
    String address(String name) {
        return PATH + name + "?v="
                + find(name).orElseThrow(() -> new IllegalStateException(name)).version();
    }

    /** Likewise, if there is such a file. */
    Optional<String> addressIfThere(String name) {
        return find(name).map(asset -> PATH + name + "?v=" + asset.version());
    }

    void get(Context context) {
        String name = context.path().substring(PATH.length());
        Asset asset = find(name).orElseThrow(() -> Problem.of(404, "There is no such file."));
        boolean lasting = asset.version().equals(context.queryParam("v"));
        context.header("Cache-Control", lasting ? "public, max-age=31536000, immutable" : "no-cache");
        context.contentType(asset.mediaType()).result(asset.bytes());
    }

    private Optional<Asset> find(String name) {
        Asset known = found.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String mediaType = MEDIA_TYPES.get(ending);
        if (mediaType == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream(name.equals("htmx.js") ? HTMX : FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            Asset asset = new Asset(bytes, mediaType, Sha256.of(bytes).substring(0, VERSION_LENGTH));
            found.put(name, asset);
            return Optional.of(asset);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
