package io.pareidolia.bot.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Uploads;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.RecipeText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the buttons under our messages do. They work for months: what the store has forgotten is taken from the message
 * itself, which comes with every press, its pictures with fresh links.
 */
final class Presses {
    private static final Duration DOUBLE = Duration.ofSeconds(10);
    private static final String RECIPE = "recipe";
    private static final String DREAM = "dream";
    private static final String ORIGINAL = "original";
    private static final int LONGEST = RecipeText.LONGEST;
    private static final long ORIGINAL_BYTES = 8L << 20;
    private static final long STRIP_BYTES = 8L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Presses.class);

    private final DiscordServices services;
    private final Requests requests;
    private final Uploads uploads;
    private final ProgressBoard board;
    private final ExecutorService work;
    private final Aside aside;
    private final OwnJobs ownJobs;
    private final Predicate<JobId> untouchable;
    private final Cache<String, Boolean> pressed =
            Caffeine.newBuilder().expireAfterWrite(DOUBLE).build();

    /** @param untouchable whether nothing may be made of a job any more; looks it up */
    Presses(
            DiscordServices services,
            Requests requests,
            Uploads uploads,
            ProgressBoard board,
            ExecutorService work,
            Aside aside,
            OwnJobs ownJobs,
            Predicate<JobId> untouchable) {
        this.services = services;
        this.requests = requests;
        this.uploads = uploads;
        this.board = board;
        this.work = work;
        this.aside = aside;
        this.ownJobs = ownJobs;
        this.untouchable = untouchable;
    }

    void pressed(ButtonInteractionEvent event) {
        Texts texts = Requests.texts(event);
        Optional<Press> known = Press.of(event.getCustomId());
        if (known.isEmpty()) {
            Requests.refuse(event, texts.text("refused.old"));
            return;
        }
        Press press = known.get();
        switch (press.verb()) {
            case DEEPER, STRONGER, AGAIN, LOOK -> another(event, press, texts);
            case CHANGE -> form(event, press, texts);
            case ORIGINAL -> aside.answer(event, texts, () -> original(press, event.getMessage(), texts));
            case PROCESS -> aside.answer(event, texts, () -> process(press, event.getMessage(), texts));
            case DELETE -> delete(event, press, texts);
            case CANCEL -> cancel(event, press, texts);
        }
    }

    /** A further dream, which belongs to whoever pressed. */
    private void another(ButtonInteractionEvent event, Press press, Texts texts) {
        String once = press.id() + " " + event.getUser().getId();
        if (pressed.asMap().putIfAbsent(once, true) != null) {
            Requests.refuse(event, texts.text("refused.twice"));
            return;
        }
        String role = press.verb() == Press.Verb.DEEPER ? JobPicture.DREAM : JobPicture.SOURCE;
        Message message = event.getMessage();
        requests.take(
                event,
                new Requests.Asked(
                        event.getId(),
                        "",
                        () -> wish(press, role, message, Optional.empty()),
                        message.isEphemeral(),
                        isSpoiler(message),
                        event.getUser().getIdLong(),
                        Optional.of(press.job())));
    }

    private void form(ButtonInteractionEvent event, Press press, Texts texts) {
        String recipe = recipeLine(event.getMessage()).orElse("");
        TextInput input = TextInput.create(RECIPE, TextInputStyle.PARAGRAPH)
                .setValue(recipe.isEmpty() ? null : recipe)
                .setMaxLength(LONGEST)
                .setRequired(false)
                .build();
        event.replyModal(Modal.create(press.id(), texts.text("change.title"))
                        .addComponents(Label.of(texts.text("change.recipe"), input))
                        .build())
                .queue(shown -> {}, failure -> LOG.info("a form was not shown: {}", failure.getMessage()));
    }

    void changed(ModalInteractionEvent event) {
        Optional<Press> known = Press.of(event.getModalId());
        var value = event.getValue(RECIPE);
        if (known.isEmpty() || value == null) {
            Requests.refuse(event, Requests.texts(event).text("refused.old"));
            return;
        }
        String words = value.getAsString().strip();
        Message message = event.getMessage();
        requests.take(
                event,
                new Requests.Asked(
                        event.getId(),
                        words,
                        () -> wish(known.get(), JobPicture.SOURCE, message, Optional.of(words)),
                        message != null && message.isEphemeral(),
                        message != null && isSpoiler(message),
                        event.getUser().getIdLong(),
                        Optional.of(known.get().job())));
    }

    /** What a press asks for: by what the store knows, else by what the message shows. */
    private Optional<Wish> wish(Press press, String role, @Nullable Message message, Optional<String> words) {
        if (untouchable.test(press.job())) {
            return Optional.empty();
        }
        Optional<Job> job = services.jobs().find(press.job());
        Optional<String> recipe = words.or(() -> job.flatMap(Job::recipe)
                .or(() -> Optional.ofNullable(message).flatMap(Presses::recipeLine))
                .or(() -> job.map(known -> known.received().wish().recipe()))
                .map(line -> changed(line, press)));
        return recipe.flatMap(line -> source(press.job(), role, message, job).map(source -> new Wish(line, source)));
    }

    /** A recipe with its verb; one that takes a new seed must not name the old one. */
    private static String changed(String recipe, Press press) {
        if (press.look().isPresent()) {
            return RecipeText.parse(recipe)
                    .without(Set.of(RecipeKey.LAYER))
                    .with(RecipeKey.LOOK, press.look().get())
                    .toString();
        }
        Press.Verb verb = press.verb();
        String kept = verb == Press.Verb.STRONGER
                ? recipe
                : RecipeText.parse(recipe).without(Set.of(RecipeKey.SEED)).toString();
        return kept + " " + verb.word();
    }

    private Optional<Wish.Source> source(JobId id, String role, @Nullable Message message, Optional<Job> job) {
        if (job.isPresent() && picture(id, role).isPresent()) {
            return Optional.of(new Wish.Source.OfJob(id, role));
        }
        String name = role.equals(JobPicture.DREAM) ? DREAM : ORIGINAL;
        Optional<Wish.Source> shown = Optional.ofNullable(message)
                .flatMap(carrying -> attached(carrying, name))
                .map(file -> new Wish.Source.Link(file.getUrl()));
        return shown.or(() -> job.map(known -> known.received().wish().source()));
    }

    /** The recipe that stands in a message of ours. */
    private static Optional<String> recipeLine(Message message) {
        return message.getComponentTree().findAll(TextDisplay.class).stream()
                .map(TextDisplay::getContent)
                .filter(text -> text.startsWith("`") && text.endsWith("`") && text.contains("="))
                .map(text -> text.substring(1, text.length() - 1))
                .findFirst();
    }

    private static boolean isSpoiler(Message message) {
        return message.getComponentTree().findAll(MediaGallery.class).stream()
                .flatMap(gallery -> gallery.getItems().stream())
                .anyMatch(MediaGalleryItem::isSpoiler);
    }

    private Shown original(Press press, Message message, Texts texts) {
        if (untouchable.test(press.job())) {
            return Sheet.sentence(texts.text("refused.gone"));
        }
        String words = texts.text("done.original");
        boolean spoiler = isSpoiler(message);
        Optional<JobPicture> source = picture(press.job(), JobPicture.SOURCE);
        if (source.isPresent()) {
            try {
                return Sheet.picture(uploads.original(source.get(), ORIGINAL_BYTES), ORIGINAL, words, spoiler);
            } catch (IOException | RuntimeException gone) {
                LOG.info("{}: its original cannot be shown: {}", press.job(), gone.getMessage());
            }
        }
        return attached(message, ORIGINAL)
                .map(file -> Shown.of(MediaGallery.of(MediaGalleryItem.fromUrl(file.getUrl())
                        .withDescription(words)
                        .withSpoiler(spoiler))))
                .orElseGet(() -> Sheet.sentence(texts.text("refused.gone")));
    }

    private Shown process(Press press, Message message, Texts texts) {
        if (untouchable.test(press.job())) {
            return Sheet.sentence(texts.text("refused.gone"));
        }
        Optional<JobPicture> strip = picture(press.job(), JobPicture.FILMSTRIP);
        if (strip.isPresent()) {
            try {
                return Sheet.picture(
                        uploads.dream(strip.get(), STRIP_BYTES),
                        "process",
                        texts.text("done.process"),
                        isSpoiler(message));
            } catch (IOException | RuntimeException gone) {
                LOG.info("{}: its filmstrip cannot be shown: {}", press.job(), gone.getMessage());
            }
        }
        return Sheet.sentence(texts.text("refused.process"));
    }

    private Optional<JobPicture> picture(JobId job, String role) {
        return services.jobs().pictures(job).stream()
                .filter(picture -> picture.role().equals(role))
                .findFirst();
    }

    /** A picture that a message of ours shows, by the beginning of its name. */
    private static Optional<Message.Attachment> attached(Message message, String name) {
        return message.getAttachments().stream()
                .filter(file -> file.getFileName().replace("SPOILER_", "").startsWith(name))
                .findFirst();
    }

    private void delete(ButtonInteractionEvent event, Press press, Texts texts) {
        event.deferEdit()
                .queue(hook -> work(hook, texts, () -> {
                    if (!mayManage(event, press.job())) {
                        tell(hook, texts.text("refused.notyours"));
                    } else if (services.jobs().find(press.job()).isEmpty()
                            || services.forget().test(press.job())) {
                        hook.deleteOriginal().queue();
                        tell(hook, texts.text("deleted.done"));
                    } else {
                        tell(hook, texts.text("deleted.notyet"));
                    }
                }));
    }

    private void cancel(ButtonInteractionEvent event, Press press, Texts texts) {
        event.deferEdit()
                .queue(hook -> work(hook, texts, () -> {
                    if (!mayManage(event, press.job())) {
                        tell(hook, texts.text("refused.notyours"));
                    } else if (services.jobs()
                            .cancel(press.job(), Texts.english().text("cancelled.done"))) {
                        try {
                            board.settle(press.job(), DOUBLE);
                        } catch (InterruptedException ended) {
                            Thread.currentThread().interrupt();
                        }
                        services.jobs().find(press.job()).ifPresent(requests::count); // what was refused may wait now
                        showCancelled(event, hook, press.job(), texts);
                    } else {
                        tell(hook, texts.text("cancelled.late"));
                    }
                }));
    }

    /** In the message of the job itself, and in the list from which it was cancelled. */
    private void showCancelled(ButtonInteractionEvent event, InteractionHook hook, JobId job, Texts texts) {
        Shown ending = Sheet.ending(job, texts.text("cancelled.done"), texts);
        Optional<ReplyTo> other = services.jobs()
                .find(job)
                .map(known -> ReplyTo.of(known.received().replyTo()))
                .filter(reply -> reply.message() != event.getMessageIdLong());
        if (other.isEmpty()) {
            hook.editOriginal(ending.edit()).queue();
            return;
        }
        hook.editOriginal(ownJobs.of(event.getUser().getId(), texts).edit()).queue();
        InteractionHook.from(event.getJDA(), other.get().token())
                .editOriginal(ending.edit())
                .queue(shown -> {}, failure -> LOG.info("{}: its message still waits: {}", job, failure.getMessage()));
    }

    /** Who asked, who posted the picture, and moderators. */
    private boolean mayManage(ButtonInteractionEvent event, JobId id) {
        long user = event.getUser().getIdLong();
        Member member = event.getMember();
        boolean moderator = member != null
                && event.getChannel() instanceof GuildChannel place
                && member.hasPermission(place, Permission.MESSAGE_MANAGE);
        return moderator
                || services.jobs()
                        .find(id)
                        .map(job -> ReplyTo.of(job.received().replyTo()))
                        .filter(reply -> reply.user() == user || reply.author() == user)
                        .isPresent();
    }

    private static void tell(InteractionHook hook, String sentence) {
        hook.sendMessage(MessageCreateData.fromContent(sentence))
                .setEphemeral(true)
                .queue(sent -> {}, failure -> LOG.info("a sentence was not heard: {}", failure.getMessage()));
    }

    private void work(InteractionHook hook, Texts texts, Runnable task) {
        try {
            work.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException trouble) {
                    LOG.error("a button could not be served", trouble);
                    tell(hook, texts.text("refused.busy"));
                }
            });
        } catch (RejectedExecutionException ending) {
            tell(hook, texts.text("refused.busy"));
        }
    }
}
