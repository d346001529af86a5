package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.dv8tion.jda.api.Permission;

/**
 * The hands of a person with curl, under {@code /loopback}. Everything is sent as form fields ({@code -F}), everything
 * comes back as JSON. Users, servers and channels go by name or id; the channel {@code dm} is the user's conversation
 * with the bot. Whatever makes an interaction takes {@code wait=<seconds>} for the answer.
 *
 * <pre>
 * GET  /loopback                               address, clock, servers, channels, users, commands
 * POST /loopback/slash                         user channel command &lt;option&gt;=... &lt;option&gt;=@file [wait]
 * POST /loopback/complete                      user channel command option typed
 * POST /loopback/menu                          user channel command message
 * POST /loopback/press                         user message button (custom id or inscription)
 * POST /loopback/select                        user message menu value...
 * POST /loopback/submit                        user interaction &lt;custom id&gt;=...
 * POST /loopback/raw                           user channel type data (JSON)
 * POST /loopback/say                           user channel text file=@...
 * GET  /loopback/interactions[/id]             what was asked, and all messages about it
 * GET  /loopback/messages[?channel=...]        all that was written, deleted or not
 * GET  /loopback/messages/{id}                 with its versions and whom it pinged
 * GET  /loopback/messages/{id}/files/{name}    the bytes
 * GET  /loopback/exchanges                     every request of the bot
 * POST /loopback/clock                         advance=PT4M or set=2026-01-01T00:00:00Z
 * POST /loopback/faults                        method path effect [status] [duration] [times] [after] [chance] [seed]
 * DELETE /loopback/faults                      everything works again
 * POST /loopback/gateway                       do=drop|reconnect|invalidate|close [code]
 * POST /loopback/guilds                        name [bot=false] [boost] [locale]
 * POST /loopback/channels                      guild name [nsfw=true] [parent (then it is a thread)]
 * POST /loopback/users                         name [locale] [installs=true]
 * POST /loopback/members                       guild user [permissions=MANAGE_SERVER,...]; DELETE: leaves (user=bot)
 * </pre>
 */
final class Control {
    private static final String ROOT = "/loopback";
    private static final List<String> OWN_FIELDS = List.of("user", "channel", "command", "wait", "interaction");

    private final LoopbackDiscord discord;
    private final World world;

    Control(LoopbackDiscord discord, World world) {
        this.discord = discord;
        this.world = world;
    }

    void configure(RoutesConfig routes) {
        routes.get(ROOT, context -> answer(context, overview()));
        configureHands(routes);
        configureViews(routes);
        configureWorld(routes);
        routes.post(ROOT + "/clock", context -> {
            optional(context, "advance").map(Duration::parse).ifPresent(discord.clock()::advance);
            optional(context, "set").map(Instant::parse).ifPresent(discord.clock()::set);
            answer(context, clock());
        });
        routes.get(ROOT + "/clock", context -> answer(context, clock()));
        routes.post(ROOT + "/faults", this::addFault);
        routes.get(ROOT + "/faults", context -> answer(context, faults()));
        routes.delete(ROOT + "/faults", context -> {
            discord.faults().liftAll();
            answer(context, faults());
        });
        routes.post(ROOT + "/gateway", this::disturb);
        routes.exception(IllegalStateException.class, (no, context) -> {
            context.status(409);
            answer(context, Json.object().put("message", no.getMessage()));
        });
        routes.exception(DiscordError.class, (no, context) -> {
            context.status(no.status());
            answer(context, no.body());
        });
    }

