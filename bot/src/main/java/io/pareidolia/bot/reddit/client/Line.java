package io.pareidolia.bot.reddit.client;

import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import io.pareidolia.bot.settings.RedditSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import net.dean.jraw.http.HttpRequest;
import net.dean.jraw.http.HttpResponse;
import net.dean.jraw.http.NetworkAdapter;
import net.dean.jraw.http.OkHttpNetworkAdapter;
import net.dean.jraw.http.UserAgent;
import net.dean.jraw.models.OAuthData;
import net.dean.jraw.oauth.Credentials;
import net.dean.jraw.oauth.NoopTokenStore;
import net.dean.jraw.ratelimit.NoopRateLimiter;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries requests to Reddit, through JRAW. JRAW would repeat what creates something, lose the headers and the status of
 * answers, renew tokens from many threads and fail on answers that are well: so each answer is kept before JRAW reads it,
 * and judged here whatever JRAW makes of it.
 */
final class Line implements AutoCloseable {
    /** Where JRAW believes the API to be; each request goes on to where the settings say. */
    static final String API = "oauth.reddit.com";

    /** Where JRAW believes tokens to be given out. */
    static final String SITE = "www.reddit.com";

    private static final Duration PATIENCE = Duration.ofSeconds(16);
    private static final int UNAUTHORIZED = 401;

    /** How often something that only reads is tried. */
    private static final int TRIES = 4;

    private static final long FIRST_PAUSE = 500;
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    /** How far the request of a thread has come. */
    private static final class Journey {
        private boolean sent;
        private @Nullable Heard heard;
    }

    private final ThreadLocal<Journey> journey = ThreadLocal.withInitial(Journey::new);
    private final Budget budget;
    private final Tokens tokens;
    private final OkHttpClient bare;
    private final Keeping adapter;
    private final net.dean.jraw.RedditClient jraw;

    Line(RedditSettings settings, Clock clock) {
        this.budget = new Budget(settings.requestsPerMinute(), clock);
        HttpUrl api = address(settings.apiUrl(), API);
        HttpUrl site = address(settings.authUrl(), SITE);
        UserAgent agent = agent(settings);
        this.bare = new OkHttpClient.Builder()
                // OkHttp would also repeat what was sent and creates something
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .callTimeout(PATIENCE)
                .connectTimeout(PATIENCE)
                .readTimeout(PATIENCE)
                .writeTimeout(PATIENCE)
                .addInterceptor(named(agent))
                .build();
        OkHttpClient client = bare.newBuilder()
                .addInterceptor(towards(api, site))
                .addNetworkInterceptor(chain -> {
                    journey.get().sent = true;
                    return chain.proceed(chain.request());
                })
                .build();
        this.adapter = new Keeping(new OkHttpNetworkAdapter(agent, client));
        this.tokens = new Tokens(settings, this::login, clock);
        this.jraw = jraw(adapter, settings);
    }

    private static net.dean.jraw.RedditClient jraw(NetworkAdapter adapter, RedditSettings settings) {
        // JRAW is told no secret and renews nothing: each request brings its own token
        net.dean.jraw.RedditClient client = new net.dean.jraw.RedditClient(
                adapter,
                OAuthData.create("", List.of(), null, Date.from(Instant.EPOCH)),
                Credentials.webapp(settings.clientId().orElse(""), "", ""),
                new NoopTokenStore(),
                settings.username().orElse(""));
        client.setAutoRenew(false);
        client.setRetryLimit(0);
        client.setLogHttp(false);
        client.setRateLimiter(new NoopRateLimiter());
        return client;
    }

    private static UserAgent agent(RedditSettings settings) {
        String version = Optional.ofNullable(Line.class.getPackage().getImplementationVersion())
                .orElse("0");
        String owner = settings.owner().or(settings::username).orElse("unknown");
        return new UserAgent("java", "io.pareidolia", version, owner);
    }

    static HttpUrl address(Optional<URI> set, String usual) {
        return HttpUrl.get(set.map(URI::toString).orElse("https://" + usual + "/"));
    }

    private static Interceptor towards(HttpUrl api, HttpUrl site) {
        return chain -> {
            HttpUrl asked = chain.request().url();
            HttpUrl base = asked.host().equals(SITE) ? site : api;
            HttpUrl url = asked.newBuilder()
                    .scheme(base.scheme())
                    .host(base.host())
                    .port(base.port())
                    // both begin with a slash, and the base ends with one
                    .encodedPath(base.encodedPath() + asked.encodedPath().substring(1))
                    .build();
            return chain.proceed(chain.request().newBuilder().url(url).build());
        };
    }

