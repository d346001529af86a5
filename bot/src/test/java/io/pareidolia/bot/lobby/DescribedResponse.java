package io.pareidolia.bot.lobby;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import okhttp3.Response;

/** Compares answers with the description of the interface that is served. */
final class DescribedResponse {
    private static final JsonNode DESCRIPTION = description();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private DescribedResponse() {}

    private static JsonNode description() {
        try (InputStream in = DescribedResponse.class.getResourceAsStream("/lobby/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Fails unless the status, the headers, the media type and the body are described. */
    static void check(Response response, byte[] body) throws IOException {
        String path = response.request().url().encodedPath();
        String method = response.request().method().toLowerCase(java.util.Locale.ROOT);
        String what = method + " " + path + " " + response.code();
        JsonNode operation = DESCRIPTION.get("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[a-z]+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError(what + " is no described path"))
                .path(method);
        JsonNode described = resolved(operation.path("responses").path(String.valueOf(response.code())));
        assertThat(described.isMissingNode()).as(what + " is described").isFalse();
        for (Map.Entry<String, JsonNode> header : described.path("headers").properties()) {
            String value = response.header(header.getKey());
            if (header.getValue().path("required").asBoolean()) {
                assertThat(value).as(what + " " + header.getKey()).isNotNull();
            }
            if (value != null) {
                assertThat(faults(header.getValue().get("schema"), new ObjectMapper().valueToTree(value)))
                        .as(what + " " + header.getKey())
                        .isEmpty();
            }
        }
        JsonNode content = described.path("content");
        if (content.isMissingNode()) {
            assertThat(body).as(what).isEmpty();
            return;
        }
        String mediaType = String.valueOf(response.header("Content-Type")).replaceFirst(";.*", "");
        assertThat(content.has(mediaType)).as(what + " " + mediaType).isTrue();
        JsonNode schema = content.get(mediaType).path("schema");
        if (!schema.isMissingNode()) {
            assertThat(faults(schema, new ObjectMapper().readTree(body)))
                    .as(what)
                    .isEmpty();
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? DESCRIPTION.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Set<ValidationMessage> faults(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", DESCRIPTION.get("components"));
        return SCHEMAS.getSchema(whole).validate(value);
    }
}
