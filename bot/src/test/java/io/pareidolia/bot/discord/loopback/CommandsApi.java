package io.pareidolia.bot.discord.loopback;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** Registers commands, everywhere or in a server. */
final class CommandsApi {
    private final World world;

    CommandsApi(World world) {
        this.world = world;
    }

    void configure(RestApi api, RoutesConfig routes) {
        for (String all : new String[] {
            "/applications/{application}/commands", "/applications/{application}/guilds/{guild}/commands"
        }) {
            String one = all + "/{command}";
            api.route(
                    routes,
                    HandlerType.GET,
                    all,
                    (context, payload) -> world.commands()
                            .list(place(context), "true".equals(context.queryParam("with_localizations"))));
            api.route(
                    routes,
                    HandlerType.PUT,
                    all,
                    (context, payload) -> world.commands().replaceAll(place(context), payload.body()));
            api.route(
                    routes,
                    HandlerType.POST,
                    all,
                    (context, payload) -> world.commands().put(place(context), payload.object()));
            api.route(
                    routes,
                    HandlerType.GET,
                    one,
                    (context, payload) -> world.commands().find(place(context), context.pathParam("command")));
            api.route(
                    routes,
                    HandlerType.PATCH,
                    one,
                    (context, payload) ->
                            world.commands().edit(place(context), context.pathParam("command"), payload.object()));
            api.route(routes, HandlerType.DELETE, one, (context, payload) -> {
                world.commands().delete(place(context), context.pathParam("command"));
                return null;
            });
        }
    }

    private long place(Context context) {
        if (PlacesApi.id(context, "application") != world.bot().id()) {
            throw new DiscordError(403, 20012, "You are not authorized to perform this action on this application");
        }
        if (!context.pathParamMap().containsKey("guild")) {
            return Commands.EVERYWHERE;
        }
        return world.guild(PlacesApi.id(context, "guild"))
                .filter(LoopbackGuild::hasBot)
                .orElseThrow(DiscordError::missingAccess)
                .id();
    }
}
