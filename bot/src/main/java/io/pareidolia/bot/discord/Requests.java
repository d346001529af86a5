package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.dream.RecipeText;
import io.pareidolia.dream.failure.DreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.attribute.IAgeRestrictedChannel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.IntegrationOwners;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.requests.ErrorResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request from an interaction into the intake. What memory alone can tell is answered at once, seen by
 * whoever asked alone; otherwise Discord is told to wait, the request is written down, and then decided on.
 */
final class Requests {
    /** Discord says fifteen minutes; the last of them are left for an edit to arrive. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15).minusSeconds(20);

    /** The community of those who ask where there is no server. */
    static final String DIRECT = "direct";

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final DiscordServices services;
    private final Doorkeeper doorkeeper;
    private final ProgressBoard board;
    private final ExecutorService writing;
    private final ExecutorService deciding;
    private final Clock clock;

    /**
     * @param writing writes requests down, which is short
     * @param deciding fetches pictures, which may be long
     */
    Requests(
            DiscordServices services,
            Doorkeeper doorkeeper,
            ProgressBoard board,
            ExecutorService writing,
            ExecutorService deciding,
            Clock clock) {
        this.services = services;
        this.doorkeeper = doorkeeper;
        this.board = board;
        this.writing = writing;
        this.deciding = deciding;
        this.clock = clock;
    }

    /**
     * What somebody asks for.
     *
     * @param externalId the same again is the same job
     * @param words of a recipe, as far as they are known before anything is looked up
     * @param wish looks up what is needed for it; empty if that is gone
     * @param secret whether only they shall see it
     * @param spoiler whether the picture was hidden where it came from
     * @param author who posted it, as far as is known before anything is looked up
     * @param of the job whose picture it is, which knows better who posted that
     */
    record Asked(
            String externalId,
            String words,
            Supplier<Optional<Wish>> wish,
            boolean secret,
            boolean spoiler,
            long author,
            Optional<JobId> of) {
        private Asked secretIf(boolean wanted) {
            return new Asked(externalId, words, wish, secret || wanted, spoiler, author, of);
        }
    }

    /** Takes a request. On the gateway's thread: nothing here waits for anything. */
    void take(IReplyCallback event, Asked wanted) {
        Texts texts = texts(event);
        Optional<String> no = doorkeeper.refusal(asker(event), roles(event), channels(event), wanted.author(), texts);
        Asked asked =
                wanted.secretIf(doorkeeper.limits(asker(event), roles(event)).privateOnly());
        if (no.isPresent()) {
            refuse(event, no.get());
            return;
        }
        try {
            RecipeText.parse(asked.words());
        } catch (DreamException wrong) {
            refuse(event, texts.sentence(String.valueOf(wrong.getMessage())));
            return;
        }
        event.deferReply(asked.secret())
                .queue(
                        hook -> {
                            Message message = hook.getCallbackResponse().getMessage();
                            handOver(event, asked, hook, message == null ? 0 : message.getIdLong());
                        },
                        failure -> doubted(event, asked, failure));
    }

    /** Discord has not said that it was acknowledged, but may have shown it as such: then somebody waits. */
    private void doubted(IReplyCallback event, Asked asked, Throwable failure) {
        if (failure instanceof ErrorResponseException refused
                && refused.getErrorResponse() == ErrorResponse.UNKNOWN_INTERACTION) {
            LOG.warn("an interaction was acknowledged too late: {}", failure.getMessage());
            return;
        }
        InteractionHook hook = InteractionHook.from(event.getJDA(), event.getToken());
        hook.retrieveOriginal()
                .queue(
                        message -> handOver(event, asked, hook, message.getIdLong()),
                        none -> LOG.warn("an interaction could not be acknowledged: {}", failure.getMessage()));
    }

    private void handOver(IReplyCallback event, Asked asked, InteractionHook hook, long message) {
        try {
            writing.execute(() -> receive(event, asked, hook, message));
        } catch (RejectedExecutionException ending) {
            hook.editOriginal(Sheet.sentence(texts(event).text("refused.busy")).edit())
                    .queue();
        }
    }