    private void configureHands(RoutesConfig routes) {
        routes.post(ROOT + "/slash", context -> {
            SlashCommand command = hand(context).slash(field(context, "command"));
            context.formParamMap().forEach((name, values) -> {
                if (!OWN_FIELDS.contains(name) && !values.isEmpty()) {
                    command.typed(name, values.get(0));
                }
            });
            for (UploadedFile file : context.uploadedFiles()) {
                command.attach(nameOf(context, file), file.filename(), bytes(file));
            }
            tell(context, command.send());
        });
        routes.post(
                ROOT + "/complete",
                context -> tell(
                        context,
                        hand(context)
                                .complete(
                                        field(context, "command"), field(context, "option"), field(context, "typed"))));
        routes.post(
                ROOT + "/menu",
                context -> tell(context, hand(context).menu(field(context, "command"), message(context))));
        routes.post(ROOT + "/press", context -> {
            LoopbackMessage message = message(context);
            tell(context, user(context).in(message.channel()).press(message, field(context, "button")));
        });
        routes.post(ROOT + "/select", context -> {
            LoopbackMessage message = message(context);
            String[] values = context.formParams("value").toArray(String[]::new);
            tell(context, user(context).in(message.channel()).select(message, field(context, "menu"), values));
        });
        routes.post(ROOT + "/submit", context -> {
            LoopbackInteraction showing = interaction(field(context, "interaction"));
            Map<String, String> answers = new LinkedHashMap<>();
            context.formParamMap().forEach((name, values) -> {
                if (!OWN_FIELDS.contains(name) && !values.isEmpty()) {
                    answers.put(name, values.get(0));
                }
            });
            tell(context, user(context).in(showing.channel()).submit(showing, answers));
        });
        routes.post(
                ROOT + "/raw",
                context -> tell(context, hand(context).raw(Integer.parseInt(field(context, "type")), (ObjectNode)
                        Json.parse(field(context, "data")))));
        routes.post(ROOT + "/say", context -> {
            Hand hand = hand(context);
            List<LoopbackFile> files = new ArrayList<>();
            for (UploadedFile file : context.uploadedFiles()) {
                files.add(hand.file(file.filename(), bytes(file)));
            }
            LoopbackMessage said = hand.say(optional(context, "text").orElse(""), files.toArray(LoopbackFile[]::new));
            answer(context, said.json());
        });
    }

