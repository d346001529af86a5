package io.pareidolia.bot.discord.loopback;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import net.dv8tion.jda.api.Permission;

/** Messages in channels and conversations. */
final class MessagesApi {
    private final World world;

    MessagesApi(World world) {
        this.world = world;
    }

    void configure(RestApi api, RoutesConfig routes) {
        String all = "/channels/{channel}/messages";
        String one = all + "/{message}";
        api.route(
                routes,
                HandlerType.GET,
                all,
                (context, payload) -> world.messages()
                        .history(
                                channel(context),
                                context.queryParam("before"),
                                context.queryParam("after"),
                                context.queryParam("around"),
                                context.queryParam("limit") == null
                                        ? 50
                                        : Integer.parseInt(context.queryParam("limit"))));
        api.route(
                routes,
                HandlerType.POST,
                all,
                (context, payload) ->
                        world.messages().post(channel(context), payload).render());
        api.route(
                routes,
                HandlerType.GET,
                one,
                (context, payload) -> world.messages().seenByBot(message(context)));
        api.route(routes, HandlerType.PATCH, one, (context, payload) -> {
            LoopbackMessage message = message(context);
            if (message.author() != world.bot()) {
                throw DiscordError.notTheAuthor();
            }
            world.messages().edit(message, payload);
            message.interaction().ifPresent(LoopbackInteraction::edited);
            return message.render();
        });
        api.route(routes, HandlerType.DELETE, one, (context, payload) -> {
            LoopbackMessage message = message(context);
            if (message.author() != world.bot() && !message.channel().permits(world.bot(), Permission.MESSAGE_MANAGE)) {
                throw DiscordError.missingPermissions();
            }
            world.messages().delete(message);
            return null;
        });
        api.route(routes, HandlerType.POST, "/channels/{channel}/typing", (context, payload) -> {
            Messages.checkAccess(channel(context), world.bot());
            return null;
        });
    }

    private LoopbackChannel channel(Context context) {
        return PlacesApi.channel(world, context);
    }

    private LoopbackMessage message(Context context) {
        return world.messages().find(channel(context), PlacesApi.id(context, "message"));
    }
}
