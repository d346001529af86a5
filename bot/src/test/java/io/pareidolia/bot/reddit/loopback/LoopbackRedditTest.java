package io.pareidolia.bot.reddit.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.pareidolia.bot.discord.loopback.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loopback answers as Reddit does, and refuses what Reddit refuses. */
class LoopbackRedditTest {
    private static final String USER_AGENT = "java:io.pareidolia:1.0 (by /u/operator)";
    private static final Path PHOTO = Path.of("../docs/alpine.jpg");

    private final LoopbackReddit reddit = LoopbackReddit.start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final LoopbackSubreddit pics = reddit.subreddit("pics").moderators(reddit.user("moderator"));
    private final Hand ada = reddit.hand("ada");
    private final Hand bob = reddit.hand("bob");
    private final Hand moderator = reddit.hand("moderator");
    private byte[] photo;
    private LoopbackPost post;
    private String token;

    private record Answer(int status, JsonNode json, String text, HttpResponse<String> response) {
        String code() {
            return json.path("json").path("errors").path(0).path(0).asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode thing() {
            return json.path("json").path("data").path("things").path(0).path("data");
        }

        List<String> names() {
            return json.path("data").path("children").findValuesAsText("name");
        }
    }

    @BeforeEach
    void signIn() throws Exception {
        photo = Files.readAllBytes(PHOTO);
        post = ada.post(pics, "My mountain", photo);
        token = token("password").json().path("access_token").asText();
    }

    @AfterEach
    void close() {
        reddit.close();
    }

    private Answer token(String grant) throws Exception {
        return token(grant, LoopbackReddit.CLIENT_SECRET, LoopbackReddit.PASSWORD, LoopbackReddit.REFRESH_TOKEN);
    }