    private void configureViews(RoutesConfig routes) {
        routes.get(ROOT + "/interactions", context -> {
            synchronized (world) {
                answer(context, list(world.interactions().all(), LoopbackInteraction::summary));
            }
        });
        routes.get(ROOT + "/interactions/{id}", context -> {
            synchronized (world) {
                answer(context, interaction(context.pathParam("id")).summary());
            }
        });
        routes.get(ROOT + "/messages", context -> {
            String channel = context.queryParam("channel");
            List<LoopbackMessage> messages = discord.messages().stream()
                    .filter(message -> channel == null || message.channel() == channel(channel, null))
                    .toList();
            answer(context, list(messages, Control::described));
        });
        routes.get(ROOT + "/messages/{id}", context -> {
            LoopbackMessage message = message(context.pathParam("id"));
            ObjectNode json = described(message);
            ArrayNode versions = json.putArray("versions");
            message.versions()
                    .forEach(version -> versions.addObject()
                            .put("time", version.time().toString())
                            .set("message", version.json()));
            answer(context, json);
        });
        routes.get(ROOT + "/messages/{id}/files/{name}", context -> {
            LoopbackFile file = message(context.pathParam("id")).files().stream()
                    .filter(there -> there.name().equals(context.pathParam("name")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The message has no such file."));
            context.contentType(file.mediaType()).result(file.bytes());
        });
        routes.get(
                ROOT + "/exchanges",
                context -> answer(
                        context,
                        list(
                                discord.exchanges(),
                                exchange -> Json.object()
                                        .put("time", exchange.time().toString())
                                        .put("method", exchange.method())
                                        .put("path", exchange.path())
                                        .put("status", exchange.status())
                                        .put("effective", exchange.effective())
                                        .put("fault", exchange.fault())
                                        .put("ms", exchange.nanos() / 1_000_000)
                                        .set("body", exchange.body()))));
    }

    private void configureWorld(RoutesConfig routes) {
        routes.post(ROOT + "/guilds", context -> {
            boolean withBot = !"false".equals(context.formParam("bot"));
            LoopbackGuild guild = world.newGuild(field(context, "name"), withBot);
            optional(context, "boost").map(Integer::parseInt).ifPresent(guild::boosted);
            optional(context, "locale").ifPresent(guild::speaks);
            answer(context, overview());
        });
        routes.post(ROOT + "/channels", context -> {
            LoopbackGuild guild = guild(field(context, "guild"));
            String name = field(context, "name");
            optional(context, "parent")
                    .ifPresentOrElse(parent -> channel(parent, null).thread(name), () -> {
                        if ("true".equals(context.formParam("nsfw"))) {
                            guild.nsfw(name);
                        } else {
                            guild.text(name);
                        }
                    });
            answer(context, overview());
        });
        routes.post(ROOT + "/users", context -> {
            LoopbackUser user = discord.user(field(context, "name"));
            optional(context, "locale").ifPresent(user::speaks);
            if ("true".equals(context.formParam("installs"))) {
                user.installs();
            }
            answer(context, overview());
        });
        routes.post(ROOT + "/members", context -> {
            LoopbackGuild guild = guild(field(context, "guild"));
            optional(context, "permissions")
                    .ifPresentOrElse(
                            permissions -> {
                                Permission[] named = Arrays.stream(permissions.split(","))
                                        .map(Permission::valueOf)
                                        .toArray(Permission[]::new);
                                guild.join(user(context), guild.role("role of " + user(context), named));
                            },
                            () -> guild.join(user(context)));
            answer(context, overview());
        });
        routes.delete(ROOT + "/members", context -> {
            guild(field(context, "guild")).leave(user(context));
            answer(context, overview());
        });
    }

    private void addFault(Context context) {
        Fault fault = discord.faults()
                .on(optional(context, "method").orElse("*"), field(context, "path"))
                .times(optional(context, "times").map(Integer::parseInt).orElse(1))
                .after(optional(context, "after").map(Integer::parseInt).orElse(0));
        optional(context, "chance")
                .map(Double::parseDouble)
                .ifPresent(chance -> fault.withChance(
                        chance, optional(context, "seed").map(Long::parseLong).orElse(1L)));
        int status = optional(context, "status").map(Integer::parseInt).orElse(503);
        Duration duration = optional(context, "duration").map(Duration::parse).orElse(Duration.ofSeconds(1));
        switch (field(context, "effect")) {
            case "429" -> fault.tooManyRequests(duration, "true".equals(context.formParam("global")));
            case "status-before" -> fault.failsBefore(status);
            case "status-after" -> fault.failsAfter(status);
            case "hang-up-before" -> fault.hangsUpBefore();
            case "hang-up-after" -> fault.hangsUpAfter();
            case "delay" -> fault.delays(duration);
            case "hold" -> fault.holds();
            case "hold-after" -> fault.holdsAfter();
            default ->
                throw new IllegalStateException(
                        "The effect is one of 429, status-before, status-after, hang-up-before, hang-up-after, delay, hold, hold-after.");
        }
        answer(context, faults());
    }

    private void disturb(Context context) {
        switch (field(context, "do")) {
            case "drop" -> discord.dropConnections();
            case "reconnect" -> discord.askToReconnect();
            case "invalidate" -> discord.invalidateSessions(false);
            case "close" -> discord.closeConnections(Integer.parseInt(field(context, "code")));
            default -> throw new IllegalStateException("It is one of drop, reconnect, invalidate, close.");
        }
        answer(context, Json.object());
    }

    private ObjectNode overview() {
        synchronized (world) {
            ObjectNode json = Json.object()
                    .put("api_url", discord.apiUrl())
                    .put("token", LoopbackDiscord.TOKEN)
                    .put("time", discord.clock().instant().toString())
                    .put("connections", discord.connections())
                    .put("identified", discord.identified())
                    .put("resumed", discord.resumed());
            json.set("guilds", list(world.guilds(), guild -> {
                ObjectNode one = Json.object()
                        .put("id", Json.id(guild.id()))
                        .put("name", guild.name())
                        .put("bot", guild.hasBot());
                one.set("channels", list(guild.channels(), LoopbackChannel::json));
                one.set("members", list(guild.members(), LoopbackMember::json));
                return one;
            }));
            json.set("users", list(world.users(), LoopbackUser::json));
            json.set("commands", world.commands().list(Commands.EVERYWHERE, true));
            return json;
        }
    }

    private ObjectNode clock() {
        return Json.object()
                .put("time", discord.clock().instant().toString())
                .put("ahead", discord.clock().ahead().toString());
    }

    private ArrayNode faults() {
        return list(
                discord.faults().inForce(),
                fault -> Json.object().put("fault", fault.toString()).put("struck", fault.struck()));
    }

    private static ObjectNode described(LoopbackMessage message) {
        ObjectNode json = Json.object()
                .put("deleted", message.isDeleted())
                .put("ephemeral", message.isEphemeral())
                .put("times_written", message.versions().size());
        ArrayNode pinged = json.putArray("pinged");
        message.pinged().forEach(user -> pinged.add(user.name()));
        json.set("message", message.json());
        return json;
    }

    private void tell(Context context, LoopbackInteraction interaction) {
        optional(context, "wait").map(Long::parseLong).ifPresent(seconds -> {
            try {
                world.await(
                        Duration.ofSeconds(seconds),
                        "the answer",
                        () -> interaction
                                .acknowledgement()
                                .filter(how -> interaction
                                        .original()
                                        .map(message -> !message.isLoading())
                                        .orElse(true)));
            } catch (AssertionError inVain) {
                context.header("X-Waited-In-Vain", "true");
            }
        });
        synchronized (world) {
            answer(context, interaction.summary());
        }
    }

    private Hand hand(Context context) {
        LoopbackUser user = user(context);
        return user.in(channel(field(context, "channel"), user));
    }

    private LoopbackUser user(Context context) {
        return world.userNamed(field(context, "user"));
    }

    private LoopbackGuild guild(String which) {
        return world.guilds().stream()
                .filter(guild ->
                        guild.name().equals(which) || Json.id(guild.id()).equals(which))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no server " + which + "."));
    }

    private LoopbackChannel channel(String which, LoopbackUser user) {
        return which.equals("dm") && user != null ? world.directMessages(user) : world.channelNamed(which);
    }

    private LoopbackMessage message(Context context) {
        return message(field(context, "message"));
    }

    private LoopbackMessage message(String id) {
        return discord.messages().stream()
                .filter(message -> Json.id(message.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no message " + id + "."));
    }

    private LoopbackInteraction interaction(String id) {
        return discord.interactions().stream()
                .filter(interaction -> Json.id(interaction.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no interaction " + id + "."));
    }

    private static String nameOf(Context context, UploadedFile file) {
        return context.uploadedFileMap().entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(one -> one.filename().equals(file.filename())))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static byte[] bytes(UploadedFile file) {
        try (InputStream in = file.content()) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException("The file could not be read.", broken);
        }
    }

    private static String field(Context context, String name) {
        return optional(context, name)
                .orElseThrow(() -> new IllegalStateException("The field " + name + " is missing."));
    }

    private static Optional<String> optional(Context context, String name) {
        return Optional.ofNullable(context.formParam(name)).or(() -> Optional.ofNullable(context.queryParam(name)));
    }

    private static <T> ArrayNode list(List<T> things, Function<T, ? extends JsonNode> as) {
        return Json.array(things.stream().map(as).toList());
    }

    private static void answer(Context context, JsonNode json) {
        context.contentType("application/json").result(json.toPrettyString() + "\n");
    }
}
