package io.pareidolia.bot.fetch;

import io.pareidolia.bot.fetch.FetchFailure.Reason;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches pictures from strangers' links, for all fronts, so that a link can't make this machine talk to anything but
 * public web servers. A link is http or https, to port 80 or 443, without user info. All addresses of its host are
 * looked up once, and all must be of the public internet; the connection is made to these addresses and no others, and
 * the address at its other end is compared again before a byte is sent. Redirects, three at most, are followed by hand
 * and pass the same checks. No cookies, no credentials, no referrer; no connection is used twice. What comes is a
 * picture if its content says so.
 *
 * <p>Through an HTTP proxy less is certain, because the proxy finds the host and connects: an address in the link, and
 * a name that this machine finds at a private address, are still refused before the proxy is asked. Yet the proxy may
 * find another address for the name than this machine did a moment before, or find one for a name that this machine
 * does not know. So a proxy must refuse its own network's private addresses itself. Proxies that Java's system
 * properties name are not used, except SOCKS, which is given the checked address, never a name.
 *
 * <p>Looking up a name takes as long as the system's resolver lets it; everything after that ends at the latest after
 * {@link FetchSettings#whole()}. Instances may be shared between threads; a fetch blocks its own.
 */
public final class PictureFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(PictureFetcher.class);

    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Said aloud, so that servers which choose a format by it choose one that can be read. */
    private static final String ACCEPTED =
            "image/jpeg, image/png, image/webp, image/gif, image/bmp, image/tiff, */*;q=0.1";

    private final FetchSettings settings;
    private final DestinationCheck check;
    private final Reception reception;
    private final Dns resolver;
    private final SocketFactory sockets;
    private @Nullable OkHttpClient client;

    /**
     * @param folder for pictures on their way, this fetcher's alone: files of an earlier process are deleted from it
     * @param reader says what is a picture, and which are too large in pixels
     * @throws io.pareidolia.dream.failure.DreamException if the folder cannot be made
     */
    public PictureFetcher(Path folder, FetchSettings settings, PictureReader reader) {
        this(folder, settings, reader, Dns.SYSTEM, SocketFactory.getDefault());
    }

    /** With another way to find hosts and to reach them. */
    PictureFetcher(Path folder, FetchSettings settings, PictureReader reader, Dns resolver, SocketFactory sockets) {
        this.settings = settings;
        this.check = new DestinationCheck(resolver, settings.proxy().isPresent(), settings.loopbackAllowed());
        this.reception = new Reception(folder, settings.bytes(), reader);
        this.resolver = resolver;
        this.sockets = sockets;
        if (settings.loopbackAllowed()) {
            LOG.warn("Links to this machine's own loopback addresses are followed, to any port"
                    + " (PAREIDOLIA_FETCH_ALLOW_LOOPBACK=true). This is for tests: never run a service like this.");
        }
    }

    /**
     * The picture at the end of a link; whoever gets it closes it.
     *
     * @param link what the stranger wrote
     * @param hosts where this front fetches from
     * @throws FetchFailure with one sentence for the stranger
     */
    public FetchedPicture fetch(String link, HostList hosts) throws FetchFailure {
        return fetch(link, hosts, this::picture);
    }

    /**
     * What stands at the end of a link, whatever it is: for small files that are no pictures.
     *
     * @param most bytes that it may have
     * @throws FetchFailure as for a picture, and if it is longer
     */
    public byte[] fetchBytes(String link, HostList hosts, int most) throws FetchFailure {
        return fetch(link, hosts, (response, url) -> bytes(response, url, most));
    }

    /** What is made of an answer. */
    @FunctionalInterface
    private interface Receiving<T> {
        T of(Response response, HttpUrl url) throws FetchFailure;
    }

    private <T> T fetch(String link, HostList hosts, Receiving<T> receiving) throws FetchFailure {
        HttpUrl url = LinkText.parsed(link);
        Timeout whole = new Timeout().deadline(settings.whole().toNanos(), TimeUnit.NANOSECONDS);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Destination destination = check.of(url, hosts);
            Call call = client(destination).newCall(request(url));
            call.timeout().deadlineNanoTime(whole.deadlineNanoTime());
            try (Response response = answer(call, url)) {
                try {
                    if (!REDIRECTS.contains(response.code())) {
                        return receiving.of(response, url);
                    }
                    url = next(response, url);
                } finally {
                    call.cancel(); // or closing would first read on, in the hope to use the connection again
                }
            }
        }
        throw new FetchFailure(Reason.REDIRECTS);
    }

    private OkHttpClient client(Destination destination) {
        OkHttpClient client = client();
        return settings.proxy().isPresent() ? client : destination.pinned(client);
    }

    /** Made at the first fetch: to read the trusted certificates takes a good part of a second, which a start lacks. */
    private synchronized OkHttpClient client() {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private OkHttpClient newClient() {
        return new OkHttpClient.Builder()
                .dns(resolver) // asked for the proxy's own name only; without a proxy each destination brings its own
                .proxy(settings.proxy()
                        .map(address -> new Proxy(Proxy.Type.HTTP, address))
                        .orElse(Proxy.NO_PROXY))
                .socketFactory(sockets)
                .protocols(List.of(Protocol.HTTP_1_1)) // one connection, one host: HTTP/2 would share them
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(settings.silence())
                .readTimeout(settings.silence())
                .writeTimeout(settings.silence())
                .callTimeout(Duration.ZERO) // the deadline is that of the whole fetch, set on each call
                .build();
    }

    private Request request(HttpUrl url) {
        return new Request.Builder()
                .url(url)
                .header("User-Agent", settings.userAgent())
                .header("Accept", ACCEPTED)
                .header("Connection", "close")
                .build();
    }

    private static Response answer(Call call, HttpUrl url) throws FetchFailure {
        try {
            return call.execute();
        } catch (IOException | RuntimeException broken) { // OkHttp 5.4 throws IllegalStateException at "HTTP/1.1 -12"
            call.cancel();
            throw failure(broken, Reason.UNREACHABLE, url);
        }
    }

    private FetchedPicture picture(Response response, HttpUrl url) throws FetchFailure {
        if (response.code() != 200) {
            throw refused(response.code());
        }
        try {
            return reception.receive(response.body());
        } catch (IOException | RuntimeException broken) {
            throw failure(broken, Reason.BROKEN_OFF, url);
        }
    }

    private static byte[] bytes(Response response, HttpUrl url, int most) throws FetchFailure {
        if (response.code() != 200) {
            throw refused(response.code());
        }
        try {
            BufferedSource source = response.body().source();
            if (source.request(most + 1L)) {
                throw new FetchFailure(Reason.TOO_LARGE, "The file at that link is longer than " + most + " bytes.");
            }
            return source.readByteArray();
        } catch (IOException | RuntimeException broken) {
            throw failure(broken, Reason.BROKEN_OFF, url);
        }
    }

    private static HttpUrl next(Response response, HttpUrl url) throws FetchFailure {
        String location = response.header("Location");
        if (location == null) {
            throw refused(response.code());
        }
        return LinkText.resolved(url, location);
    }

    private static FetchFailure refused(int code) {
        boolean trouble = code == 408 || code == 425 || code == 429 || code >= 500;
        String answer = "The site of that link answers with code " + code + " instead of a picture; ";
        return trouble
                ? new FetchFailure(Reason.SERVER_TROUBLE, answer + "try again later.")
                : new FetchFailure(Reason.REFUSED, answer + "check the link, or post the picture itself.");
    }

    private static FetchFailure failure(Exception cause, Reason usual, HttpUrl url) {
        LOG.debug("A fetch from {} failed", url.host(), cause);
        if (cause instanceof Destination.ElsewhereException) {
            return new FetchFailure(Reason.PRIVATE_ADDRESS);
        }
        return new FetchFailure(cause instanceof InterruptedIOException ? Reason.TOO_SLOW : usual);
    }
}
