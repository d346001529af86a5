package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON in and out. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode array(Iterable<? extends JsonNode> items) {
        ArrayNode array = array();
        items.forEach(array::add);
        return array;
    }

    /** @throws DiscordError if it is none, as Discord answers then */
    static JsonNode parse(String text) {
        return read(text).orElseThrow(() -> new DiscordError(400, 50109, "The request body contains invalid JSON."));
    }

    /** Nothing if it is none. */
    public static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    public static String write(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** An id, which Discord writes as text and reads as text or number. */
    static String id(long id) {
        return Long.toUnsignedString(id);
    }

    static long id(JsonNode id) {
        try {
            return Long.parseUnsignedLong(id.asText());
        } catch (NumberFormatException broken) {
            throw DiscordError.invalid("id", "NUMBER_TYPE_COERCE", "Value \"" + id.asText() + "\" is not snowflake.");
        }
    }

    /** Every object in it, itself first. */
    static List<ObjectNode> objects(JsonNode root) {
        List<ObjectNode> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static void collect(JsonNode node, List<ObjectNode> all) {
        if (node instanceof ObjectNode object) {
            all.add(object);
        }
        node.forEach(child -> collect(child, all));
    }

    /** Whether something stands there that is neither null nor empty. */
    public static boolean present(JsonNode node) {
        return node != null
                && !node.isNull()
                && !node.isMissingNode()
                && !(node.isTextual() && node.textValue().isEmpty())
                && !(node.isContainerNode() && node.isEmpty());
    }
}
