package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands that the bot has registered: everywhere (0) or in a server. */
final class Commands {
    static final long EVERYWHERE = 0;

    private final World world;
    private final Map<Long, List<ObjectNode>> byPlace = new HashMap<>();

    Commands(World world) {
        this.world = world;
    }

    List<ObjectNode> at(long place) {
        return byPlace.computeIfAbsent(place, nowhere -> new ArrayList<>());
    }

    ArrayNode list(long place, boolean withLocalizations) {
        ArrayNode list = Json.array();
        at(place).forEach(command -> list.add(withLocalizations ? command : withoutLocalizations(command)));
        return list;
    }

    private static ObjectNode withoutLocalizations(ObjectNode command) {
        ObjectNode copy = command.deepCopy();
        Json.objects(copy).forEach(part -> part.remove(List.of("name_localizations", "description_localizations")));
        return copy;
    }

    ObjectNode find(long place, String id) {
        return at(place).stream()
                .filter(command -> command.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(DiscordError::unknownCommand);
    }

    /** What a person in that server finds under this name; a server's own command hides the one of everywhere. */
    Optional<ObjectNode> named(long guild, int type, String name) {
        return at(guild).stream()
                .filter(command -> command.path("type").asInt() == type
                        && command.path("name").asText().equals(name))
                .findFirst()
                .or(() -> guild == EVERYWHERE ? Optional.empty() : named(EVERYWHERE, type, name));
    }

    /** These and no others. */
    ArrayNode replaceAll(long place, JsonNode wishes) {
        CommandRules.checkAll(wishes);
        List<ObjectNode> fresh = new ArrayList<>();
        wishes.forEach(wish -> fresh.add(registered(place, (ObjectNode) wish)));
        byPlace.put(place, fresh);
        world.notifyAll();
        return list(place, true);
    }

    /** One more, or one that replaces its namesake. */
    ObjectNode put(long place, ObjectNode wish) {
        CommandRules.check(wish, "");
        ObjectNode command = registered(place, wish);
        at(place).removeIf(known -> sameName(known, command));
        at(place).add(command);
        world.notifyAll();
        return command;
    }

    ObjectNode edit(long place, String id, ObjectNode changes) {
        ObjectNode changed = find(place, id).deepCopy();
        changed.setAll(changes);
        CommandRules.check(changed, "");
        at(place).removeIf(known -> known.path("id").asText().equals(id));
        changed.put("version", Json.id(world.nextId()));
        at(place).add(changed);
        world.notifyAll();
        return changed;
    }

    void delete(long place, String id) {
        at(place).remove(find(place, id));
        world.notifyAll();
    }

    private ObjectNode registered(long place, ObjectNode wish) {
        ObjectNode command = wish.deepCopy();
        if (!command.has("type")) {
            command.put("type", 1);
        }
        String id = at(place).stream()
                .filter(known -> sameName(known, command))
                .map(known -> known.path("id").asText())
                .findFirst()
                .orElseGet(() -> Json.id(world.nextId()));
        command.put("id", id).put("application_id", Json.id(world.bot().id())).put("version", Json.id(world.nextId()));
        for (String optional :
                List.of("default_member_permissions", "name_localizations", "description_localizations")) {
            if (!command.has(optional)) {
                command.putNull(optional);
            }
        }
        if (!command.has("integration_types")) {
            command.putArray("integration_types").add(0);
        }
        if (!command.has("contexts")) {
            command.putNull("contexts");
        }
        if (!command.has("nsfw")) {
            command.put("nsfw", false);
        }
        if (!command.has("description")) {
            command.put("description", "");
        }
        if (place != EVERYWHERE) {
            command.put("guild_id", Json.id(place));
        } else if (!command.has("dm_permission")) {
            command.put("dm_permission", true);
        }
        return command;
    }

    private static boolean sameName(JsonNode one, JsonNode other) {
        return one.path("name").equals(other.path("name"))
                && one.path("type").asInt(1) == other.path("type").asInt(1);
    }
}
