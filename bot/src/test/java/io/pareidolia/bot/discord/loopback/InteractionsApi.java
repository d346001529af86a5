package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;

/** What the bot answers to interactions. */
final class InteractionsApi {
    private final World world;

    InteractionsApi(World world) {
        this.world = world;
    }

    void configure(RestApi api, RoutesConfig routes) {
        String hook = "/webhooks/{application}/{token}";
        String message = hook + "/messages/{message}";
        api.route(routes, HandlerType.POST, "/interactions/{id}/{token}/callback", (context, payload) -> {
            JsonNode report =
                    world.interactions().callback(context.pathParam("id"), context.pathParam("token"), payload);
            return "true".equals(context.queryParam("with_response")) ? report : null;
        });
        api.route(
                routes,
                HandlerType.POST,
                hook,
                (context, payload) -> world.interactions()
                        .followUp(context.pathParam("token"), payload)
                        .render());
        api.route(
                routes,
                HandlerType.GET,
                message,
                (context, payload) -> world.interactions()
                        .find(context.pathParam("token"), context.pathParam("message"))
                        .render());
        api.route(
                routes,
                HandlerType.PATCH,
                message,
                (context, payload) -> world.interactions()
                        .edit(context.pathParam("token"), context.pathParam("message"), payload)
                        .render());
        api.route(routes, HandlerType.DELETE, message, (context, payload) -> {
            world.interactions().delete(context.pathParam("token"), context.pathParam("message"));
            return null;
        });
    }
}
