package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Progress;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Discord as the outbox sees it. While the interaction's token lives an answer is an edit of its message, which may be
 * repeated. Afterwards it is a message of its own, sent only after a look whether an earlier try has brought it; where
 * nobody can look, there is no second try.
 */
final class DiscordFront implements Front {
    /** The platform. */
    static final String NAME = "discord";

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration LAST_EDIT = Duration.ofSeconds(10);

    /** How many of the latest messages of a channel are looked through. */
    private static final int LOOKED_THROUGH = 100;

    private static final int LONGEST_NONCE = 25;

    /** What Discord takes from bots where nobody has boosted. */
    private static final long LEAST_LIMIT = 10L << 20;

    /** For the rest of a request beside its files. */
    private static final long MARGIN = 256L << 10;

    private static final Logger LOG = LoggerFactory.getLogger(DiscordFront.class);

    private final Connection connection;
    private final DiscordServices services;
    private final Uploads uploads;
    private final ProgressBoard board;
    private final Clock clock;

    DiscordFront(Connection connection, DiscordServices services, Uploads uploads, ProgressBoard board, Clock clock) {
        this.connection = connection;
        this.services = services;
        this.uploads = uploads;
        this.board = board;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void progressed(Job job, Progress progress) {
        board.show(job);
    }

    @Override
    public Delivery deliver(Answer answer) {
        Optional<JDA> jda = connection.jda();
        if (jda.isEmpty()) {
            return new Delivery.Later(Duration.ofSeconds(2), "Discord is not connected");
        }
        ReplyTo reply = ReplyTo.of(answer.job().received().replyTo());
        try {
            board.settle(answer.job().id(), LAST_EDIT);
            if (reply.tokenLives(clock.instant())) {
                Delivery edited = edited(jda.get(), answer, reply);
                if (edited != null) {
                    return edited;
                }
            }
            return sent(jda.get(), answer, reply);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Delivery.Unknown("the service ends");
        } catch (IOException gone) {
            return new Delivery.Never("the dream is not kept any more: " + gone.getMessage());
        }
    }

    /** Edits the message of the interaction; null if its token is dead already. */
    private @Nullable Delivery edited(JDA jda, Answer answer, ReplyTo reply) throws IOException, InterruptedException {
        InteractionHook hook = InteractionHook.from(jda, reply.token());
        try {
            wait(hook.editOriginal(shown(answer, reply, limit(jda, reply)).edit()));
            return new Delivery.Delivered();
        } catch (ErrorResponseException refused) {
            return switch (refused.getErrorResponse()) {
                case UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN, UNKNOWN_INTERACTION -> null;
                case UNKNOWN_MESSAGE -> new Delivery.Never("somebody has deleted the message that was to be answered");
                default -> outcome(refused);
            };
        } catch (TimeoutException slow) {
            return new Delivery.Unknown("Discord did not answer in time");
        }
    }

    private static Delivery outcome(ErrorResponseException refused) {
        return refused.isServerError() || refused.getErrorCode() <= 0
                ? new Delivery.Unknown("Discord: " + refused.getMeaning())
                : new Delivery.Never("Discord does not take it: " + refused.getMeaning());
    }

    /** A message of its own, in reply to the one that waits. */
    private Delivery sent(JDA jda, Answer answer, ReplyTo reply) throws IOException, InterruptedException {
        if (!reply.installed() || reply.secret()) {
            return new Delivery.Never("it came too late: the place can be answered for fifteen minutes only");
        }
        Optional<? extends MessageChannel> channel = channel(jda, reply);
        if (channel.isEmpty() || !readable(channel.get())) {
            // nobody can look there whether it has arrived
            return answer.unsure()
                    ? new Delivery.Never("nobody can tell whether it has arrived")
                    : privately(jda, answer, reply);
        }
        Delivery delivery = message(channel.get(), answer, reply, limit(jda, reply), true);
        return delivery instanceof Delivery.Never && !answer.unsure() ? privately(jda, answer, reply) : delivery;
    }

    private Delivery privately(JDA jda, Answer answer, ReplyTo reply) throws IOException, InterruptedException {
        try {
            MessageChannel channel = wait(jda.openPrivateChannelById(reply.user()));
            return message(channel, answer, reply, LEAST_LIMIT, false);
        } catch (ErrorResponseException refused) {
            return outcome(refused);
        } catch (TimeoutException slow) {
            return new Delivery.Later(Duration.ZERO, "Discord did not answer in time");
        }
    }

    private Delivery message(MessageChannel channel, Answer answer, ReplyTo reply, long limit, boolean replying)
            throws IOException, InterruptedException {
        MessageCreateData message = shown(answer, reply, limit).create();
        try {
            var sending = channel.sendMessage(message).setNonce(answer.key().substring(0, LONGEST_NONCE));
            if (replying && reply.message() != 0) {
                sending = sending.setMessageReference(reply.message()).failOnInvalidReply(false);
            }
            wait(sending);
            return new Delivery.Delivered();
        } catch (ErrorResponseException refused) {
            return outcome(refused);
        } catch (TimeoutException slow) {
            return new Delivery.Unknown("Discord did not answer in time");
        }
    }

    private static Optional<? extends MessageChannel> channel(JDA jda, ReplyTo reply) {
        return Optional.ofNullable(jda.getChannelById(MessageChannel.class, reply.channel()));
    }

    private static boolean readable(MessageChannel channel) {
        return !(channel instanceof GuildMessageChannel there)
                || there.getGuild()
                        .getSelfMember()
                        .hasPermission(
                                there,
                                Permission.VIEW_CHANNEL,
                                Permission.MESSAGE_HISTORY,
                                there.getType().isThread()
                                        ? Permission.MESSAGE_SEND_IN_THREADS
                                        : Permission.MESSAGE_SEND);
    }

    private long limit(JDA jda, ReplyTo reply) {
        long limit = channel(jda, reply)
                .filter(GuildMessageChannel.class::isInstance)
                .map(GuildMessageChannel.class::cast)
                .map(GuildMessageChannel::getGuild)
                .map(Guild::getMaxFileSize)
                .orElse(LEAST_LIMIT);
        return limit - MARGIN;
    }

    private Shown shown(Answer answer, ReplyTo reply, long limit) throws IOException {
        Job job = answer.job();
        Texts texts = Texts.in(reply.language());
        Optional<JobPicture> dream = answer.outputs().stream()
                .filter(picture -> picture.role().equals(JobPicture.DREAM))
                .findFirst();
        if (dream.isEmpty()) {
            return Sheet.ending(job.id(), job.sentence().orElse(""), texts);
        }
        return Sheet.dream(
                job,
                reply.user(),
                job.recipe().orElse(""),
                uploads.dream(dream.get(), limit / 2),
                original(job.id(), limit / 2),
                reply.spoiler() || job.hidden(),
                texts);
    }

    private Optional<Uploads.Upload> original(JobId job, long limit) {
        for (JobPicture picture : services.jobs().pictures(job)) {
            if (picture.role().equals(JobPicture.SOURCE)) {
                try {
                    return Optional.of(uploads.original(picture, limit));
                } catch (IOException | RuntimeException unreadable) {
                    LOG.info("{}: its original cannot be shown: {}", job, unreadable.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean arrived(Answer answer) {
        ReplyTo reply = ReplyTo.of(answer.job().received().replyTo());
        if (reply.tokenLives(clock.instant())) {
            return false; // the edit may be repeated
        }
        JDA jda = connection.jda().orElseThrow(() -> new IllegalStateException("Discord is not connected"));
        Optional<? extends MessageChannel> channel = channel(jda, reply);
        if (channel.isEmpty() || !readable(channel.get())) {
            return false; // deliver knows what to do with an answer of which nobody can tell
        }
        try {
            return carries(one(channel.get(), reply.message()), answer.job().id())
                    || wait(channel.get().getHistory().retrievePast(LOOKED_THROUGH)).stream()
                            .anyMatch(message ->
                                    carries(Optional.of(message), answer.job().id()));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service ends", ended);
        } catch (TimeoutException slow) {
            throw new IllegalStateException("Discord did not answer in time", slow);
        }
    }

    private static Optional<Message> one(MessageChannel channel, long id)
            throws InterruptedException, TimeoutException {
        try {
            return Optional.of(wait(channel.retrieveMessageById(id)));
        } catch (ErrorResponseException refused) {
            return Optional.empty();
        }
    }

    /** Whether a message of ours is the answer of this job: what can be done with an answer stands under no other. */
    private static boolean carries(Optional<Message> message, JobId job) {
        String id = new Press(Press.Verb.AGAIN, job).id();
        return message.filter(one -> one.getAuthor().equals(one.getJDA().getSelfUser()))
                .map(one -> one.getComponentTree().findAll(Button.class).stream()
                        .anyMatch(button -> id.equals(button.getCustomId())))
                .orElse(false);
    }

    /** What Discord says to it, or the exception that says why not. */
    private static <T> T wait(RestAction<T> action) throws InterruptedException, TimeoutException {
        CompletableFuture<T> asked = action.submit();
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ErrorResponseException refused) {
                throw refused;
            }
            if (failed.getCause() instanceof TimeoutException slow) {
                throw slow;
            }
            throw new IllegalStateException(String.valueOf(failed.getCause()), failed);
        } catch (CancellationException cancelled) {
            throw new IllegalStateException("the connection to Discord ends", cancelled);
        } finally {
            asked.cancel(false);
        }
    }
}