    private void receive(IReplyCallback event, Asked asked, InteractionHook hook, long message) {
        Job job;
        try {
            Optional<Wish> wish = asked.wish().get();
            if (wish.isEmpty()) {
                hook.editOriginal(Sheet.sentence(texts(event).text("refused.gone"))
                                .edit())
                        .queue();
                return;
            }
            job = services.receive()
                    .apply(received(event, asked, wish.get(), message))
                    .job();
        } catch (RuntimeException trouble) {
            LOG.error("a request could not be written down", trouble);
            hook.editOriginal(Sheet.sentence(texts(event).text("refused.busy")).edit())
                    .queue();
            return;
        }
        deciding.execute(() -> decide(job));
    }

    private void decide(Job job) {
        try {
            Decided decided = services.decide().apply(job.id());
            count(job);
            if (decided instanceof Decided.Queued queued && !isTooLong(queued.job())) {
                board.show(queued.job());
            }
        } catch (RuntimeException trouble) {
            LOG.error("{}: could not be decided on, and is taken up again: {}", job.id(), trouble.getMessage());
        }
    }

    /** Looks how much of whoever asked for it waits. */
    void count(Job job) {
        doorkeeper.count(job.received().asker(), job.received().roles());
    }

    /** Refuses at once what would be ready when nobody can be answered there any more. */
    private boolean isTooLong(Job job) {
        Optional<Instant> until = job.received().replyUntil();
        Optional<Duration> ends = services.places().of(job.id()).flatMap(Place::ends);
        if (until.isEmpty()
                || ends.isEmpty()
                || !clock.instant().plus(ends.get()).isAfter(until.get())) {
            return false;
        }
        Texts texts = Texts.english(); // as all that the store has; the front translates it
        return services.jobs().end(job.id(), JobState.REFUSED, texts.text("refused.wait", texts.about(ends.get())));
    }

    private Received received(IReplyCallback event, Asked asked, Wish wish, long message) {
        boolean installed = installed(event);
        Instant tokenEnds = event.getTimeCreated().toInstant().plus(TOKEN_LIFE);
        ReplyTo reply = new ReplyTo(
                event.getToken(),
                tokenEnds.toEpochMilli(),
                event.getChannelIdLong(),
                message,
                event.getUser().getIdLong(),
                event.getUserLocale().toLocale().toLanguageTag(),
                installed,
                asked.secret(),
                asked.spoiler(),
                author(asked));
        return new Received(
                asked.externalId(),
                asker(event),
                roles(event),
                nsfw(event.getChannel()),
                wish,
                reply.text(),
                installed && !asked.secret() ? Optional.empty() : Optional.of(tokenEnds));
    }

    /** Whoever posted a picture may delete what is dreamed of it, whoever asks for that. */
    private long author(Asked asked) {
        return asked.of()
                .flatMap(services.jobs()::find)
                .map(job -> ReplyTo.of(job.received().replyTo()).author())
                .orElse(asked.author());
    }

    /** Whether we can write there by ourselves: the guild has the bot, or it is our own conversation. */
    static boolean installed(IReplyCallback event) {
        IntegrationOwners owners = event.getIntegrationOwners();
        return event.getContext() == InteractionContextType.BOT_DM
                || (owners.isGuildIntegration()
                        && event.getGuild() != null
                        && !event.getGuild().isDetached());
    }

    static Asker asker(Interaction event) {
        String community = event.getGuild() == null ? DIRECT : event.getGuild().getId();
        return new Asker(DiscordFront.NAME, community, event.getUser().getId());
    }

    /** The place and, for a thread, its parent. */
    private static List<String> channels(IReplyCallback event) {
        return event.getChannel() instanceof ThreadChannel thread
                ? List.of(thread.getId(), thread.getParentChannel().getId())
                : List.of(String.valueOf(event.getChannelId()));
    }

    static List<String> roles(Interaction event) {
        Member member = event.getMember();
        return member == null || member.isDetached() // from a server that JDA does not know
                ? List.of()
                : member.getUnsortedRoles().stream().map(role -> role.getId()).toList();
    }

    private static boolean nsfw(Channel channel) {
        if (channel instanceof ThreadChannel thread) {
            return nsfw(thread.getParentChannel());
        }
        return channel instanceof IAgeRestrictedChannel place && place.isNSFW();
    }

    static void refuse(IReplyCallback event, String sentence) {
        event.replyComponents(Sheet.sentence(sentence).components())
                .useComponentsV2()
                .setEphemeral(true)
                .queue(done -> {}, failure -> LOG.info("a refusal was not heard: {}", failure.getMessage()));
    }

    static Texts texts(IReplyCallback event) {
        return Texts.in(event.getUserLocale().toLocale());
    }
}
