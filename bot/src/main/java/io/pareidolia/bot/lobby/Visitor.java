package io.pareidolia.bot.lobby;

import io.javalin.http.Context;
import java.util.Objects;

/**
 * Who makes a request.
 *
 * @param address or, with IPv6, its network: for limits, never stored
 * @param member what jobs know of it
 */
record Visitor(String address, String member) {
    private static final String ATTRIBUTE = Visitor.class.getName();

    void on(Context context) {
        context.attribute(ATTRIBUTE, this);
    }

    static Visitor of(Context context) {
        return Objects.requireNonNull(context.attribute(ATTRIBUTE));
    }
}
