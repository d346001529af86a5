package io.pareidolia.bot.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.dream.RecipeWish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what people do. On the gateway's thread, so everything that takes time is handed on. */
final class Conversation extends ListenerAdapter {
    private static final String PICK = "1:pick:";
    private static final Duration CHOICE = Duration.ofMinutes(15);
    private static final String SPOILER = "SPOILER_";

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Requests requests;
    private final Presses presses;
    private final Suggestions suggestions;
    private final Defaults defaults;
    private final OwnJobs ownJobs;
    private final Doorkeeper doorkeeper;
    private final Offices offices;
    private final Cache<String, List<Found>> choices =
            Caffeine.newBuilder().expireAfterWrite(CHOICE).build();

    Conversation(
            Requests requests,
            Presses presses,
            Suggestions suggestions,
            Defaults defaults,
            OwnJobs ownJobs,
            Doorkeeper doorkeeper,
            Offices offices) {
        this.requests = requests;
        this.presses = presses;
        this.suggestions = suggestions;
        this.defaults = defaults;
        this.ownJobs = ownJobs;
        this.doorkeeper = doorkeeper;
        this.offices = offices;
    }

    /** Who hears what is not about dreaming. */
    record Offices(Administration administration, Ownership ownership, Privacy privacy, Reports reports, Aside aside) {}

    /** A picture in a message. */
    private record Found(String url, boolean spoiler, long author) {}

    @Override
    public void onSlashCommandInteraction(SlashCommandInteractionEvent event) {
        Texts texts = Requests.texts(event);
        switch (event.getName()) {
            case CommandSheet.DREAM -> dream(event, texts);
            case CommandSheet.QUEUE -> queue(event, texts);
            case CommandSheet.HELP -> Requests.refuse(event, texts.text("help.text"));
            case CommandSheet.PRIVACY -> offices.privacy().command(event, texts);
            case CommandSheet.ADMIN -> offices.administration().command(event, texts);
            case CommandSheet.OWNER -> offices.ownership().command(event, texts);
            default -> Requests.refuse(event, texts.text("refused.old"));
        }
    }

    private void dream(SlashCommandInteractionEvent event, Texts texts) {
        OptionMapping image = event.getOption(CommandSheet.IMAGE);
        String link = event.getOption(CommandSheet.LINK, OptionMapping::getAsString);
        if ((image == null) == (link == null)) {
            Requests.refuse(event, texts.text(image == null ? "refused.picture" : "refused.both"));
            return;
        }
        String url = image == null
                ? Objects.requireNonNull(link).strip()
                : image.getAsAttachment().getUrl();
        boolean spoiler = image != null && image.getAsAttachment().getFileName().startsWith(SPOILER);
        String words = completed(event, words(event));
        boolean secret = Boolean.TRUE.equals(event.getOption(CommandSheet.PRIVATE, OptionMapping::getAsBoolean));
        requests.take(
                event,
                new Requests.Asked(
                        event.getId(),
                        words,
                        () -> Optional.of(new Wish(words, new Wish.Source.Link(url))),
                        secret,
                        spoiler,
                        event.getUser().getIdLong(),
                        Optional.empty()));
    }

    /** What they said, and what the server says for those who do not. */
    private String completed(IReplyCallback event, String words) {
        return defaults.completed(words, doorkeeper.limits(Requests.asker(event), Requests.roles(event)));
    }

    /** The options as words of the recipe language. */
    private static String words(SlashCommandInteractionEvent event) {
        List<String> words = new ArrayList<>();
        for (String key : List.of(CommandSheet.LOOK, CommandSheet.SIZE, CommandSheet.STRENGTH, CommandSheet.SEED)) {
            OptionMapping option = event.getOption(key);
            if (option != null) {
                words.add(key + "=" + option.getAsString().strip());
            }
        }
        String recipe = event.getOption(CommandSheet.RECIPE, OptionMapping::getAsString);
        if (recipe != null) {
            words.add(recipe.strip());
        }
        return String.join(" ", words);
    }

