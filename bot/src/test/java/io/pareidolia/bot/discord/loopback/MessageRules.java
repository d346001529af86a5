package io.pareidolia.bot.discord.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a message and its components may be. */
final class MessageRules {
    static final String ATTACHMENT = "attachment://";
    static final int ACTION_ROW = 1;
    static final int BUTTON = 2;
    static final int STRING_SELECT = 3;
    static final int TEXT_INPUT = 4;
    static final int USER_SELECT = 5;
    static final int CHANNEL_SELECT = 8;
    static final int SECTION = 9;
    static final int TEXT_DISPLAY = 10;
    static final int THUMBNAIL = 11;
    static final int MEDIA_GALLERY = 12;
    static final int FILE = 13;
    static final int SEPARATOR = 14;
    static final int CONTAINER = 17;
    static final int LABEL = 18;
    static final int FILE_UPLOAD = 19;

    private static final int MOST_COMPONENTS = 40;
    private static final int MOST_LETTERS = 4_000;
    private static final int MOST_CONTENT = 2_000;
    private static final int CUSTOM_ID = 100;
    private static final Set<Integer> IN_CONTAINER =
            Set.of(ACTION_ROW, TEXT_DISPLAY, SECTION, MEDIA_GALLERY, SEPARATOR, FILE);

    private final boolean modern;
    private final Collection<String> files;
    private final Set<String> customIds = new HashSet<>();
    private int components;
    private int letters;

    private MessageRules(boolean modern, Collection<String> files) {
        this.modern = modern;
        this.files = files;
    }

