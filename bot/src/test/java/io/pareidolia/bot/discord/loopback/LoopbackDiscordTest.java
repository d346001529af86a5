package io.pareidolia.bot.discord.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.guild.GuildAvailableEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildUnavailableEvent;
import net.dv8tion.jda.api.events.interaction.GenericInteractionCreateEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.IntegrationType;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import net.dv8tion.jda.api.utils.messages.MessageEditBuilder;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real JDA takes the loopback for Discord, and the loopback refuses what Discord refuses. */
class LoopbackDiscordTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path PHOTO = Path.of("../docs/alpine.jpg");
    private static final Path DREAM = Path.of("../docs/alpine-dream.jpg");
    private static final EnumSet<InteractionContextType> ALL_CONTEXTS = EnumSet.of(
            InteractionContextType.GUILD, InteractionContextType.BOT_DM, InteractionContextType.PRIVATE_CHANNEL);

    private final LoopbackDiscord discord = LoopbackDiscord.start();
    private final BlockingQueue<GenericInteractionCreateEvent> heard = new LinkedBlockingQueue<>();
    private final LoopbackGuild guild = discord.guild("Dreamers");
    private final LoopbackChannel channel = guild.text("dreams");
    private final LoopbackUser ada = discord.user("ada");
    private ShardManager bot;
    private JDA jda;

    @BeforeEach
    void connect() throws InterruptedException {
        guild.join(ada);
        bot = bot(LoopbackDiscord.TOKEN);
        jda = bot.getShards().get(0).awaitReady();
        jda.updateCommands()
                .addCommands(
                        Commands.slash("dream", "Dreams a picture")
                                .setContexts(ALL_CONTEXTS)
                                .setIntegrationTypes(EnumSet.allOf(IntegrationType.class))
                                .addOption(OptionType.ATTACHMENT, "image", "The picture")
                                .addOption(OptionType.STRING, "look", "How it looks", false, true),
                        Commands.slash("dream-admin", "For moderators")
                                .setDefaultPermissions(DefaultMemberPermissions.enabledFor(Permission.MANAGE_SERVER))
                                .setContexts(InteractionContextType.GUILD)
                                .addSubcommands(new SubcommandData("ban", "Bans")
                                        .addOption(OptionType.USER, "member", "Whom", true)),
                        Commands.message("Dream this image")
                                .setContexts(ALL_CONTEXTS)
                                .setIntegrationTypes(EnumSet.allOf(IntegrationType.class)))
                .complete();
    }

    private ShardManager bot(String token) {
        return DefaultShardManagerBuilder.createLight(token, EnumSet.noneOf(GatewayIntent.class))
                .setRestConfig(new RestConfig().setBaseUrl(discord.apiUrl()))
                .addEventListeners(new ListenerAdapter() {
                    @Override
                    public void onGenericInteractionCreate(GenericInteractionCreateEvent event) {
                        heard.add(event);
                    }
                })
                .build();
    }

    @AfterEach
    void disconnect() {
        bot.shutdown();
        discord.close();
    }

    private <T extends GenericInteractionCreateEvent> T next(Class<T> kind) throws InterruptedException {
        GenericInteractionCreateEvent event = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).isInstanceOf(kind);
        return kind.cast(event);
    }

    private LoopbackInteraction dreams() throws IOException {
        return ada.in(channel)
                .slash("dream")
                .attach("image", "my photo.jpg", Files.readAllBytes(PHOTO))
                .option("look", "eyes")
                .send();
    }

    private static MessageCreateData dreamed(FileUpload file) {
        return new MessageCreateBuilder()
                .useComponentsV2()
                .addComponents(Container.of(
                        MediaGallery.of(MediaGalleryItem.fromFile(file).withDescription("Eyes over the Alps")),
                        TextDisplay.of("`octaves=4 seed=1`"),
                        ActionRow.of(Button.primary("deeper:1", "Deeper"), Button.danger("delete:1", "Delete"))))
                .build();
    }

    private static FileUpload dream() {
        return FileUpload.fromData(DREAM.toFile(), "dream.jpg").setDescription("Eyes over the Alps");
    }

    private LoopbackMessage finished(LoopbackInteraction asked) throws InterruptedException {
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        event.getHook()
                .editOriginal(MessageEditBuilder.fromCreateData(dreamed(dream()))
                        .setReplace(true)
                        .build())
                .complete();
        return asked.original().orElseThrow();
    }

    @Test
    void aCommandWithAPhotoIsDeferredAndBecomesAPicture() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        Message.Attachment image = event.getOption("image").getAsAttachment();
        assertThat(image.getFileName()).isEqualTo("my_photo.jpg");
        assertThat(image.getContentType()).isEqualTo("image/jpeg");
        assertThat(fetched(image.getUrl())).isEqualTo(Files.readAllBytes(PHOTO));
        assertThat(event.getOption("look").getAsString()).isEqualTo("eyes");
        assertThat(event.getGuild().getName()).isEqualTo("Dreamers");

        event.deferReply().complete();
        assertThat(asked.original().orElseThrow().isLoading()).isTrue();
        assertThat(asked.acknowledgement()).contains(5);
        Message edited = event.getHook()
                .editOriginal(MessageEditBuilder.fromCreateData(dreamed(dream()))
                        .setReplace(true)
                        .build())
                .complete();

        LoopbackMessage answer =
                asked.awaitMessage(PATIENCE, message -> !message.files().isEmpty());
        assertThat(answer.isLoading()).isFalse();
        assertThat(answer.files().get(0).bytes()).isEqualTo(Files.readAllBytes(DREAM));
        assertThat(answer.files().get(0).description()).contains("Eyes over the Alps");
        assertThat(answer.text()).isEqualTo("`octaves=4 seed=1`");
        assertThat(answer.versions()).hasSize(2);
        assertThat(channel.messages()).containsExactly(answer);
        assertThat(edited.getComponentTree()
                        .findAll(MediaGallery.class)
                        .get(0)
                        .getItems()
                        .get(0)
                        .getDescription())
                .isEqualTo("Eyes over the Alps");
        String shown =
                answer.json().at("/components/0/components/0/items/0/media/url").asText();
        assertThat(fetched(shown)).isEqualTo(Files.readAllBytes(DREAM));
        assertThat(edited.getIdLong()).isEqualTo(answer.id());
    }

    @Test
    void theFirstFollowUpIsWhatWasDeferredAndTheSecondIsAnother() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        event.getHook().sendMessage("one").complete();
        event.getHook().sendMessage("two").complete();
        assertThat(asked.messages()).extracting(LoopbackMessage::text).containsExactly("one", "two");
        assertThat(asked.original().orElseThrow().text()).isEqualTo("one");
    }

    @Test
    void aButtonAMenuAndAForm() throws IOException, InterruptedException {
        LoopbackMessage answer = finished(dreams());
        LoopbackInteraction pressed = ada.in(channel).press(answer, "Deeper");
        ButtonInteractionEvent button = next(ButtonInteractionEvent.class);
        assertThat(button.getComponentId()).isEqualTo("deeper:1");
        assertThat(button.getMessage().getIdLong()).isEqualTo(answer.id());
        button.replyModal(Modal.create("change:1", "Change")
                        .addComponents(Label.of(
                                "Recipe",
                                TextInput.create("recipe", TextInputStyle.SHORT)
                                        .setValue("octaves=4")
                                        .build()))
                        .build())
                .complete();
        assertThat(pressed.modal().orElseThrow().path("title").asText()).isEqualTo("Change");

        LoopbackInteraction submitted = ada.in(channel).submit(pressed, Map.of("recipe", "octaves=5"));
        ModalInteractionEvent form = next(ModalInteractionEvent.class);
        assertThat(form.getValue("recipe").getAsString()).isEqualTo("octaves=5");
        assertThat(form.getMessage().getIdLong()).isEqualTo(answer.id());
        form.reply("Which one?")
                .setEphemeral(true)
                .addComponents(ActionRow.of(StringSelectMenu.create("which")
                        .addOption("First", "1")
                        .addOption("Second", "2")
                        .build()))
                .complete();

        LoopbackMessage question = submitted.original().orElseThrow();
        assertThat(question.isEphemeral()).isTrue();
        assertThat(channel.messages()).doesNotContain(question);
        ada.in(channel).select(question, "which", "Second");
        StringSelectInteractionEvent chosen = next(StringSelectInteractionEvent.class);
        assertThat(chosen.getValues()).containsExactly("2");
        chosen.editMessage("Thank you.").setComponents().complete();
        assertThat(question.text()).isEqualTo("Thank you.");
    }

    @Test
    void completionsAndMessageCommands() throws IOException, InterruptedException {
        LoopbackInteraction typing = ada.in(channel).complete("dream", "look", "ey");
        CommandAutoCompleteInteractionEvent completion = next(CommandAutoCompleteInteractionEvent.class);
        assertThat(completion.getFocusedOption().getValue()).isEqualTo("ey");
        completion.replyChoiceStrings("eyes", "eyelids").complete();
        assertThat(typing.choices()).containsExactly("eyes", "eyelids");

        Hand hers = ada.in(channel);
        LoopbackMessage photo = hers.say("look!", hers.file("cat.jpg", Files.readAllBytes(PHOTO)));
        hers.menu("Dream this image", photo);
        MessageContextInteractionEvent menu = next(MessageContextInteractionEvent.class);
        assertThat(menu.getTarget().getContentRaw()).isEqualTo("look!");
        assertThat(menu.getTarget().getAttachments()).hasSize(1);
        menu.reply("no").setEphemeral(true).complete();

        Message seen = jda.getTextChannelById(channel.id())
                .retrieveMessageById(photo.id())
                .complete();
        assertThat(seen.getAttachments()).as("without the privileged intent").isEmpty();
    }

    @Test
    void whoAnswersLateOrTwiceIsRefused() throws IOException, InterruptedException {
        dreams();
        SlashCommandInteractionEvent late = next(SlashCommandInteractionEvent.class);
        discord.clock().advance(Duration.ofSeconds(4));
        assertThatThrownBy(() -> late.deferReply().complete()).satisfies(is(10062));

        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        discord.clock().advance(Duration.ofMinutes(14));
        event.getHook().editOriginal("soon").complete();
        assertThat(asked.original().orElseThrow().text()).isEqualTo("soon");
        discord.clock().advance(Duration.ofMinutes(2));
        InteractionHook asIfRestarted = InteractionHook.from(jda, asked.token());
        assertThatThrownBy(() -> asIfRestarted.editOriginal("too late").complete())
                .satisfies(is(50027));
    }

    @Test
    void whatDiscordRefusesIsRefused() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        InteractionHook hook = event.getHook();
        FileUpload large = FileUpload.fromData(new byte[(10 << 20) + 1], "large.png");
        assertThatThrownBy(() -> hook.editOriginalAttachments(large).complete()).satisfies(is(40005));
        assertThatThrownBy(() -> hook.editOriginalComponents(
                                ActionRow.of(Button.primary("same", "A")), ActionRow.of(Button.primary("same", "B")))
                        .complete())
                .satisfies(is(50035));
        assertThatThrownBy(() -> hook.editOriginalComponents(
                                MediaGallery.of(MediaGalleryItem.fromUrl("attachment://no.jpg")))
                        .useComponentsV2()
                        .complete())
                .satisfies(is(50035))
                .hasMessageContaining("no.jpg");
        assertThat(asked.original().orElseThrow().isLoading())
                .as("nothing has happened")
                .isTrue();
        hook.deleteOriginal().complete();
        assertThatThrownBy(() -> hook.editOriginal("gone").complete()).satisfies(is(10008));

        String messages = "/channels/" + channel.id() + "/messages";
        assertThat(withoutOwnChecks(messages, "{\"content\":\"\"}")).contains("50006");
        channel.forbids(discord.bot(), Permission.MESSAGE_SEND);
        assertThat(withoutOwnChecks(messages, "{\"content\":\"hello\"}")).contains("50013");
        channel.forbids(discord.bot(), Permission.VIEW_CHANNEL);
        assertThat(withoutOwnChecks(messages, "{\"content\":\"hello\"}")).contains("50001");
        assertThat(channel.messages()).isEmpty();
    }

    private static Consumer<Throwable> is(int code) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        response -> assertThat(response.getErrorCode()).isEqualTo(code));
    }

    @Test
    void aLostConnectionIsResumedAndNothingIsMissed() throws IOException, InterruptedException {
        discord.dropConnections();
        discord.await(PATIENCE, "the loss", () -> discord.connections() == 0 ? Optional.of(1) : Optional.empty());
        LoopbackInteraction asked = dreams();
        assertThat(asked.isDelivered()).isFalse();
        discord.await(PATIENCE, "a resumption", () -> discord.resumed() > 0 ? Optional.of(1) : Optional.empty());
        assertThat(next(SlashCommandInteractionEvent.class).getToken()).isEqualTo(asked.token());
        assertThat(discord.identified()).isEqualTo(1);
    }

    @Test
    void theGatewayAsksForANewConnectionAndEndsSessions() throws InterruptedException {
        discord.askToReconnect();
        discord.await(PATIENCE, "a resumption", () -> discord.resumed() == 1 ? Optional.of(1) : Optional.empty());
        discord.invalidateSessions(false);
        discord.await(PATIENCE, "a new session", () -> discord.identified() == 2 ? Optional.of(1) : Optional.empty());
        discord.await(PATIENCE, "a connection", () -> discord.connections() == 1 ? Optional.of(1) : Optional.empty());
        ada.in(channel).slash("dream").send();
        next(SlashCommandInteractionEvent.class);
    }

    @Test
    void aServerThatIsUnavailableHasNotLeft() throws InterruptedException {
        BlockingQueue<String> changes = new LinkedBlockingQueue<>();
        jda.addEventListener(new ListenerAdapter() {
            @Override
            public void onGuildUnavailable(GuildUnavailableEvent event) {
                changes.add("unavailable");
            }

            @Override
            public void onGuildAvailable(GuildAvailableEvent event) {
                changes.add("available");
            }

            @Override
            public void onGuildLeave(GuildLeaveEvent event) {
                changes.add("left");
            }

            @Override
            public void onGuildJoin(GuildJoinEvent event) {
                changes.add("joined " + event.getGuild().getName());
            }
        });
        guild.becomesUnavailable();
        guild.becomesAvailable();
        guild.leave(discord.bot());
        discord.guild("Another");
        for (String expected : List.of("unavailable", "available", "left", "joined Another")) {
            assertThat(changes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(expected);
        }
    }

    @Test
    void aHeldRequestHasNoEffectUntilItIsReleased() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        Fault hold = discord.faults().on("POST", "/callback").about(asked).holds();
        CompletableFuture<InteractionHook> deferred = event.deferReply().submit();
        hold.awaitStrike(PATIENCE);
        assertThat(asked.acknowledgement()).isEmpty();
        hold.release();
        deferred.join();
        assertThat(asked.acknowledgedAfter()).isPresent();
    }

    @Test
    void whatWasDoneStaysDoneWhenTheBotDiesBeforeItHears() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        Fault hold = discord.faults().on("PATCH", "@original").about(asked).holdsAfter();
        event.getHook().editOriginal("done").queue();
        hold.awaitStrike(PATIENCE);
        bot.shutdown();
        bot.getShards().forEach(JDA::shutdownNow);
        hold.release();
        assertThat(asked.original().orElseThrow().text()).isEqualTo("done");
    }

    @Test
    void aButtonOutlivesTheBotAndTheMonths() throws IOException, InterruptedException {
        LoopbackMessage answer = finished(dreams());
        bot.shutdown();
        discord.await(PATIENCE, "the end", () -> discord.connections() == 0 ? Optional.of(1) : Optional.empty());
        LoopbackInteraction unheard = ada.in(channel).press(answer, "Deeper");
        assertThat(unheard.isDelivered()).isFalse();
        discord.clock().advance(Duration.ofDays(60));
        bot = bot(LoopbackDiscord.TOKEN);
        bot.getShards().get(0).awaitReady();
        LoopbackInteraction pressed = ada.in(channel).press(answer, "Deeper");
        ButtonInteractionEvent event = next(ButtonInteractionEvent.class);
        assertThat(event.getToken()).isEqualTo(pressed.token());
        assertThat(fetched(event.getMessage().getAttachments().get(0).getUrl())).isEqualTo(Files.readAllBytes(DREAM));
        event.deferReply(true).complete();
        event.getHook().editOriginal("deeper").complete();
        assertThat(discord.messagesCarrying("deeper:1")).containsExactly(answer);
    }

    @Test
    void moreEditsThanABucketHolds() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        for (int edit = 1; edit <= 7; edit++) {
            event.getHook().editOriginal("edit " + edit).complete();
        }
        List<Exchange> edits = discord.exchanges().stream()
                .filter(exchange -> exchange.method().equals("PATCH"))
                .toList();
        assertThat(edits).extracting(Exchange::status).containsOnly(200).hasSize(7);
        assertThat(Duration.between(edits.get(0).time(), edits.get(6).time()))
                .as("JDA waits for the next two seconds")
                .isGreaterThan(Duration.ofMillis(1_500));
        assertThat(asked.edits()).isEqualTo(7);
    }

    @Test
    void rateLimitsAndOtherFaults() throws IOException, InterruptedException {
        LoopbackInteraction asked = dreams();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        event.deferReply().complete();
        Fault limit = discord.faults().on("PATCH", "/messages/@original").tooManyRequests(Duration.ofSeconds(1), false);
        Fault before = discord.faults().on("PATCH", "/messages/@original").failsBefore(503);
        Fault cut = discord.faults().on("PATCH", "/messages/@original").hangsUpAfter();
        event.getHook().editOriginal("after all").complete();
        assertThat(List.of(limit.struck(), before.struck(), cut.struck())).containsExactly(1, 1, 1);
        assertThat(asked.original().orElseThrow().versions())
                .as("the cut one had its effect")
                .hasSize(3);

        discord.faults().on("PATCH", "/messages/@original").failsAfter(500);
        assertThatThrownBy(() -> event.getHook().editOriginal("really").complete())
                .isInstanceOf(ErrorResponseException.class);
        assertThat(asked.original().orElseThrow().text()).isEqualTo("really");
        assertThat(discord.mostEditsAtOnce()).isEqualTo(1);
    }

    @Test
    void aNonceIsRememberedForMinutesOnly() {
        var room = jda.getTextChannelById(channel.id());
        long first = room.sendMessage("one").setNonce("job-1").complete().getIdLong();
        long again = room.sendMessage("one").setNonce("job-1").complete().getIdLong();
        discord.clock().advance(Duration.ofMinutes(4));
        long later = room.sendMessage("one").setNonce("job-1").complete().getIdLong();
        assertThat(again).isEqualTo(first);
        assertThat(later).isNotEqualTo(first);
        assertThat(channel.messages()).hasSize(2);
        assertThat(room.getHistory().retrievePast(10).complete())
                .extracting(Message::getIdLong)
                .containsExactly(later, first);
    }

    @Test
    void conversationsAndPings() throws InterruptedException {
        LoopbackMessage hello = ada.in(channel).say("hello");
        jda.getTextChannelById(channel.id())
                .sendMessage("<@" + ada.id() + "> done")
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .setMessageReference(hello.id())
                .mentionRepliedUser(false)
                .complete();
        LoopbackMessage quiet = channel.messages().get(1);
        assertThat(quiet.repliesTo()).contains(hello.id());
        assertThat(quiet.pinged()).isEmpty();
        jda.getTextChannelById(channel.id())
                .sendMessage("<@" + ada.id() + "> done")
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .mentionUsers(ada.id())
                .complete();
        assertThat(channel.messages().get(2).pinged()).containsExactly(ada);

        ada.inDirectMessages().slash("dream").option("look", "eyes").send();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        assertThat(event.getContext()).isEqualTo(InteractionContextType.BOT_DM);
        event.reply("here").complete();
        jda.openPrivateChannelById(ada.id())
                .flatMap(conversation -> conversation.sendMessage("psst"))
                .complete();
        assertThat(ada.inDirectMessages().channel().messages())
                .extracting(LoopbackMessage::text)
                .containsExactly("here", "psst");
        ada.closesMessages();
        assertThatThrownBy(() -> jda.openPrivateChannelById(ada.id())
                        .flatMap(conversation -> conversation.sendMessage("psst"))
                        .complete())
                .satisfies(is(50007));
    }

    @Test
    void whereOnlyThePersonHasInstalledTheBot() throws IOException, InterruptedException {
        LoopbackGuild elsewhere = discord.guildWithoutBot("Elsewhere");
        LoopbackChannel room = elsewhere.text("pictures");
        elsewhere.join(ada);
        assertThatThrownBy(() -> ada.in(room).slash("dream").send()).hasMessageContaining("not installed");
        ada.installs();
        LoopbackInteraction asked =
                ada.in(room).slash("dream").option("look", "eyes").send();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        assertThat(event.getGuild().isDetached()).isTrue();
        assertThat(event.getIntegrationOwners().isUserIntegration()).isTrue();
        assertThat(event.getIntegrationOwners().isGuildIntegration()).isFalse();
        event.reply(dreamed(dream())).complete();
        assertThat(asked.original().orElseThrow().files()).hasSize(1);
        assertThat(withoutOwnChecks("/channels/" + room.id() + "/messages", "{\"content\":\"hello\"}"))
                .contains("50001");
    }

    @Test
    void onlyThoseWhoMaySeeAModeratorsCommand() throws InterruptedException {
        assertThatThrownBy(() -> ada.in(channel)
                        .slash("dream-admin ban")
                        .option("member", ada)
                        .send())
                .hasMessageContaining("may not use");
        LoopbackRole moderators = guild.role("moderators", Permission.MANAGE_SERVER);
        guild.join(ada, moderators);
        ada.in(channel).slash("dream-admin ban").option("member", guild.owner()).send();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        assertThat(event.getSubcommandName()).isEqualTo("ban");
        assertThat(event.getOption("member").getAsUser().getIdLong())
                .isEqualTo(guild.owner().id());
        assertThat(event.getMember().hasPermission(Permission.MANAGE_SERVER)).isTrue();
    }

    @Test
    void threadsAndAdultChannels() throws InterruptedException {
        LoopbackChannel adults = guild.nsfw("adults");
        LoopbackChannel thread = adults.thread("a thread");
        ada.in(thread).slash("dream").send();
        SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
        assertThat(event.getChannel()
                        .asThreadChannel()
                        .getParentChannel()
                        .asTextChannel()
                        .isNSFW())
                .isTrue();
        event.reply("in the thread").complete();
        assertThat(thread.messages()).hasSize(1);
    }

    @Test
    void linksOfFilesExpire() throws IOException, InterruptedException {
        LoopbackMessage answer = finished(dreams());
        String link = answer.json().at("/attachments/0/url").asText();
        assertThat(fetched(link)).isNotEmpty();
        assertThat(fetched(link.replace("hm=", "hm=0"))).isEmpty();
        discord.clock().advance(Duration.ofHours(25));
        assertThat(fetched(link)).isEmpty();
        assertThat(fetched(answer.json().at("/attachments/0/url").asText())).isNotEmpty();
    }

    @Test
    void aWrongTokenIsRefused() {
        assertThatThrownBy(() -> bot("wrong")).isInstanceOf(InvalidTokenException.class);
    }

    private byte[] fetched(String link) throws IOException {
        try (Response response = new OkHttpClient()
                .newCall(new Request.Builder().url(link).build())
                .execute()) {
            return response.isSuccessful() ? response.body().bytes() : new byte[0];
        }
    }

    /** JDA does not even send what it knows to be refused. */
    private String withoutOwnChecks(String path, String json) throws IOException {
        Request request = new Request.Builder()
                .url(discord.apiUrl() + path.substring(1))
                .header("Authorization", "Bot " + LoopbackDiscord.TOKEN)
                .post(RequestBody.create(json, MediaType.get("application/json")))
                .build();
        try (Response response = new OkHttpClient().newCall(request).execute()) {
            return response.body().string();
        }
    }
}