    @Override
    public void onMessageContextInteraction(MessageContextInteractionEvent event) {
        Texts texts = Requests.texts(event);
        if (event.getName().equals(Texts.english().text("command.menu.report"))) {
            offices.reports().report(event, texts);
            return;
        }
        List<Found> found = pictures(event.getTarget());
        if (found.isEmpty()) {
            Requests.refuse(event, texts.text("refused.none"));
        } else if (found.size() == 1) {
            dream(event, found.get(0));
        } else {
            choices.put(event.getId(), found);
            StringSelectMenu.Builder menu = StringSelectMenu.create(PICK + event.getId());
            for (int number = 0; number < Math.min(found.size(), StringSelectMenu.OPTIONS_MAX_AMOUNT); number++) {
                menu.addOption(texts.text("menu.picture", number + 1), String.valueOf(number));
            }
            event.replyComponents(TextDisplay.of(texts.text("menu.which")), ActionRow.of(menu.build()))
                    .useComponentsV2()
                    .setEphemeral(true)
                    .queue(shown -> {}, failure -> LOG.info("a menu was not shown: {}", failure.getMessage()));
        }
    }

    @Override
    public void onStringSelectInteraction(StringSelectInteractionEvent event) {
        String id = event.getCustomId();
        List<Found> found = id.startsWith(PICK) ? choices.getIfPresent(id.substring(PICK.length())) : null;
        if (found == null || event.getValues().isEmpty()) {
            Requests.refuse(event, Requests.texts(event).text("refused.old"));
            return;
        }
        dream(event, found.get(Integer.parseInt(event.getValues().get(0))));
    }

    private void dream(IReplyCallback event, Found found) {
        String words = completed(event, "");
        boolean foreign = found.author() != event.getUser().getIdLong();
        requests.take(
                event,
                new Requests.Asked(
                        event.getId(),
                        words,
                        () -> Optional.of(new Wish(words, new Wish.Source.Link(found.url()))),
                        foreign && !Requests.installed(event),
                        found.spoiler(),
                        found.author(),
                        Optional.empty()));
    }

    /** The pictures that people see in a message: attached, and of links. */
    private static List<Found> pictures(Message message) {
        long author = message.getAuthor().getIdLong();
        return Stream.concat(
                        message.getAttachments().stream()
                                .filter(Message.Attachment::isImage)
                                .map(file -> new Found(
                                        file.getUrl(), file.getFileName().startsWith(SPOILER), author)),
                        message.getEmbeds().stream()
                                .map(embed -> embed.getImage() == null
                                        ? null
                                        : embed.getImage().getUrl())
                                .filter(Objects::nonNull)
                                .map(url -> new Found(url, false, author)))
                .distinct()
                .toList();
    }

    @Override
    public void onButtonInteraction(ButtonInteractionEvent event) {
        String id = event.getCustomId();
        if (id.startsWith(Privacy.MARK)) {
            offices.privacy().pressed(event, Requests.texts(event));
        } else if (id.startsWith(Reports.MARK)) {
            offices.reports().pressed(event, Requests.texts(event));
        } else {
            presses.pressed(event);
        }
    }

    @Override
    public void onModalInteraction(ModalInteractionEvent event) {
        presses.changed(event);
    }

    @Override
    public void onCommandAutoCompleteInteraction(CommandAutoCompleteInteractionEvent event) {
        String typed = event.getFocusedOption().getValue();
        event.replyChoices(choices(event, typed))
                .queue(shown -> {}, failure -> LOG.debug("suggestions came too late", failure));
    }

    /** From memory alone: there is no time to ask anybody. */
    private List<Command.Choice> choices(CommandAutoCompleteInteractionEvent event, String typed) {
        String option = event.getFocusedOption().getName();
        if (option.equals(CommandSheet.SERVER)) {
            return offices.ownership().servers(event, typed);
        }
        Limits limits = doorkeeper.limits(Requests.asker(event), Requests.roles(event));
        List<String> offered = switch (option) {
            case CommandSheet.LOOK -> suggestions.looks(typed, limits);
            case CommandSheet.LOOKS -> suggestions.list(typed, true);
            case CommandSheet.NETWORKS -> suggestions.list(typed, false);
            default -> suggestions.words(typed, limits);
        };
        Texts texts = Texts.in(event.getUserLocale().toLocale());
        return offered.stream()
                .map(text -> new Command.Choice(
                        text.equals(RecipeWish.SHEET) ? text + " – " + texts.text("option.look.sheet") : text, text))
                .toList();
    }

    private void queue(SlashCommandInteractionEvent event, Texts texts) {
        String member = event.getUser().getId();
        offices.aside().answer(event, texts, () -> ownJobs.of(member, texts));
    }
}
