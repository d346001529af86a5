package io.pareidolia.bot.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.events.StatusChangeEvent;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** Looks at what comes in through the gateway and what goes out over HTTP, and tells of it. */
final class LineWatch extends ListenerAdapter implements Interceptor {
    private static final Pattern CALLBACK = Pattern.compile(".*/interactions/([0-9]+)/[^/]+/callback");
    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int TOO_MANY = 429;

    /** As JDA's own client has them. */
    private static final int AT_ONCE = 25;

    private static final int IDLE = 5;
    private static final int IDLE_SECONDS = 10;

    private final DiscordWatch watch;
    private final Cache<String, Long> heard =
            Caffeine.newBuilder().expireAfterWrite(FORGOTTEN).build();

    LineWatch(DiscordWatch watch) {
        this.watch = watch;
        watch.gateway(0, false); // also where it never comes to a connection
    }

    /** A client like JDA's own, whose answers are looked at. */
    OkHttpClient.Builder client() {
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE, IDLE_SECONDS, TimeUnit.SECONDS))
                .addInterceptor(this);
    }

    @Override
    public void onGenericInteractionCreate(GenericInteractionCreateEvent event) {
        heard.put(event.getId(), System.nanoTime());
    }

    @Override
    public void onStatusChange(StatusChangeEvent event) {
        watch.gateway(event.getJDA().getShardInfo().getShardId(), event.getNewStatus() == JDA.Status.CONNECTED);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        if (response.code() == TOO_MANY) {
            watch.rateLimited();
        } else if (response.isSuccessful()) {
            Matcher callback = CALLBACK.matcher(chain.request().url().encodedPath());
            Long since = callback.matches() ? heard.asMap().remove(callback.group(1)) : null;
            if (since != null) {
                watch.acknowledged(Duration.ofNanos(System.nanoTime() - since));
            }
        }
        return response;
    }
}
