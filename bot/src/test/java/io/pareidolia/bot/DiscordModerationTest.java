package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.discord.loopback.LoopbackChannel;
import io.pareidolia.bot.discord.loopback.LoopbackDiscord;
import io.pareidolia.bot.discord.loopback.LoopbackGuild;
import io.pareidolia.bot.discord.loopback.LoopbackMessage;
import io.pareidolia.bot.discord.loopback.LoopbackUser;
import io.pareidolia.bot.discord.loopback.SlashCommand;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What moderators and those whose pictures they are can do, with the real service against a loopback Discord. */
@Timeout(300)
class DiscordModerationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final LoopbackDiscord discord = LoopbackDiscord.start().rateLimits(false);
    private final LoopbackGuild guild = discord.guild("Dreamers");
    private final LoopbackChannel dreams = guild.text("dreams");
    private final LoopbackUser ada = discord.user("ada");
    private final LoopbackUser mia = discord.user("mia");
    private ServedDiscord service;
    private byte[] photo;

    @BeforeEach
    void begin() throws IOException {
        guild.join(ada);
        guild.join(mia, guild.role("moderators", Permission.MANAGE_SERVER, Permission.MESSAGE_MANAGE));
        service = new ServedDiscord(folder, discord);
        photo = PictureWriter.encode(BundledNetworkTest.photo(160, 120), PictureFormat.PNG, Optional.empty());
        service.start();
    }

    @AfterEach
    void end() throws InterruptedException {
        service.close();
        discord.close();
    }

    private static LoopbackMessage heard(SlashCommand command) {
        return command.send().awaitMessage(PATIENCE, message -> !message.isLoading());
    }

    private LoopbackMessage dream(LoopbackUser user) {
        return heard(user.in(dreams)
                .slash("dream")
                .attach("image", "photo.png", photo)
                .option("recipe", "octaves=1 steps=1 size=80"));
    }

    private void awaitEphemeralRefusal(LoopbackUser user) throws InterruptedException {
        for (int tries = 0; tries < 30; tries++) {
            if (dream(user).isEphemeral()) {
                return;
            }
            Thread.sleep(500);
        }
        throw new AssertionError("never refused");
    }

    @Test
    void moderatorsPauseBanAndSetQuotasAndAllOfItIsAudited() throws IOException, InterruptedException {
        assertThatThrownBy(() -> ada.in(dreams).slash("dream-admin pause").send())
                .as("it is not even shown")
                .isInstanceOf(IllegalStateException.class);
        LoopbackMessage sly = heard(ada.in(dreams).slash("dream-admin pause").evenIfHidden());
        assertThat(sly.isEphemeral()).isTrue();

        assertThat(heard(mia.in(dreams).slash("dream-admin pause").option("why", "Moving house."))
                        .isEphemeral())
                .isTrue();
        awaitEphemeralRefusal(ada);
        assertThat(dream(ada).text()).contains("Moving house.");
        heard(mia.in(dreams).slash("dream-admin resume"));

        heard(mia.in(dreams).slash("dream-admin ban").option("member", ada).option("hours", 2));
        awaitEphemeralRefusal(ada);
        heard(mia.in(dreams).slash("dream-admin unban").option("member", ada));

        heard(mia.in(dreams)
                .slash("dream-admin quota set")
                .option("rule", "jobsPerDay")
                .option("value", "3")
                .option("member", ada));
        assertThat(heard(mia.in(dreams).slash("dream-admin quota show").option("member", ada))
                        .text())
                .contains("3");
        assertThat(heard(mia.in(dreams)
                                .slash("dream-admin quota set")
                                .option("rule", "jobsPerDay")
                                .option("value", "many"))
                        .text())
                .contains("many");

        assertThat(heard(mia.in(dreams).slash("dream-admin audit")).text()).contains("pause", "ban", "quota set");
        LoopbackMessage exported = heard(mia.in(dreams).slash("dream-admin export"));
        assertThat(new String(exported.files().get(0).bytes(), StandardCharsets.UTF_8))
                .contains("jobsPerDay");
        heard(mia.in(dreams).slash("dream-admin quota reset").option("member", ada));
        heard(mia.in(dreams)
                .slash("dream-admin import")
                .attach("file", "rules.yaml", exported.files().get(0).bytes()));
        assertThat(heard(mia.in(dreams).slash("dream-admin quota show").option("member", ada))
                        .text())
                .contains("3");
    }

    @Test
    void everybodySeesWhatIsKeptAndMayLeaveAndGermansReadGerman() throws InterruptedException {
        LoopbackMessage kept = heard(ada.in(dreams).slash("dream-privacy"));
        assertThat(kept.isEphemeral()).isTrue();
        assertThat(kept.controls()).isNotEmpty();
        assertThat(heard(ada.in(dreams).slash("dream-help")).text()).contains("/dream");
        assertThat(heard(ada.in(dreams).slash("dream-queue")).text()).isNotBlank();

        LoopbackUser kurt = discord.user("kurt").speaks("de");
        guild.join(kurt);
        assertThat(heard(kurt.in(dreams).slash("dream")).text()).doesNotContain("Attach");
    }
}
