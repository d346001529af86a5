package io.pareidolia.bot;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A front that talks to a {@link ChaosPlatform}: asks it for requests and brings it answers. */
final class ChaosFront implements Front {
    private static final int LATER = 503;
    private static final int NOTHING = 204;
    private static final int UNKNOWN = 404;
    private static final String RECIPE = "layer=block steps=1 octaves=1 size=64";

    private final String name;
    private final HttpUrl platform;
    private final Pictures pictures;
    private final OkHttpClient client;

    /** @param patience shorter than that of the outbox */
    ChaosFront(String name, String platform, Pictures pictures, Duration patience) {
        this.name = name;
        this.platform = HttpUrl.get(platform);
        this.pictures = pictures;
        this.client = new OkHttpClient.Builder()
                .callTimeout(patience)
                .retryOnConnectionFailure(false) // whether to try again is the outbox's business
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    /** The next request of this front, if the platform has any. */
    Optional<Received> next() throws IOException {
        HttpUrl url = url("next").addQueryParameter("front", name).build();
        try (Response response =
                client.newCall(new Request.Builder().url(url).build()).execute()) {
            if (response.code() == NOTHING) {
                return Optional.empty();
            }
            String[] words = body(response).split(" ", -1);
            return Optional.of(new Received(
                    words[0],
                    new Asker(name, words[1], words[2]),
                    List.of(),
                    false,
                    new Wish(RECIPE, new Wish.Source.Link(words[3])),
                    "channel of " + words[0],
                    Optional.empty()));
        }
    }

    private static String body(Response response) throws IOException {
        if (!response.isSuccessful()) {
            throw new IOException("the platform says " + response.code());
        }
        return response.body().string();
    }

    /** Says that a request is written down. */
    void acknowledge(Received received) throws IOException {
        HttpUrl url = url("acknowledged")
                .addQueryParameter("request", received.externalId())
                .build();
        try (Response response = client.newCall(new Request.Builder()
                        .url(url)
                        .post(RequestBody.create(new byte[0]))
                        .build())
                .execute()) {
            body(response);
        }
    }

    private HttpUrl.Builder url(String path) {
        return platform.newBuilder().addPathSegment(path);
    }

    private HttpUrl answerUrl(Answer answer) {
        return url("answer").addQueryParameter("key", answer.key()).build();
    }

    @Override
    public void progressed(Job job, Progress progress) {
        // nobody watches
    }

    @Override
    public Delivery deliver(Answer answer) {
        byte[] content;
        try {
            content = content(answer);
        } catch (IOException trouble) {
            return new Delivery.Later(Duration.ZERO, "its picture cannot be read: " + trouble.getMessage());
        }
        Request request = new Request.Builder()
                .url(answerUrl(answer))
                .post(RequestBody.create(content))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() == LATER) {
                return new Delivery.Later(Duration.ZERO, "not now");
            }
            return response.isSuccessful()
                    ? new Delivery.Delivered()
                    : new Delivery.Unknown("the platform says " + response.code());
        } catch (IOException broken) {
            return new Delivery.Unknown(String.valueOf(broken.getMessage()));
        }
    }

    private byte[] content(Answer answer) throws IOException {
        if (answer.job().state() != JobState.ANSWERING) {
            return answer.job().sentence().orElse("").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        }
        try (Pictures.Opened dream = pictures.open(answer.outputs().get(0).sha256())) {
            return Files.readAllBytes(dream.file());
        }
    }

    @Override
    public boolean arrived(Answer answer) {
        Request request = new Request.Builder().url(answerUrl(answer)).build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() != UNKNOWN && !response.isSuccessful()) {
                throw new IllegalStateException("the platform says " + response.code());
            }
            return response.isSuccessful();
        } catch (IOException broken) {
            throw new IllegalStateException(broken.getMessage(), broken);
        }
    }
}
