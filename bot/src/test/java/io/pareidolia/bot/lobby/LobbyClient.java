package io.pareidolia.bot.lobby;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A program that uses the interface; every answer to it is compared with the description. */
final class LobbyClient {
    private static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .followRedirects(false)
            .readTimeout(Duration.ofSeconds(60))
            .build();

    private final String address;

    LobbyClient(String address) {
        this.address = address;
    }

    /** What came. */
    record Came(int status, okhttp3.Headers headers, byte[] body) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }

        String text() {
            return new String(body, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    Request.Builder request(String path) {
        return new Request.Builder().url(address + path);
    }

    Came send(Request.Builder request) throws IOException {
        Request whole = request.build();
        try (Response response = HTTP.newCall(whole).execute()) {
            byte[] body = response.body().bytes();
            if (whole.url().encodedPath().startsWith("/api/")) {
                DescribedResponse.check(response, body);
            }
            return new Came(response.code(), response.headers(), body);
        }
    }

    Came get(String path) throws IOException {
        return send(request(path));
    }

    static RequestBody photo(String recipe) throws IOException {
        return photo(recipe, StandInService.EXAMPLE, "holiday.jpg");
    }

    static RequestBody photo(String recipe, Path file, String name) throws IOException {
        return form(Map.of("recipe", recipe), Files.readAllBytes(file), name);
    }

    static RequestBody form(Map<String, String> fields, byte[] picture, String name) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields.forEach(form::addFormDataPart);
        return form.addFormDataPart("picture", name, RequestBody.create(picture, MediaType.get("image/jpeg")))
                .build();
    }

    static RequestBody form(Map<String, String> fields) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        fields.forEach(form::addFormDataPart);
        return form.build();
    }

    Came post(RequestBody body) throws IOException {
        return send(request("/api/dreams").post(body));
    }

    /** Asks until the dream is in that state. */
    JsonNode await(String id, String state) throws IOException, InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            JsonNode dream = get("/api/dreams/" + id).json();
            if (dream.get("state").asText().equals(state)) {
                return dream;
            }
            Thread.sleep(25);
        }
        throw new AssertionError("still " + get("/api/dreams/" + id).text());
    }
}
