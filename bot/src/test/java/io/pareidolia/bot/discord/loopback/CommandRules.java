package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a command may be that a bot registers. */
final class CommandRules {
    static final int SLASH = 1;
    static final int SUBCOMMAND = 1;
    static final int SUBCOMMAND_GROUP = 2;

    private static final int MOST_SLASH = 100;
    private static final int MOST_CONTEXT = 15;
    private static final int MOST_LETTERS = 8_000;
    private static final Pattern NAME =
            Pattern.compile("^[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<String> LOCALES = Set.of(
            "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
            "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW",
            "ko");

    private CommandRules() {}

    static void checkAll(JsonNode commands) {
        Set<String> names = new HashSet<>();
        int slash = 0;
        for (int at = 0; at < commands.size(); at++) {
            JsonNode command = commands.get(at);
            check(command, at + ".");
            int type = command.path("type").asInt(SLASH);
            slash += type == SLASH ? 1 : 0;
            if (!names.add(type + command.path("name").asText())) {
                throw DiscordError.invalid(
                        at + ".name",
                        "APPLICATION_COMMANDS_DUPLICATE_NAME",
                        "Application command names must be unique");
            }
        }
        if (slash > MOST_SLASH || commands.size() - slash > MOST_CONTEXT * 2) {
            throw new DiscordError(400, 30032, "Maximum number of application commands reached");
        }
    }

    static void check(JsonNode command, String field) {
        if (command.path("type").asInt(SLASH) != SLASH) {
            MessageRules.length(field + "name", command.path("name"), 1, 32);
            if (Json.present(command.path("description")) || Json.present(command.path("options"))) {
                throw DiscordError.invalid(
                        field + "description",
                        "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_EXCEEDED",
                        "Context menu commands cannot have description");
            }
            locales(field + "name_localizations", command.path("name_localizations"), 32, false);
            return;
        }
        named(field, command);
        options(field + "options", command.path("options"), 0);
        if (letters(command) > MOST_LETTERS) {
            throw DiscordError.invalid(
                    field.isEmpty() ? "_" : field,
                    "APPLICATION_COMMAND_TOO_LARGE",
                    "Command exceeds maximum size (8000)");
        }
    }

    private static void named(String field, JsonNode thing) {
        name(field + "name", thing.path("name").asText());
        MessageRules.length(field + "description", thing.path("description"), 1, 100);
        locales(field + "name_localizations", thing.path("name_localizations"), 32, true);
        locales(field + "description_localizations", thing.path("description_localizations"), 100, false);
    }

    private static void name(String field, String name) {
        if (!NAME.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw DiscordError.invalid(
                    field, "APPLICATION_COMMAND_INVALID_NAME", "Command name \"" + name + "\" is invalid");
        }
    }

    private static void locales(String field, JsonNode texts, int most, boolean names) {
        for (Map.Entry<String, JsonNode> text : texts.properties()) {
            if (!LOCALES.contains(text.getKey())) {
                throw DiscordError.invalid(
                        field, "ENUM_TYPE_COERCE", "Value \"" + text.getKey() + "\" is not a valid enum value.");
            }
            MessageRules.length(field + "." + text.getKey(), text.getValue(), 1, most);
            if (names) {
                name(field + "." + text.getKey(), text.getValue().asText());
            }
        }
    }

    private static void options(String field, JsonNode options, int depth) {
        if (options.size() > 25) {
            throw DiscordError.invalid(field, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        }
        Set<String> names = new HashSet<>();
        boolean optional = false;
        boolean nested = false;
        for (int at = 0; at < options.size(); at++) {
            String here = field + "." + at + ".";
            JsonNode option = options.get(at);
            named(here, option);
            if (!names.add(option.path("name").asText())) {
                throw DiscordError.invalid(
                        here + "name", "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option names must be unique");
            }
            int type = option.path("type").asInt();
            boolean nests = type == SUBCOMMAND || type == SUBCOMMAND_GROUP;
            if (type < 1 || type > 11 || (at > 0 && nests != nested) || (nests && depth > 2 - type)) {
                throw DiscordError.invalid(
                        here + "type",
                        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                        "Sub-command and sub-command group option types are mutually exclusive to all other types");
            }
            nested = nests;
            if (nests) {
                options(here + "options", option.path("options"), depth + 1);
                continue;
            }
            boolean required = option.path("required").asBoolean();
            if (required && optional) {
                throw DiscordError.invalid(
                        here + "required",
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options");
            }
            optional |= !required;
            choices(here + "choices", option);
        }
    }

    private static void choices(String field, JsonNode option) {
        JsonNode choices = option.path("choices");
        if (choices.size() > 25) {
            throw DiscordError.invalid(field, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        }
        if (!choices.isEmpty() && option.path("autocomplete").asBoolean()) {
            throw DiscordError.invalid(
                    field, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", "Choices cannot be autocompleted");
        }
        Set<String> names = new HashSet<>();
        for (int at = 0; at < choices.size(); at++) {
            JsonNode choice = choices.get(at);
            MessageRules.length(field + "." + at + ".name", choice.path("name"), 1, 100);
            MessageRules.length(field + "." + at + ".value", choice.path("value"), 1, 100);
            locales(field + "." + at + ".name_localizations", choice.path("name_localizations"), 100, false);
            if (!names.add(choice.path("name").asText())) {
                throw DiscordError.invalid(
                        field + "." + at,
                        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE",
                        "Option choices must have unique names");
            }
        }
    }

    /** Name, description and values of it and of all within it, the longest of each one's languages. */
    private static int letters(JsonNode thing) {
        int letters = longest(thing, "name") + longest(thing, "description");
        if (thing.path("value").isTextual()) {
            letters += thing.path("value").asText().length();
        }
        for (JsonNode option : thing.path("options")) {
            letters += letters(option);
        }
        for (JsonNode choice : thing.path("choices")) {
            letters += letters(choice);
        }
        return letters;
    }

    private static int longest(JsonNode thing, String field) {
        int longest = thing.path(field).asText().length();
        for (JsonNode text : thing.path(field + "_localizations")) {
            longest = Math.max(longest, text.asText().length());
        }
        return longest;
    }
}
