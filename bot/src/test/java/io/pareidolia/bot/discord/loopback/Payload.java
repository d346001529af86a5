package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came with a request: JSON, alone or as a form's {@code payload_json}, and the form's files by the number in their
 * name.
 */
record Payload(JsonNode body, Map<Integer, Part> files) {
    private static final Pattern FILE_NAME = Pattern.compile("files\\[(\\d+)]");

    record Part(String name, String mediaType, byte[] bytes) {}

    List<String> fileNames() {
        return files.values().stream().map(Part::name).toList();
    }

    static Payload of(Context context) {
        if (!context.isMultipartFormData()) {
            String text = context.body();
            return new Payload(text.isEmpty() ? Json.object() : Json.parse(text), Map.of());
        }
        String json = context.formParam("payload_json");
        Map<Integer, Part> files = new TreeMap<>();
        for (Map.Entry<String, List<UploadedFile>> field :
                context.uploadedFileMap().entrySet()) {
            Matcher name = FILE_NAME.matcher(field.getKey());
            if (name.matches()) {
                files.put(Integer.parseInt(name.group(1)), part(field.getValue().get(0)));
            } else if (field.getKey().equals("payload_json")) {
                json = new String(part(field.getValue().get(0)).bytes(), StandardCharsets.UTF_8);
            }
        }
        return new Payload(json == null ? Json.object() : Json.parse(json), files);
    }

    private static Part part(UploadedFile file) {
        try (InputStream in = file.content()) {
            String mediaType = file.contentType();
            return new Part(
                    file.filename(), mediaType == null ? "application/octet-stream" : mediaType, in.readAllBytes());
        } catch (IOException broken) {
            throw new DiscordError(400, 50109, "The request body contains invalid JSON.");
        }
    }

    ObjectNode object() {
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw DiscordError.invalid("_", "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
    }

    /** The message within an interaction's answer. */
    Payload data() {
        JsonNode data = object().path("data");
        return new Payload(data.isObject() ? data : Json.object(), files);
    }
}