    private Answer token(String grant, String secret, String password, String refreshToken) throws Exception {
        String basic = LoopbackReddit.CLIENT_ID + ":" + secret;
        return send(form(
                        "/api/v1/access_token",
                        Map.of(
                                "grant_type", grant,
                                "username", LoopbackReddit.BOT,
                                "password", password,
                                "refresh_token", refreshToken))
                .setHeader(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8))));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(reddit.apiUrl() + path.substring(1)))
                .header("User-Agent", USER_AGENT);
        return token == null ? builder : builder.header("Authorization", "bearer " + token);
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(), Json.read(response.body()).orElse(Json.object()), response.body(), response);
    }

    private Answer get(String path) throws Exception {
        return send(request(path + (path.contains("?") ? "&" : "?") + "raw_json=1"));
    }

    private Answer post(String path, String... fields) throws Exception {
        Map<String, String> form = new LinkedHashMap<>(Map.of("api_type", "json", "raw_json", "1"));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        return send(form(path, form));
    }

    private Answer comment(LoopbackThing under, String text) throws Exception {
        return post("/api/comment", "thing_id", under.fullname(), "text", text);
    }

    // ---- tokens

    @Test
    void tokensAreGivenToTheClientThatKnowsItsSecret() throws Exception {
        token = null;
        Answer anonymous = send(form("/api/v1/access_token", Map.of("grant_type", "password")));
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("www-authenticate")).startsWith("Basic");
        assertThat(token("password", "wrong", LoopbackReddit.PASSWORD, "").status())
                .isEqualTo(401);

        Answer wrong = token("password", LoopbackReddit.CLIENT_SECRET, "wrong", "");
        assertThat(wrong.status()).isEqualTo(200);
        assertThat(wrong.json().path("error").asText()).isEqualTo("invalid_grant");
        assertThat(token("refresh_token", LoopbackReddit.CLIENT_SECRET, "", "stale")
                        .status())
                .isEqualTo(400);
        reddit.passwords(false);
        assertThat(token("password").json().path("error").asText()).isEqualTo("unauthorized_client");

        Answer good = token("refresh_token");
        assertThat(good.json().path("token_type").asText()).isEqualTo("bearer");
        assertThat(good.json().path("expires_in").asInt()).isEqualTo(3_600);
    }

    @Test
    void tokensExpireByTheLoopbacksClock() throws Exception {
        assertThat(get("/api/v1/me").json().path("name").asText()).isEqualTo(LoopbackReddit.BOT);
        reddit.clock().advance(Duration.ofMinutes(61));
        Answer late = get("/api/v1/me");
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.header("www-authenticate")).contains("invalid_token");
        token = token("password").json().path("access_token").asText();
        assertThat(get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aMissingScopeIsNamed() throws Exception {
        reddit.scopes("identity", "read");
        token = token("password").json().path("access_token").asText();
        Answer refused = comment(post, "no");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("www-authenticate")).contains("insufficient_scope");
        assertThat(reddit.answers()).isEmpty();
    }

    @Test
    void whoDoesNotSayWhoHeIsGetsNothing() throws Exception {
        Answer refused = send(request("/api/v1/me?raw_json=1").setHeader("User-Agent", "Java-http-client/17"));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(reddit.violations()).singleElement().asString().contains("Java-http-client");
    }

    // ---- inbox

    @Test
    void mentionsAndRepliesComeIntoTheInbox() throws Exception {
        LoopbackComment asked = bob.mention(post, "puppyslug <b>");
        comment(asked, "here it is");
        LoopbackComment answer = asked.answers().get(0);
        LoopbackComment again = bob.comment(answer, "deeper, u/pareidolia");
        bob.comment(post, "u/a_b_c u/d_e_f u/g_h_i u/pareidolia");

        Answer unread = get("/message/unread?mark=false&limit=100");
        assertThat(unread.names()).containsExactly(again.fullname(), asked.fullname());
        JsonNode mention = unread.json().path("data").path("children").path(1).path("data");
        assertThat(mention.path("type").asText()).isEqualTo("username_mention");
        assertThat(mention.path("was_comment").asBoolean()).isTrue();
        assertThat(mention.path("body").asText()).isEqualTo("u/pareidolia puppyslug <b>");
        assertThat(mention.path("parent_id").asText()).isEqualTo(post.fullname());
        assertThat(mention.path("context").asText()).isEqualTo(asked.permalink() + "?context=3");
        assertThat(unread.json().findValuesAsText("type")).containsExactly("comment_reply", "username_mention");
        assertThat(get("/message/mentions").names()).containsExactly(asked.fullname());
        assertThat(get("/message/unread?mark=false&before=" + asked.fullname()).names())
                .containsExactly(again.fullname());
        assertThat(send(request("/message/unread?mark=false")).text())
                .as("without raw_json texts are escaped")
                .contains("&lt;b&gt;");

        post("/api/read_message", "id", asked.fullname());
        assertThat(get("/message/unread?mark=false").names()).containsExactly(again.fullname());
        bob.delete(again);
        assertThat(get("/message/unread?mark=false").names()).isEmpty();
    }

    @Test
    void aUserHearsFromTheBotAndItIsRefusedWhereItMustBe() throws Exception {
        assertThat(post("/api/compose", "to", "ada", "subject", "Your dream", "text", "is here")
                        .code())
                .isEmpty();
        assertThat(reddit.user("ada").unread()).singleElement().returns("is here", Notice::body);
        assertThat(post("/api/compose", "to", "nobody_there", "subject", "s", "text", "t")
                        .code())
                .isEqualTo("USER_DOESNT_EXIST");
        reddit.user("bob").refusesMessages("NOT_WHITELISTED_BY_USER_MESSAGE");
        assertThat(post("/api/compose", "to", "bob", "subject", "s", "text", "t")
                        .code())
                .isEqualTo("NOT_WHITELISTED_BY_USER_MESSAGE");
        assertThat(get("/message/messages").status()).isEqualTo(302);
    }

    // ---- comments

    @Test
    void aCommentStandsWhereItWasWritten() throws Exception {
        LoopbackComment asked = bob.mention(post, "");
        Answer answered = comment(asked, "A *dream*");
        LoopbackComment answer = asked.answers().get(0);
        assertThat(answered.thing().path("name").asText()).isEqualTo(answer.fullname());
        assertThat(answered.thing().path("gildings").isObject()).isTrue();
        JsonNode tree = get("/comments/" + post.id() + "?comment=" + asked.id()).json();
        JsonNode there = tree.path(1).path("data").path("children").path(0).path("data");
        assertThat(there.path("name").asText()).isEqualTo(asked.fullname());
        assertThat(there.path("replies").path("data").path("children").findValuesAsText("name"))
                .containsExactly(answer.fullname());
        assertThat(get("/api/info?id=" + answer.fullname() + "," + post.fullname())
                        .names())
                .containsExactly(answer.fullname(), post.fullname());

        post("/api/editusertext", "thing_id", answer.fullname(), "text", "Changed");
        assertThat(answer.versions()).containsExactly("A *dream*", "Changed");
        assertThat(post("/api/editusertext", "thing_id", asked.fullname(), "text", "Not mine")
                        .code())
                .isEqualTo("NOT_AUTHOR");
        post("/api/del", "id", answer.fullname());
        assertThat(asked.answers()).isEmpty();
        assertThat(asked.everAnswered()).containsExactly(answer);
        assertThat(get("/api/info?id=" + answer.fullname()).json().findValuesAsText("body"))
                .containsExactly("[deleted]");
    }

    @Test
    void aLongThreadHasGaps() throws Exception {
        for (int i = 0; i < 5; i++) {
            bob.comment(post, "number " + i);
        }
        JsonNode listing =
                get("/comments/" + post.id() + "?limit=3").json().path(1).path("data");
        assertThat(listing.path("children").findValuesAsText("kind")).containsExactly("t1", "t1", "t1", "more");
        List<String> left = listing.findParents("children").stream()
                .flatMap(parent -> parent.path("children").findValuesAsText("id").stream())
                .toList();
        assertThat(left).isNotEmpty();
        Answer more = post("/api/morechildren", "link_id", post.fullname(), "children", left.get(left.size() - 1));
        assertThat(more.thing().path("body").asText()).isEqualTo("number 3");
    }

    @Test
    void eachRefusalHasRedditsCode() throws Exception {
        LoopbackComment asked = bob.mention(post, "");
        assertThat(comment(asked, " ").code()).isEqualTo("NO_TEXT");
        assertThat(comment(asked, "x".repeat(10_001)).code()).isEqualTo("TOO_LONG");
        post.locked(true);
        assertThat(comment(asked, "x").code()).isEqualTo("THREAD_LOCKED");
        post.locked(false).archived(true);
        assertThat(comment(asked, "x").code()).isEqualTo("TOO_OLD");
        post.archived(false);
        pics.refuses("SUBREDDIT_OUTBOUND_LINKING_DISALLOWED", "no links", "text");
        assertThat(comment(asked, "x").code()).isEqualTo("SUBREDDIT_OUTBOUND_LINKING_DISALLOWED");
        pics.refusesNothing();
        bob.block();
        assertThat(comment(asked, "x").code()).isEqualTo("USER_BLOCKED");
        assertThat(comment(post, "x").code()).isEmpty();
        bob.delete(asked);
        assertThat(comment(asked, "x").code()).isEqualTo("DELETED_COMMENT");
        moderator.ban(pics);
        Answer banned = comment(post, "x");
        assertThat(banned.status()).isEqualTo(403);
        assertThat(banned.header("www-authenticate")).isEmpty();
        assertThat(get("/r/pics/about")
                        .json()
                        .path("data")
                        .path("user_is_banned")
                        .asBoolean())
                .isTrue();
        pics.kind("private");
        assertThat(get("/r/pics/about").json().path("reason").asText()).isEqualTo("private");
        assertThat(reddit.answers()).hasSize(1);
    }

    @Test
    void aQuarantinedCommentIsMadeAndNotTold() throws Exception {
        pics.quarantined(true);
        Answer answered = comment(post, "x");
        assertThat(answered.json().path("json").path("data").path("things")).isEmpty();
        assertThat(post.answers()).hasSize(1);
    }

    // ---- limits

    @Test
    void tooManyRequestsAreRefusedByTheLoopbacksClock() throws Exception {
        reddit.rateLimit(3);
        reddit.clock().advance(Duration.ofMinutes(10));
        Answer first = get("/api/v1/me");
        assertThat(first.header("x-ratelimit-remaining")).isEqualTo("2.0");
        assertThat(first.header("x-ratelimit-used")).isEqualTo("1");
        get("/api/v1/me");
        get("/api/v1/me");
        Answer refused = get("/api/v1/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text()).startsWith("<!doctype html>");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 600);
        reddit.clock().advance(Duration.ofMinutes(10));
        assertThat(get("/api/v1/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aSubredditLimitsItsComments(RateLimitForm form) throws Exception {
        pics.rateLimit(Duration.ofMinutes(3), form);
        Answer refused = comment(post, "x");
        assertThat(refused.code())
                .isEqualTo(form == RateLimitForm.SUBREDDIT_CODE ? "SUBREDDIT_RATELIMIT" : "RATELIMIT");
        boolean told = form == RateLimitForm.SECONDS_AND_TEXT || form == RateLimitForm.SUBREDDIT_CODE;
        assertThat(refused.json().path("json").has("ratelimit")).isEqualTo(told);
        LoopbackPost elsewhere = ada.post(reddit.subreddit("elsewhere"), "Another", photo);
        assertThat(comment(elsewhere, "x").code()).isEmpty();
        reddit.clock().advance(Duration.ofMinutes(3));
        assertThat(comment(post, "x").code()).isEmpty();
    }

    @Test
    void anAccountOfLittleKarmaWaitsBetweenComments() throws Exception {
        pics.oneAnswerEvery(Duration.ofMinutes(10), RateLimitForm.TAKE_A_BREAK);
        assertThat(comment(post, "one").code()).isEmpty();
        assertThat(comment(post, "two").text()).contains("Take a break for 10 minutes before trying again.");
        pics.moderators(reddit.bot());
        assertThat(comment(post, "two").code()).isEmpty();
    }

    // ---- faults

    @Test
    void thingsGoWrongBeforeAndAfterTheEffect() throws Exception {
        reddit.faults().on("POST", "/api/comment").failsBefore(503);
        assertThat(comment(post, "one").status()).isEqualTo(503);
        assertThat(reddit.answers()).isEmpty();
        reddit.faults().on("POST", "/api/comment").failsAfter(502);
        assertThat(comment(post, "two").status()).isEqualTo(502);
        assertThat(reddit.answers()).hasSize(1);
        reddit.faults().on("POST", "/api/comment").hangsUpBefore();
        assertThatThrownBy(() -> comment(post, "three")).isInstanceOf(IOException.class);
        reddit.faults().on("POST", "/api/comment").hangsUpAfter();
        assertThatThrownBy(() -> comment(post, "four")).isInstanceOf(IOException.class);
        reddit.faults().on("POST", "/api/comment").answersAfter(200, LoopbackReddit.NO_THINGS);
        assertThat(comment(post, "five").json().path("json").path("data").path("things"))
                .isEmpty();
        reddit.faults().on("GET", "/api/v1/me").tooManyRequests(Duration.ofSeconds(7), true);
        Answer limited = get("/api/v1/me");
        assertThat(limited.json().path("error").asInt()).isEqualTo(429);
        assertThat(limited.header("retry-after")).isEqualTo("7");
        assertThat(reddit.answers()).extracting(LoopbackComment::text).containsExactly("two", "four", "five");
        assertThat(reddit.requests("POST", "/api/comment")).isEqualTo(5);
    }

    // ---- uploads

    private Answer lease() throws Exception {
        return post("/api/media/asset.json", "filepath", "dream.jpg", "mimetype", "image/jpeg");
    }

    private HttpResponse<String> upload(JsonNode lease, byte[] picture) throws Exception {
        String boundary = "loopback-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (JsonNode field : lease.path("args").path("fields")) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\""
                            + field.path("name").asText() + "\"\r\n\r\n"
                            + field.path("value").asText() + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"dream.jpg\""
                        + "\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(picture);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http:" + lease.path("args").path("action").asText()))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String link(JsonNode lease) {
        return "http:" + lease.path("args").path("action").asText() + "/rte_images/"
                + lease.path("asset").path("asset_id").asText();
    }

    private BlockingQueue<String> listen(JsonNode lease) {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        String address = lease.path("asset").path("websocket_url").asText();
        http.newWebSocketBuilder()
                .buildAsync(URI.create(address), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        said.add(text.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        said.add("closed");
                        return null;
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable error) {
                        said.add("closed");
                    }
                })
                .join();
        return said;
    }

    private Answer submit(JsonNode lease) throws Exception {
        return post(
                "/api/submit",
                "kind",
                "image",
                "sr",
                "u_pareidolia",
                "title",
                "A dream",
                "url",
                link(lease),
                "nsfw",
                "true");
    }

    @Test
    void aPictureIsPostedAndTheWebsocketTellsWhere() throws Exception {
        JsonNode lease = lease().json();
        assertThat(submit(lease).code()).as("before it is there").isEqualTo("BAD_URL");
        HttpResponse<String> uploaded = upload(lease, photo);
        assertThat(uploaded.statusCode()).isEqualTo(201);
        assertThat(uploaded.body()).contains("<Key>rte_images/");
        BlockingQueue<String> said = listen(lease);
        Answer submitted = submit(lease);
        assertThat(submitted
                        .json()
                        .path("json")
                        .path("data")
                        .path("websocket_url")
                        .asText())
                .startsWith("ws://");
        String news = said.poll(20, TimeUnit.SECONDS);
        assertThat(listen(lease).poll(20, TimeUnit.SECONDS))
                .as("who comes after the post hears of it too")
                .isEqualTo(news);
        LoopbackPost made = reddit.profile().posts().get(0);
        assertThat(Json.read(news)
                        .orElseThrow()
                        .path("payload")
                        .path("redirect")
                        .asText())
                .isEqualTo("https://www.reddit.com" + made.permalink());
        assertThat(made.isNsfw()).isTrue();
        assertThat(made.pictures().get(0).bytes()).isEqualTo(photo);
        assertThat(get("/user/pareidolia/submitted").names()).containsExactly(made.fullname());
    }

    @Test
    void theWebsocketMayBeLost() throws Exception {
        reddit.announce(Announcement.CUT);
        JsonNode lease = lease().json();
        upload(lease, photo);
        BlockingQueue<String> said = listen(lease);
        submit(lease);
        assertThat(said.poll(20, TimeUnit.SECONDS)).isEqualTo("closed");
        assertThat(reddit.profile().posts()).hasSize(1);

        reddit.announce(Announcement.FAILED);
        lease = lease().json();
        upload(lease, photo);
        said = listen(lease);
        submit(lease);
        assertThat(said.poll(20, TimeUnit.SECONDS)).contains("failed");
        assertThat(reddit.profile().posts()).hasSize(1);
    }

    @Test
    void anUploadThatIsNotAsItWasPromisedIsRefused() throws Exception {
        JsonNode lease = lease().json();
        HttpResponse<String> tooLarge = upload(lease, new byte[20_971_521]);
        assertThat(tooLarge.statusCode()).isEqualTo(400);
        assertThat(tooLarge.body()).contains("EntityTooLarge");
        JsonNode broken = lease.deepCopy();
        ((com.fasterxml.jackson.databind.node.ArrayNode) broken.path("args").path("fields")).remove(0);
        assertThat(upload(broken, photo).statusCode()).isEqualTo(403);
        assertThat(reddit.uploads()).isEmpty();
    }

    @Test
    void aPictureStandsInsideOfAComment() throws Exception {
        JsonNode lease = lease().json();
        upload(lease, photo);
        String document = "{\"document\": [{\"e\": \"img\", \"id\": \""
                + lease.path("asset").path("asset_id").asText() + "\", \"c\": \"dream\"},"
                + "{\"e\": \"par\", \"c\": [{\"e\": \"text\", \"t\": \"Look: eyes\"}]}]}";
        String[] fields = {"thing_id", post.fullname(), "richtext_json", document};
        assertThat(post("/api/comment", fields).code()).isEqualTo("INVALID_MEDIA");
        pics.picturesInComments(true);
        Answer answered = post("/api/comment", fields);
        LoopbackComment answer = post.answers().get(0);
        assertThat(answer.pictures().get(0).bytes()).isEqualTo(photo);
        assertThat(answer.document()).isPresent();
        assertThat(answered.thing().path("media_metadata").findValuesAsText("status"))
                .containsExactly("valid");
        assertThat(post(
                                "/api/comment",
                                "thing_id",
                                post.fullname(),
                                "richtext_json",
                                "{\"document\": [{\"e\": \"x\"}]}")
                        .code())
                .isEqualTo("JSON_PARSE_ERROR");
    }

    // ---- posts and their pictures

    private JsonNode told(LoopbackPost of) throws Exception {
        return get("/api/info?id=" + of.fullname())
                .json()
                .path("data")
                .path("children")
                .path(0)
                .path("data");
    }

    private byte[] fetch(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    @Test
    void aPostTellsWhereItsPicturesAre() throws Exception {
        JsonNode image = told(post);
        assertThat(image.path("post_hint").asText()).isEqualTo("image");
        assertThat(fetch(image.path("url_overridden_by_dest").asText())).isEqualTo(photo);
        String preview = image.path("preview")
                .path("images")
                .path(0)
                .path("source")
                .path("url")
                .asText();
        assertThat(fetch(preview)).isEqualTo(photo);
        assertThat(fetch(preview.replaceFirst("\\?.*", ""))).isNotEqualTo(photo);

        LoopbackPost gallery = ada.gallery(pics, "Two", photo, photo);
        String first = gallery.pictures().get(0).id();
        JsonNode two = told(gallery);
        assertThat(two.path("gallery_data").path("items").findValuesAsText("media_id"))
                .containsExactly(first, gallery.pictures().get(1).id());
        assertThat(fetch(two.path("media_metadata")
                        .path(first)
                        .path("s")
                        .path("u")
                        .asText()))
                .isEqualTo(photo);
        gallery.unprocessed(true);
        assertThat(told(gallery)
                        .path("media_metadata")
                        .path(first)
                        .path("status")
                        .asText())
                .isEqualTo("unprocessed");

        JsonNode cross = told(bob.crosspost(reddit.subreddit("elsewhere"), "See", gallery));
        assertThat(cross.has("media_metadata")).isFalse();
        assertThat(cross.path("crosspost_parent_list").path(0).path("name").asText())
                .isEqualTo(gallery.fullname());
        assertThat(told(ada.video(pics, "Moves")).path("is_video").asBoolean()).isTrue();
        moderator.remove(gallery);
        assertThat(told(gallery).path("removed_by_category").asText()).isEqualTo("moderator");
        ada.delete(post);
        assertThat(told(post).path("author").asText()).isEqualTo("[deleted]");
        assertThat(get("/r/pics/new").names()).doesNotContain(post.fullname(), gallery.fullname());
    }

    // ---- by hand

    @Test
    void aPersonMentionsTheBotFromAnotherProcess() throws Exception {
        Answer asked = send(form("/control/mention", Map.of("user", "carol", "subreddit", "pics", "text", "eyes")));
        String name = asked.json().path("fullname").asText();
        assertThat(get("/message/mentions").names()).containsExactly(name);
        post("/api/comment", "thing_id", name, "text", "look: eyes");
        JsonNode there = get("/control/comments/" + name).json();
        assertThat(there.path("text").asText()).isEqualTo("u/pareidolia eyes");
        assertThat(there.path("times_answered").asInt()).isEqualTo(1);
        assertThat(get("/control/comments?author=pareidolia").json().findValuesAsText("text"))
                .containsExactly("look: eyes");
        Answer wrong = send(form("/control/remove", Map.of("user", "carol", "thing", name)));
        assertThat(wrong.status()).isEqualTo(409);
        assertThat(wrong.json().path("message").asText()).contains("does not moderate");
    }

    // ---- moderators

    @Test
    void theBotIsInvitedAndSeesTheWiki() throws Exception {
        assertThat(post("/r/pics/api/accept_moderator_invite").code()).isEqualTo("NO_INVITE_FOUND");
        moderator.editWiki(pics, "config/automoderator", "---");
        assertThat(get("/r/pics/wiki/config/automoderator")
                        .json()
                        .path("reason")
                        .asText())
                .isEqualTo("MAY_NOT_VIEW");
        moderator.invite(pics);
        assertThat(post("/r/pics/api/accept_moderator_invite").code()).isEmpty();
        assertThat(get("/r/pics/about/moderators").json().findValuesAsText("name"))
                .containsExactlyInAnyOrder("moderator", "pareidolia");
        Answer missing = get("/r/pics/wiki/pareidolia");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("reason").asText()).isEqualTo("PAGE_NOT_CREATED");

        post("/r/pics/api/wiki/edit", "page", "pareidolia", "content", "enabled: true", "reason", "template");
        post("/r/pics/wiki/settings/pareidolia", "permlevel", "2", "listed", "false");
        assertThat(pics.wiki().isHidden("pareidolia")).isTrue();
        assertThat(pics.wiki().isListed("pareidolia")).isFalse();
        JsonNode page = get("/r/pics/wiki/pareidolia").json().path("data");
        assertThat(page.path("content_md").asText()).isEqualTo("enabled: true");
        moderator.editWiki(pics, "pareidolia", "enabled: false");
        Answer conflict = post(
                "/r/pics/api/wiki/edit",
                "page",
                "pareidolia",
                "content",
                "mine",
                "previous",
                page.path("revision_id").asText());
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(get("/r/pics/wiki/revisions/pareidolia").json().findValuesAsText("timestamp"))
                .hasSize(2);
        pics.wiki().enabled(false);
        assertThat(get("/r/pics/wiki/pareidolia").json().path("reason").asText())
                .isEqualTo("WIKI_DISABLED");
    }

    @Test
    void moderatorsAreWrittenToUnlessTheyMuteTheBot() throws Exception {
        Answer written =
                post("/api/mod/conversations", "srName", "pics", "subject", "Your page", "body", "Line 3 is wrong");
        assertThat(written.status()).isEqualTo(201);
        ModmailConversation conversation = pics.modmail().get(0);
        assertThat(conversation.body()).isEqualTo("Line 3 is wrong");
        moderator.reply(conversation, "Thanks");
        assertThat(get("/message/unread?mark=false").json().findValuesAsText("body"))
                .containsExactly("Thanks");
        moderator.mute(pics, true);
        Answer muted = post("/api/mod/conversations", "srName", "pics", "subject", "s", "body", "b");
        assertThat(muted.status()).isEqualTo(403);
        assertThat(muted.json().path("reason").asText()).isEqualTo("USER_MUTED");
    }

    @Test
    void onlyAModeratorsCommentIsDistinguished() throws Exception {
        comment(post, "official");
        LoopbackComment answer = post.answers().get(0);
        assertThat(post("/api/distinguish", "id", answer.fullname(), "how", "yes")
                        .status())
                .isEqualTo(403);
        pics.moderators(reddit.bot());
        post("/api/distinguish", "id", answer.fullname(), "how", "yes");
        assertThat(answer.isDistinguished()).isTrue();
        assertThatThrownBy(() -> ada.ban(pics)).isInstanceOf(IllegalStateException.class);
    }
}
