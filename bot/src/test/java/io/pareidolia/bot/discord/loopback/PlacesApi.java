package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** The bot itself, its application, servers, members, roles, channels and conversations. */
final class PlacesApi {
    private final World world;

    PlacesApi(World world) {
        this.world = world;
    }

    void configure(RestApi api, RoutesConfig routes) {
        api.route(routes, HandlerType.GET, "/gateway/bot", (context, payload) -> gateway());
        api.route(routes, HandlerType.GET, "/users/@me", (context, payload) -> self());
        api.route(routes, HandlerType.GET, "/applications/@me", (context, payload) -> application());
        api.route(routes, HandlerType.GET, "/oauth2/applications/@me", (context, payload) -> application());
        api.route(
                routes,
                HandlerType.GET,
                "/users/@me/guilds",
                (context, payload) -> Json.array(world.guilds().stream()
                        .filter(LoopbackGuild::hasBot)
                        .map(LoopbackGuild::json)
                        .toList()));
        api.route(routes, HandlerType.POST, "/users/@me/channels", (context, payload) -> {
            long recipient = Json.id(payload.object().path("recipient_id"));
            LoopbackUser user = world.user(recipient).orElseThrow(DiscordError::unknownUser);
            if (user.isBot()) {
                throw DiscordError.cannotSendToUser();
            }
            return world.directMessages(user).json();
        });
        api.route(routes, HandlerType.DELETE, "/users/@me/guilds/{guild}", (context, payload) -> {
            guild(context).leave(world.bot());
            return null;
        });
        api.route(
                routes,
                HandlerType.GET,
                "/users/{user}",
                (context, payload) -> world.user(id(context, "user"))
                        .orElseThrow(DiscordError::unknownUser)
                        .json());
        api.route(
                routes,
                HandlerType.GET,
                "/guilds/{guild}",
                (context, payload) -> guild(context).json());
        api.route(
                routes,
                HandlerType.GET,
                "/guilds/{guild}/roles",
                (context, payload) -> Json.array(
                        guild(context).roles().stream().map(LoopbackRole::json).toList()));
        api.route(
                routes,
                HandlerType.GET,
                "/guilds/{guild}/channels",
                (context, payload) -> Json.array(guild(context).channels().stream()
                        .filter(channel -> !channel.isThread())
                        .map(LoopbackChannel::json)
                        .toList()));
        api.route(
                routes,
                HandlerType.GET,
                "/guilds/{guild}/members/{user}",
                (context, payload) -> guild(context)
                        .member(id(context, "user"))
                        .orElseThrow(DiscordError::unknownMember)
                        .json());
        api.route(routes, HandlerType.GET, "/channels/{channel}", (context, payload) -> {
            LoopbackChannel channel = channel(world, context);
            Messages.checkAccess(channel, world.bot());
            return channel.json();
        });
    }

    private ObjectNode gateway() {
        ObjectNode json = Json.object()
                .put("url", world.gateway().address())
                .put("shards", world.gateway().shards());
        json.putObject("session_start_limit")
                .put("total", 1_000)
                .put("remaining", 1_000)
                .put("reset_after", 86_400_000)
                .put("max_concurrency", 1);
        return json;
    }

    private ObjectNode self() {
        return world.bot().json().put("verified", true).put("mfa_enabled", true).put("flags", 0);
    }

    private ObjectNode application() {
        ObjectNode json = Json.object()
                .put("id", Json.id(world.bot().id()))
                .put("name", world.bot().name())
                .putNull("icon")
                .put("description", "")
                .put("bot_public", true)
                .put("bot_require_code_grant", false)
                .put("verify_key", "00")
                .put("flags", 0)
                .putNull("team");
        json.set("bot", world.bot().json());
        json.set("owner", world.owner().json());
        json.putObject("integration_types_config").putObject("0");
        ((ObjectNode) json.path("integration_types_config")).putObject("1");
        json.putArray("redirect_uris");
        json.putArray("tags");
        return json;
    }

    private LoopbackGuild guild(Context context) {
        LoopbackGuild guild = world.guild(id(context, "guild")).orElseThrow(DiscordError::unknownGuild);
        if (!guild.hasBot()) {
            throw DiscordError.unknownGuild();
        }
        return guild;
    }

    static LoopbackChannel channel(World world, Context context) {
        return world.channel(id(context, "channel")).orElseThrow(DiscordError::unknownChannel);
    }

    static long id(Context context, String name) {
        return Json.id(Json.of(context.pathParam(name)));
    }
}
