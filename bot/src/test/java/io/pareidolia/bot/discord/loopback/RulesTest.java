package io.pareidolia.bot.discord.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of Discord, at their edges. */
class RulesTest {
    private static final int V2 = LoopbackMessage.COMPONENTS_V2;

    private static void check(int flags, String components, String... files) {
        ObjectNode message = Json.object().put("content", "").put("flags", flags);
        message.set("components", Json.parse(components));
        MessageRules.checkMessage(message, List.of(files));
    }

    private static void refuses(String code, int flags, String components, String... files) {
        assertThatThrownBy(() -> check(flags, components, files))
                .isInstanceOfSatisfying(
                        DiscordError.class,
                        no -> assertThat(no.body().toString()).contains(code));
    }

    private static String text(int letters) {
        return "{\"type\":10,\"content\":\"" + "x".repeat(letters) + "\"}";
    }

    private static String button(String customId, String label) {
        return "{\"type\":2,\"style\":1,\"custom_id\":\"" + customId + "\",\"label\":\"" + label + "\"}";
    }

    private static String many(int many, String what) {
        return IntStream.range(0, many).mapToObj(at -> what).collect(Collectors.joining(",", "[", "]"));
    }

    private static String gallery(String url, int items, int description) {
        return "[{\"type\":12,\"items\":"
                + many(
                        items,
                        "{\"media\":{\"url\":\"" + url + "\"},\"description\":\"" + "d".repeat(description) + "\"}")
                + "}]";
    }

    @Test
    void fortyComponentsAndFourThousandLetters() {
        assertThatCode(() -> check(V2, many(40, text(100)))).doesNotThrowAnyException();
        refuses("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", V2, many(41, text(1)));
        refuses("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", V2, many(2, text(2_001)));
        String nested = "[{\"type\":17,\"components\":" + many(39, text(1)) + "}]";
        assertThatCode(() -> check(V2, nested)).doesNotThrowAnyException();
        refuses(
                "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
                V2,
                "[{\"type\":17,\"components\":" + many(40, text(1)) + "}]");
    }

    @Test
    void galleriesAndTheirFiles() {
        assertThatCode(() -> check(V2, gallery("attachment://a.jpg", 10, 1_024), "a.jpg"))
                .doesNotThrowAnyException();
        refuses("BASE_TYPE_BAD_LENGTH", V2, gallery("attachment://a.jpg", 11, 1), "a.jpg");
        refuses("BASE_TYPE_BAD_LENGTH", V2, gallery("attachment://a.jpg", 1, 1_025), "a.jpg");
        refuses(
                "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                V2,
                gallery("attachment://b.jpg", 1, 1),
                "a.jpg");
        refuses("URL_TYPE_INVALID_SCHEME", V2, gallery("file:///etc/passwd", 1, 1));
    }

    @Test
    void buttons() {
        String row = "[{\"type\":1,\"components\":[%s]}]";
        assertThatCode(() -> check(0, row.formatted(button("i".repeat(100), "l".repeat(80)))))
                .doesNotThrowAnyException();
        refuses("BASE_TYPE_BAD_LENGTH", 0, row.formatted(button("i".repeat(101), "l")));
        refuses("BASE_TYPE_BAD_LENGTH", 0, row.formatted(button("i", "l".repeat(81))));
        refuses("BUTTON_COMPONENT_INVALID", 0, row.formatted(button("i", "")));
        refuses("COMPONENT_CUSTOM_ID_DUPLICATED", 0, row.formatted(button("i", "a") + "," + button("i", "b")));
        refuses("UNION_TYPE_CHOICES", V2, "[" + button("i", "not in a row") + "]");
        refuses(
                "BASE_TYPE_BAD_LENGTH",
                0,
                row.formatted(IntStream.range(0, 6)
                        .mapToObj(at -> button("i" + at, "l"))
                        .collect(Collectors.joining(","))));
    }

    @Test
    void contentAndModernComponentsExcludeEachOther() {
        ObjectNode message = Json.object().put("content", "words").put("flags", V2);
        message.set("components", Json.parse(many(1, text(1))));
        assertThatThrownBy(() -> MessageRules.checkMessage(message, List.of()))
                .isInstanceOfSatisfying(
                        DiscordError.class,
                        no -> assertThat(no.body().toString())
                                .contains("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"));
        refuses("UNION_TYPE_CHOICES", 0, many(1, text(1)));
        refuses("50006", 0, "[]");
        refuses("50006", V2, "[]");
    }

    @ParameterizedTest
    @CsvSource({
        "dream, Dreams, true",
        "dream-admin, For moderators, true",
        "Dream, Dreams, false",
        "dream it, Dreams, false",
        "träume, Träumt, true",
        "dream, '', false",
        "a23456789012345678901234567890123, too long, false"
    })
    void namesOfCommands(String name, String description, boolean allowed) {
        ObjectNode command = Json.object().put("name", name).put("description", description);
        if (allowed) {
            assertThatCode(() -> CommandRules.check(command, "")).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> CommandRules.check(command, "")).isInstanceOf(DiscordError.class);
        }
    }

    @Test
    void optionsOfCommands() {
        refusesCommand(
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "[{\"name\":\"a\",\"description\":\"a\",\"type\":3},"
                        + "{\"name\":\"b\",\"description\":\"b\",\"type\":3,\"required\":true}]");
        refusesCommand(
                "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE",
                many(2, "{\"name\":\"a\",\"description\":\"a\",\"type\":3}"));
        refusesCommand(
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                "[{\"name\":\"a\",\"description\":\"a\",\"type\":3},{\"name\":\"b\",\"description\":\"b\",\"type\":1}]");
        refusesCommand(
                "ENUM_TYPE_COERCE",
                "[{\"name\":\"a\",\"description\":\"a\",\"type\":3,\"name_localizations\":{\"deutsch\":\"a\"}}]");
        refusesCommand(
                "APPLICATION_COMMAND_INVALID_NAME",
                "[{\"name\":\"a\",\"description\":\"a\",\"type\":3,\"name_localizations\":{\"de\":\"Größe\"}}]");
    }

    private static void refusesCommand(String code, String options) {
        ObjectNode command = Json.object().put("name", "dream").put("description", "Dreams");
        command.set("options", Json.parse(options));
        assertThatThrownBy(() -> CommandRules.check(command, ""))
                .isInstanceOfSatisfying(
                        DiscordError.class,
                        no -> assertThat(no.body().toString()).contains(code));
    }
}