    /**
     * @param message with content, embeds, components and flags, as it would be
     * @param files the names of the files that it would have
     */
    static void checkMessage(ObjectNode message, Collection<String> files) {
        boolean modern = (message.path("flags").asInt() & LoopbackMessage.COMPONENTS_V2) != 0;
        MessageRules rules = new MessageRules(modern, files);
        JsonNode components = message.path("components");
        if (modern) {
            for (String legacy : List.of("content", "embeds", "poll", "sticker_ids")) {
                if (Json.present(message.path(legacy))) {
                    throw DiscordError.invalid(
                            legacy,
                            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                            "The '" + legacy + "' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                }
            }
            if (components.isEmpty()) {
                throw DiscordError.emptyMessage();
            }
        } else {
            checkLegacy(message, components, files);
        }
        rules.checkAll("components", components, modern ? null : Set.of(ACTION_ROW));
        if (rules.components > MOST_COMPONENTS) {
            throw DiscordError.invalid(
                    "components",
                    "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                    "The total number of components, " + rules.components + ", exceeds the maximum of "
                            + MOST_COMPONENTS);
        }
        if (rules.letters > MOST_LETTERS) {
            throw DiscordError.invalid(
                    "components",
                    "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
                    "The total size of displayable text, " + rules.letters + ", exceeds the maximum of "
                            + MOST_LETTERS);
        }
    }

    private static void checkLegacy(ObjectNode message, JsonNode components, Collection<String> files) {
        length("content", message.path("content"), 0, MOST_CONTENT);
        if (components.size() > 5) {
            throw badLength("components", 0, 5);
        }
        if (message.path("embeds").size() > 10) {
            throw badLength("embeds", 0, 10);
        }
        if (message.path("content").asText().isBlank()
                && message.path("embeds").isEmpty()
                && components.isEmpty()
                && files.isEmpty()) {
            throw DiscordError.emptyMessage();
        }
    }

    static void checkModal(ObjectNode modal) {
        length("data.title", modal.path("title"), 1, 45);
        length("data.custom_id", modal.path("custom_id"), 1, CUSTOM_ID);
        JsonNode components = modal.path("components");
        if (components.isEmpty() || components.size() > 5) {
            throw badLength("data.components", 1, 5);
        }
        MessageRules rules = new MessageRules(true, List.of());
        for (int at = 0; at < components.size(); at++) {
            String field = "data.components." + at;
            JsonNode component = components.get(at);
            switch (component.path("type").asInt()) {
                case LABEL -> {
                    length(field + ".label", component.path("label"), 1, 45);
                    length(field + ".description", component.path("description"), 0, 100);
                    rules.checkInput(field + ".component", component.path("component"));
                }
                case ACTION_ROW ->
                    rules.checkInput(
                            field + ".components.0",
                            component.path("components").path(0));
                case TEXT_DISPLAY -> rules.checkText(field, component);
                default -> throw badType(field);
            }
        }
    }

    private void checkInput(String field, JsonNode input) {
        switch (input.path("type").asInt()) {
            case TEXT_INPUT -> {
                customId(field, input);
                int style = input.path("style").asInt();
                if (style != 1 && style != 2) {
                    throw DiscordError.invalid(field + ".style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.");
                }
                length(
                        field + ".value",
                        input.path("value"),
                        0,
                        input.path("max_length").asInt(MOST_LETTERS));
                length(field + ".placeholder", input.path("placeholder"), 0, 100);
            }
            case STRING_SELECT, USER_SELECT, 6, 7, CHANNEL_SELECT -> checkSelect(field, input);
            case FILE_UPLOAD -> customId(field, input);
            case 21, 22, 23 -> customId(field, input); // radio group, checkbox group, checkbox
            default -> throw badType(field);
        }
    }

    private void checkAll(String field, JsonNode list, Set<Integer> allowed) {
        for (int at = 0; at < list.size(); at++) {
            String here = field + "." + at;
            JsonNode component = list.get(at);
            if (allowed != null && !allowed.contains(component.path("type").asInt())) {
                throw badType(here);
            }
            check(here, component);
        }
    }

    private void check(String field, JsonNode component) {
        components++;
        int type = component.path("type").asInt();
        switch (type) {
            case ACTION_ROW -> checkRow(field, component.path("components"));
            case SECTION -> checkSection(field, component);
            case TEXT_DISPLAY -> checkText(field, component);
            case MEDIA_GALLERY -> checkGallery(field, component.path("items"));
            case FILE -> media(field + ".file", component.path("file"), true);
            case SEPARATOR -> {
                // has nothing that could be wrong
            }
            case CONTAINER -> {
                if (component.path("components").isEmpty()) {
                    throw badLength(field + ".components", 1, MOST_COMPONENTS);
                }
                checkAll(field + ".components", component.path("components"), IN_CONTAINER);
            }
            default -> throw badType(field);
        }
    }

    private void checkRow(String field, JsonNode row) {
        if (row.isEmpty() || row.size() > 5) {
            throw badLength(field + ".components", 1, 5);
        }
        for (int at = 0; at < row.size(); at++) {
            String here = field + ".components." + at;
            components++;
            int type = row.get(at).path("type").asInt();
            if (type == BUTTON) {
                checkButton(here, row.get(at));
            } else if (type == STRING_SELECT || (type >= USER_SELECT && type <= CHANNEL_SELECT)) {
                if (row.size() > 1) {
                    throw DiscordError.invalid(
                            here,
                            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
                            "The specified component exceeds the maximum width");
                }
                checkSelect(here, row.get(at));
            } else {
                throw badType(here);
            }
        }
    }

    private void checkButton(String field, JsonNode button) {
        int style = button.path("style").asInt();
        length(field + ".label", button.path("label"), 0, 80);
        if (style >= 1 && style <= 4) {
            customId(field, button);
            if (!Json.present(button.path("label")) && !button.path("emoji").isObject()) {
                throw DiscordError.invalid(field, "BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji");
            }
        } else if (style == 5) {
            length(field + ".url", button.path("url"), 1, 512);
            link(field + ".url", button.path("url").asText());
        } else if (style != 6) {
            throw DiscordError.invalid(
                    field + ".style", "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.");
        }
    }

    private void checkSelect(String field, JsonNode select) {
        customId(field, select);
        length(field + ".placeholder", select.path("placeholder"), 0, 150);
        if (select.path("type").asInt() != STRING_SELECT) {
            return;
        }
        JsonNode options = select.path("options");
        if (options.isEmpty() || options.size() > 25) {
            throw badLength(field + ".options", 1, 25);
        }
        Set<String> values = new HashSet<>();
        for (int at = 0; at < options.size(); at++) {
            String here = field + ".options." + at;
            length(here + ".label", options.get(at).path("label"), 1, 100);
            length(here + ".value", options.get(at).path("value"), 1, 100);
            length(here + ".description", options.get(at).path("description"), 0, 100);
            if (!values.add(options.get(at).path("value").asText())) {
                throw DiscordError.invalid(
                        here + ".value",
                        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                        "The specified option value is already used");
            }
        }
        int most = select.path("max_values").asInt(1);
        if (most < 1 || most > options.size() || select.path("min_values").asInt(1) > most) {
            throw DiscordError.invalid(
                    field + ".max_values", "BASE_TYPE_MAX", "int value should be less than or equal to the options.");
        }
    }

    private void checkSection(String field, JsonNode section) {
        JsonNode texts = section.path("components");
        if (texts.isEmpty() || texts.size() > 3) {
            throw badLength(field + ".components", 1, 3);
        }
        checkAll(field + ".components", texts, Set.of(TEXT_DISPLAY));
        JsonNode accessory = section.path("accessory");
        components++;
        switch (accessory.path("type").asInt()) {
            case BUTTON -> checkButton(field + ".accessory", accessory);
            case THUMBNAIL -> {
                length(field + ".accessory.description", accessory.path("description"), 0, 1_024);
                media(field + ".accessory.media", accessory.path("media"), false);
            }
            default -> throw badType(field + ".accessory");
        }
    }

    private void checkText(String field, JsonNode text) {
        length(field + ".content", text.path("content"), 1, MOST_LETTERS);
        letters += text.path("content").asText().length();
    }

    private void checkGallery(String field, JsonNode items) {
        if (items.isEmpty() || items.size() > 10) {
            throw badLength(field + ".items", 1, 10);
        }
        for (int at = 0; at < items.size(); at++) {
            String here = field + ".items." + at;
            length(here + ".description", items.get(at).path("description"), 0, 1_024);
            media(here + ".media", items.get(at).path("media"), false);
        }
    }

    private void media(String field, JsonNode media, boolean onlyAttachment) {
        String url = media.path("url").asText();
        if (url.startsWith(ATTACHMENT)) {
            if (!files.contains(url.substring(ATTACHMENT.length()))) {
                throw DiscordError.invalid(
                        field + ".url",
                        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                        "The referenced attachment \"" + url + "\" was not found");
            }
        } else if (onlyAttachment) {
            throw DiscordError.invalid(
                    field + ".url",
                    "URL_TYPE_INVALID_SCHEME",
                    "Scheme \"" + url + "\" must be one of ('attachment',).");
        } else {
            link(field + ".url", url);
        }
    }

    private void customId(String field, JsonNode component) {
        length(field + ".custom_id", component.path("custom_id"), 1, CUSTOM_ID);
        if (!customIds.add(component.path("custom_id").asText())) {
            throw DiscordError.invalid(
                    field + ".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        }
        if (!modern && component.path("type").asInt() > CHANNEL_SELECT) {
            throw badType(field);
        }
    }

    private static void link(String field, String url) {
        if (!url.startsWith("http://") && !url.startsWith("https://") && !url.startsWith("discord://")) {
            throw DiscordError.invalid(
                    field,
                    "URL_TYPE_INVALID_SCHEME",
                    "Scheme \"" + url + "\" is not supported. Scheme must be one of ('http', 'https').");
        }
    }

    static void length(String field, JsonNode text, int least, int most) {
        int length = text.isNull() ? 0 : text.asText().length();
        if (least > 0 && length == 0) {
            throw DiscordError.invalid(field, "BASE_TYPE_REQUIRED", "This field is required");
        } else if (length < least || length > most) {
            throw badLength(field, least, most);
        }
    }

    private static DiscordError badLength(String field, int least, int most) {
        return DiscordError.invalid(
                field, "BASE_TYPE_BAD_LENGTH", "Must be between " + least + " and " + most + " in length.");
    }

    private static DiscordError badType(String field) {
        return DiscordError.invalid(
                field + ".type", "UNION_TYPE_CHOICES", "Value of field \"type\" is none that may stand here.");
    }
}
