package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.pareidolia.bot.discord.loopback.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was asked: the parameters of the address and of the form. */
record Request(Context context, Map<String, String> parameters) {
    static Request of(Context context) {
        Map<String, String> parameters = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
        if (!context.isMultipartFormData()) {
            context.formParamMap().forEach((name, values) -> parameters.put(name, values.get(0)));
        }
        return new Request(context, parameters);
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String text(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** Refuses a request that lacks it. */
    String required(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw RedditError.explained(400, "MISSING_PARAMETER", "the parameter " + name + " is missing", name);
        }
        return value;
    }

    boolean is(String name) {
        return text(name).equalsIgnoreCase("true") || text(name).equals("1");
    }

    int number(String name, int usual) {
        try {
            return parameters.containsKey(name) ? Integer.parseInt(parameters.get(name)) : usual;
        } catch (NumberFormatException no) {
            return usual;
        }
    }

    List<String> list(String name) {
        return Arrays.stream(text(name).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    String path(String name) {
        return context.pathParam(name);
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        parameters.forEach(json::put);
        return json;
    }
}