    private static Interceptor named(UserAgent agent) {
        return chain -> chain.proceed(chain.request()
                .newBuilder()
                .header("User-Agent", agent.getValue())
                .build());
    }

    /** For what is not Reddit's API: it shows no token, and goes where it is told. */
    OkHttpClient bare() {
        return bare;
    }

    Tokens tokens() {
        return tokens;
    }

    Budget budget() {
        return budget;
    }

    /** Asks for something, again where asking again may help. */
    Heard ask(HttpUrl url) {
        HttpRequest request = new HttpRequest.Builder().url(url).build();
        for (int tried = 1; ; tried++) {
            try {
                return authorised(request, false);
            } catch (RedditFailure failure) {
                if (failure.kind() != Kind.UNREACHABLE || tried == TRIES) {
                    throw failure;
                }
                LOG.debug("{} once more: {}", url.encodedPath(), failure.sentence());
                pause(tried, failure);
            }
        }
    }

    private static void pause(int tried, RedditFailure failure) {
        long pause = FIRST_PAUSE << (tried - 1);
        try {
            Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** Changes something, once. */
    Heard tell(HttpUrl url, Map<String, String> form) {
        return authorised(new HttpRequest.Builder().url(url).post(form).build(), true);
    }

    private Heard authorised(HttpRequest request, boolean changes) {
        String token = tokens.current();
        Heard heard = carried(request, token, changes);
        if (heard.status() == UNAUTHORIZED && !heard.lacksScope()) {
            heard = carried(request, tokens.instead(token), changes);
        }
        Optional<RedditFailure> failure = Verdict.of(heard, changes);
        if (failure.isPresent()) {
            if (failure.get().kind() == Kind.RATE_LIMIT) {
                failure.get().after().ifPresent(budget::close);
            }
            throw failure.get();
        }
        return heard;
    }

    private Heard carried(HttpRequest request, String token, boolean changes) {
        HttpRequest signed =
                request.newBuilder().header("Authorization", "bearer " + token).build();
        return carry(signed, changes, () -> jraw.request(signed));
    }

    private Heard login(HttpRequest request) {
        return carry(request, false, () -> adapter.execute(request));
    }

    /** What JRAW does with a request. */
    private interface Errand {
        HttpResponse run() throws IOException;
    }

    /** What Reddit answers, whatever JRAW makes of it. */
    private Heard carry(HttpRequest request, boolean changes, Errand errand) {
        Journey now = new Journey();
        journey.set(now);
        try {
            budget.take();
            errand.run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new RedditFailure(Kind.UNREACHABLE, "Reddit was not asked: the bot ends.");
        } catch (RedditFailure refused) {
            throw refused;
        } catch (Exception failure) { // Kotlin throws what it does not declare
            if (now.heard == null) {
                throw broken(failure, now.sent && changes);
            }
            LOG.trace("JRAW on {}", request.getParsedUrl().encodedPath(), failure);
        } finally {
            journey.remove();
        }
        Heard heard = now.heard;
        if (heard == null) {
            throw new IllegalStateException("neither an answer nor a failure");
        }
        budget.hear(heard);
        LOG.debug("{} {} -> {}", request.getMethod(), request.getParsedUrl().encodedPath(), heard.status());
        return heard;
    }

    private static RedditFailure broken(Exception failure, boolean perhapsDone) {
        if (!(failure instanceof IOException)) {
            throw new IllegalStateException("JRAW does not get to sending a request", failure);
        }
        LOG.debug("Reddit cannot be reached", failure);
        String name = failure.getClass().getSimpleName();
        return perhapsDone
                ? new RedditFailure(
                        Kind.UNKNOWN,
                        "The line to Reddit broke; it may have done what it was told or not (" + name + ").")
                : new RedditFailure(Kind.UNREACHABLE, "Reddit cannot be reached (" + name + ").");
    }

    @Override
    public void close() {
        bare.dispatcher().executorService().shutdown();
        bare.connectionPool().evictAll();
    }

    /** Hands JRAW's requests on, and keeps each answer before JRAW reads it. */
    private final class Keeping implements NetworkAdapter {
        private final NetworkAdapter inner;

        Keeping(NetworkAdapter inner) {
            this.inner = inner;
        }

        @Override
        public UserAgent getUserAgent() {
            return inner.getUserAgent();
        }

        @Override
        public void setUserAgent(UserAgent agent) {
            inner.setUserAgent(agent);
        }

        @Override
        public HttpResponse execute(HttpRequest request) {
            HttpResponse response = inner.execute(request);
            journey.get().heard =
                    new Heard(response.getCode(), response.getRaw().headers(), response.getBody());
            return response;
        }

        @Override
        public WebSocket connect(String url, WebSocketListener listener) {
            return inner.connect(url, listener);
        }
    }
}
