package io.pareidolia.bot.discord.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.FileUpload;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person with curl can do. */
class ControlTest {
    private static final Path PHOTO = Path.of("../docs/alpine.jpg");

    private final LoopbackDiscord discord = LoopbackDiscord.start();
    private final OkHttpClient curl = new OkHttpClient();
    private ShardManager bot;

    /** Sends back what it was given. */
    private static final class Echo extends ListenerAdapter {
        @Override
        public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
            event.deferReply().queue();
            event.getHook()
                    .sendMessage("times " + event.getOption("times").getAsLong())
                    .addComponents(ActionRow.of(Button.primary("more", "More")))
                    .addFiles(FileUpload.fromData(PHOTO.toFile(), "echo.jpg"))
                    .queue();
        }

        @Override
        public void onButtonInteraction(ButtonInteractionEvent event) {
            event.reply("pressed").setEphemeral(true).queue();
        }
    }

    @AfterEach
    void end() {
        bot.shutdown();
        discord.close();
    }

    @Test
    void aPersonSendsAPhotoFetchesTheAnswerAndPressesAButton() throws IOException, InterruptedException {
        bot = DefaultShardManagerBuilder.createLight(LoopbackDiscord.TOKEN, EnumSet.noneOf(GatewayIntent.class))
                .setRestConfig(new RestConfig().setBaseUrl(discord.apiUrl()))
                .addEventListeners(new Echo())
                .build();
        JDA jda = bot.getShards().get(0).awaitReady();
        jda.updateCommands()
                .addCommands(Commands.slash("echo", "Echoes")
                        .addOption(OptionType.ATTACHMENT, "image", "The picture", true)
                        .addOption(OptionType.INTEGER, "times", "How often", true))
                .complete();

        post("/guilds", form("name", "Dreamers"));
        post("/users", form("name", "ada"));
        post("/members", form("guild", "Dreamers", "user", "ada"));
        JsonNode refused = post("/slash", form("user", "ada", "channel", "general", "command", "nothing"));
        assertThat(refused.path("message").asText()).contains("no command nothing");

        JsonNode asked = post(
                "/slash",
                form("user", "ada", "channel", "general", "command", "echo", "times", "3", "wait", "20")
                        .addFormDataPart(
                                "image",
                                "cat.jpg",
                                RequestBody.create(new File(PHOTO.toString()), MediaType.get("image/jpeg"))));
        JsonNode message = asked.at("/messages/0");
        assertThat(message.path("content").asText()).isEqualTo("times 3");
        String id = message.path("id").asText();
        assertThat(get("/messages/" + id + "/files/echo.jpg")).isEqualTo(Files.readAllBytes(PHOTO));

        JsonNode pressed = post("/press", form("user", "ada", "message", id, "button", "More", "wait", "20"));
        assertThat(pressed.at("/messages/0/content").asText()).isEqualTo("pressed");
        assertThat(Json.parse(new String(get("/messages?channel=general"), StandardCharsets.UTF_8)))
                .hasSize(2);
        assertThat(post("/clock", form("advance", "PT2H")).path("ahead").asText())
                .isEqualTo("PT2H");
        assertThat(post("/faults", form("path", "/webhooks/", "effect", "429"))).hasSize(1);
    }

    private static MultipartBody.Builder form(String... fields) {
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        for (int at = 0; at < fields.length; at += 2) {
            form.addFormDataPart(fields[at], fields[at + 1]);
        }
        return form;
    }

    private JsonNode post(String path, MultipartBody.Builder form) throws IOException {
        Request request = new Request.Builder()
                .url(discord.address() + "/loopback" + path)
                .post(form.build())
                .build();
        try (Response response = curl.newCall(request).execute()) {
            return Json.parse(response.body().string());
        }
    }

    private byte[] get(String path) throws IOException {
        Request request = new Request.Builder()
                .url(discord.address() + "/loopback" + path)
                .build();
        try (Response response = curl.newCall(request).execute()) {
            return response.body().bytes();
        }
    }
}
