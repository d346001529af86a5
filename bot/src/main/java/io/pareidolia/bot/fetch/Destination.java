package io.pareidolia.bot.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * A URL whose host's addresses were all checked. The client that {@link #pinned} makes connects to these addresses and
 * no others: it asks nobody for the host a second time, so that an answer that changes in between changes nothing.
 *
 * @param addresses empty only where a proxy finds the host
 */
record Destination(HttpUrl url, List<InetAddress> addresses) {
    Destination {
        addresses = List.copyOf(addresses);
    }

    OkHttpClient pinned(OkHttpClient client) {
        return client.newBuilder()
                .dns(known())
                .addNetworkInterceptor(this::checkConnection)
                .build();
    }

    private Dns known() {
        return host -> {
            if (!host.equals(url.host())) {
                throw new UnknownHostException("only the host that was checked is known");
            }
            return addresses;
        };
    }

    /** Before a byte of the request is sent: is this really the place that was checked? */
    private Response checkConnection(Interceptor.Chain chain) throws IOException {
        var connection = chain.connection();
        if (connection == null || !addresses.contains(connection.socket().getInetAddress())) {
            throw new ElsewhereException();
        }
        return chain.proceed(chain.request());
    }

    /** A connection leads to an address that was not checked. */
    static final class ElsewhereException extends IOException {
        private static final long serialVersionUID = 1L;

        private ElsewhereException() {
            super("connected to an address that was not checked");
        }
    }
}
