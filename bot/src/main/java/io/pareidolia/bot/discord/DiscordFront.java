package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.LookNames;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Uploads;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.MessageHistory;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.restaction.MessageCreateAction;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.TimeUtil;
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

    /** Who has waited for longer is called. */
    private static final Duration LONG = Duration.ofMinutes(2);

    /** How many messages of a channel are looked through at a time, and how often, before nobody can tell. */
    private static final int PAGE = 100;

    private static final int MOST_PAGES = 10;

    private static final int SHARD_BITS = 22;

    private static final int LONGEST_NONCE = 25;

    /** What Discord takes from bots where nobody has boosted. */
    private static final long LEAST_LIMIT = 10L << 20;

    /** For the rest of a request beside its files. */
    private static final long MARGIN = 256L << 10;

    /** Nobody needs a dream that is made smaller than that. */
    private static final long SMALLEST = 64L << 10;

    /** One of these stands under every answer, and under nothing else. */
    private static final Set<Press.Verb> ANSWERED = EnumSet.of(Press.Verb.AGAIN, Press.Verb.LOOK);

    private static final Set<ErrorResponse> TOO_LARGE =
            EnumSet.of(ErrorResponse.REQUEST_ENTITY_TOO_LARGE, ErrorResponse.FILE_UPLOAD_MAX_SIZE_EXCEEDED);
    private static final Delivery DELETED =
            new Delivery.Never("somebody has deleted the message that was to be answered");
    private static final Delivery UNTOLD = new Delivery.Never("nobody can tell whether it has arrived");
    private static final Delivery SLOW = new Delivery.Unknown("Discord did not answer in time");
    private static final Logger LOG = LoggerFactory.getLogger(DiscordFront.class);

    private final Connection connection;
    private final DiscordServices services;
    private final Uploads uploads;
    private final ProgressBoard board;
    private final LookNames names;
    private final LongPredicate called;
    private final DiscordWatch watch;
    private final Clock clock;

    /** @param called whether somebody who has waited for long wants to be pinged; looks it up */
    DiscordFront(
            Connection connection,
            DiscordServices services,
            Uploads uploads,
            ProgressBoard board,
            LookNames names,
            LongPredicate called,
            DiscordWatch watch,
            Clock clock) {
        this.connection = connection;
        this.services = services;
        this.uploads = uploads;
        this.board = board;
        this.names = names;
        this.called = called;
        this.watch = watch;
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
    public boolean isReachable() {
        return connection.jda().isPresent();
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
        } catch (NoSuchFileException gone) {
            return new Delivery.Never("the dream is not kept any more");
        } catch (IOException trouble) {
            LOG.warn("a dream could not be read", trouble);
            return new Delivery.Later(Duration.ofSeconds(10), "the dream could not be read");
        }
    }

    /** Edits the message of the interaction; null if its token is dead already. */
    private @Nullable Delivery edited(JDA jda, Answer answer, ReplyTo reply) throws IOException, InterruptedException {
        InteractionHook hook = InteractionHook.from(jda, reply.token());
        try {
            fitting(
                    limit(jda, answer),
                    limit ->
                            hook.editOriginal(shown(answer, reply, limit, false).edit()));
            watch.edited(true, true);
            call(hook, answer, reply);
            return new Delivery.Delivered();
        } catch (ErrorResponseException refused) {
            watch.edited(true, false);
            return switch (refused.getErrorResponse()) {
                case UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN, UNKNOWN_INTERACTION -> null;
                case UNKNOWN_MESSAGE -> DELETED;
                default -> outcome(refused);
            };
        } catch (TimeoutException slow) {
            watch.edited(true, false);
            return SLOW;
        }
    }

    /**
     * Calls whoever has waited for long and may look at something else, since an edit makes no sound. Never twice: where
     * an earlier try may have done it nobody is called.
     */
    private void call(InteractionHook hook, Answer answer, ReplyTo reply) {
        Duration waited = Duration.between(answer.job().created(), clock.instant());
        if (waited.compareTo(LONG) <= 0 || answer.unsure() || reply.secret() || !wantsCall(reply)) {
            return;
        }
        String call = Texts.in(reply.language()).text("done.ready", "<@" + reply.user() + ">");
        hook.sendMessage(call)
                .setAllowedMentions(EnumSet.noneOf(Message.MentionType.class))
                .mentionUsers(reply.user())
                .queue(called -> {}, failure -> LOG.info("nobody could be called: {}", failure.getMessage()));
    }

    /** Who cannot be asked is left in peace. */
    private boolean wantsCall(ReplyTo reply) {
        try {
            return called.test(reply.user());
        } catch (RuntimeException trouble) {
            LOG.info("nobody is called: {}", trouble.getMessage());
            return false;
        }
    }

    /** A request with files, made smaller until Discord takes them. */
    @FunctionalInterface
    private interface Sending<T> {
        RestAction<T> within(long limit) throws IOException;
    }

    private static <T> T fitting(long limit, Sending<T> sending)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return wait(sending.within(limit));
        } catch (ErrorResponseException refused) {
            if (!TOO_LARGE.contains(refused.getErrorResponse()) || limit < SMALLEST) {
                throw refused;
            }
            return fitting(limit / 2, sending);
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
        try {
            if (!isPresent(jda, answer)) {
                return new Delivery.Later(Duration.ZERO, "Discord does not show the server at the moment");
            }
            Optional<? extends MessageChannel> channel = channel(jda, answer, reply);
            if (channel.isEmpty() || !readable(channel.get())) {
                // nobody can look there whether it has arrived
                return answer.unsure() ? UNTOLD : privately(jda, answer, reply);
            }
            Optional<Message> waiting = one(channel.get(), reply.message());
            if (reply.message() != 0 && waiting.isEmpty()) {
                return DELETED;
            }
            // the token may have died since somebody asked whether it has arrived
            if (answer.unsure() && isThere(jda, channel.get(), waiting, answer.job(), reply)) {
                return new Delivery.Delivered();
            }
            Delivery delivery = message(channel.get(), answer, reply, limit(jda, answer), true);
            if (delivery instanceof Delivery.Delivered) {
                pointBelow(channel.get(), reply);
            }
            return delivery instanceof Delivery.Never && !answer.unsure() ? privately(jda, answer, reply) : delivery;
        } catch (ErrorResponseException refused) {
            return outcome(refused);
        } catch (TimeoutException slow) {
            return SLOW;
        }
    }

    /** Tried once: what may have arrived there is not sent anywhere else. */
    private Delivery privately(JDA jda, Answer answer, ReplyTo reply)
            throws IOException, InterruptedException, TimeoutException {
        MessageChannel conversation = wait(jda.openPrivateChannelById(reply.user()));
        try {
            Delivery delivery = message(conversation, answer, reply, LEAST_LIMIT - MARGIN, false);
            return delivery instanceof Delivery.Unknown ? UNTOLD : delivery;
        } catch (TimeoutException slow) {
            return UNTOLD;
        }
    }

    private Delivery message(MessageChannel channel, Answer answer, ReplyTo reply, long most, boolean replying)
            throws IOException, InterruptedException, TimeoutException {
        boolean call = wantsCall(reply);
        String nonce = answer.key().substring(0, LONGEST_NONCE);
        try {
            fitting(most, limit -> {
                Shown shown = shown(answer, reply, limit, true);
                MessageCreateAction sending = channel.sendMessage(call ? shown.createFor(reply.user()) : shown.create())
                        .setNonce(nonce);
                return replying && reply.message() != 0
                        ? sending.setMessageReference(reply.message()).failOnInvalidReply(false)
                        : sending;
            });
            return new Delivery.Delivered();
        } catch (ErrorResponseException refused) {
            return outcome(refused);
        }
    }

    /** In the message that waited: nothing can be pressed in it any more, and it says where the answer stands. */
    private static void pointBelow(MessageChannel channel, ReplyTo reply) {
        if (reply.message() != 0) {
            channel.editMessageById(
                            reply.message(),
                            Sheet.sentence(Texts.in(reply.language()).text("done.below"))
                                    .edit())
                    .queue(shown -> {}, failure -> LOG.info("a message still waits: {}", failure.getMessage()));
        }
    }

    /** The server of a job, or 0 for a conversation. */
    private static long guild(Answer answer) {
        String community = answer.job().received().asker().community();
        return community.equals(Requests.DIRECT) ? 0 : Long.parseUnsignedLong(community);
    }

    /** Whether JDA knows what there is of the job's server: its shard may be away, or the server have an outage. */
    private static boolean isPresent(JDA jda, Answer answer) {
        long guild = guild(answer);
        ShardManager shards = jda.getShardManager();
        if (guild == 0 || shards == null) {
            return true;
        }
        JDA shard = shards.getShardById((int) ((guild >>> SHARD_BITS) % shards.getShardsTotal()));
        return shard != null && shard.getStatus() == JDA.Status.CONNECTED && !shard.isUnavailable(guild);
    }

    private static Optional<? extends MessageChannel> channel(JDA jda, Answer answer, ReplyTo reply)
            throws InterruptedException, TimeoutException {
        if (guild(answer) == 0) {
            return Optional.of(wait(jda.openPrivateChannelById(reply.user())));
        }
        return server(jda, answer).map(guild -> guild.getChannelById(GuildMessageChannel.class, reply.channel()));
    }

    private static Optional<Guild> server(JDA jda, Answer answer) {
        long id = guild(answer);
        ShardManager shards = jda.getShardManager();
        return id == 0
                ? Optional.empty()
                : Optional.ofNullable(shards == null ? jda.getGuildById(id) : shards.getGuildById(id));
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

    private static long limit(JDA jda, Answer answer) {
        return server(jda, answer).map(Guild::getMaxFileSize).orElse(LEAST_LIMIT) - MARGIN;
    }

    /** @param calling whether the text names who asked even where it is but a sentence */
    private Shown shown(Answer answer, ReplyTo reply, long limit, boolean calling) throws IOException {
        Job job = answer.job();
        Texts texts = Texts.in(reply.language());
        Optional<JobPicture> dream = answer.outputs().stream()
                .filter(picture -> picture.role().equals(JobPicture.DREAM))
                .findFirst();
        if (dream.isEmpty()) {
            String sentence = texts.sentence(job.sentence().orElse(""));
            return Sheet.ending(job.id(), calling ? "<@" + reply.user() + "> " + sentence : sentence, texts);
        }
        Optional<Uploads.Upload> original = original(job.id(), limit / 4);
        long left = limit - original.map(upload -> upload.bytes().length).orElse(0);
        List<String> looks = LookNames.onSheet(job);
        if (!looks.isEmpty()) {
            return Sheet.looks(
                    job,
                    reply.user(),
                    looks,
                    uploads.dream(dream.get(), left),
                    original,
                    reply.spoiler() || job.hidden(),
                    texts);
        }
        return Sheet.dream(
                job,
                reply.user(),
                names.of(job),
                uploads.dream(dream.get(), left),
                original,
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
        if (reply.tokenLives(clock.instant()) || !reply.installed() || reply.secret()) {
            return false; // the edit may be repeated, or there is no other way
        }
        JDA jda = connection.jda().orElseThrow(() -> new IllegalStateException("Discord is not connected"));
        if (!isPresent(jda, answer)) {
            throw new IllegalStateException("Discord does not show the server at the moment");
        }
        try {
            Optional<? extends MessageChannel> channel = channel(jda, answer, reply);
            if (channel.isEmpty() || !readable(channel.get())) {
                return false; // deliver knows what to do with an answer of which nobody can tell
            }
            return isThere(jda, channel.get(), one(channel.get(), reply.message()), answer.job(), reply);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service ends", ended);
        } catch (TimeoutException slow) {
            throw new IllegalStateException("Discord did not answer in time", slow);
        }
    }

    /** Looks at the message that waited, at what was written since, and at what went to the member instead. */
    private static boolean isThere(JDA jda, MessageChannel channel, Optional<Message> waiting, Job job, ReplyTo reply)
            throws InterruptedException, TimeoutException {
        if (waiting.filter(message -> carries(message, job.id())).isPresent()) {
            return true;
        }
        long created = TimeUtil.getDiscordTimestamp(job.created().toEpochMilli());
        if (isSince(channel, reply.message() == 0 ? created : reply.message(), job.id())) {
            pointBelow(channel, reply);
            return true;
        }
        return channel instanceof GuildMessageChannel
                && isSince(wait(jda.openPrivateChannelById(reply.user())), created, job.id());
    }

    private static boolean isSince(MessageChannel channel, long since, JobId job)
            throws InterruptedException, TimeoutException {
        MessageHistory history = wait(channel.getHistoryAfter(since, PAGE));
        List<Message> page = history.getRetrievedHistory();
        for (int pages = 1; pages <= MOST_PAGES; pages++) {
            if (page.stream().anyMatch(message -> carries(message, job))) {
                return true;
            }
            if (page.size() < PAGE) {
                return false;
            }
            page = wait(history.retrieveFuture(PAGE));
        }
        throw new IllegalStateException("too much was written since to tell whether it has arrived");
    }

    private static Optional<Message> one(MessageChannel channel, long id)
            throws InterruptedException, TimeoutException {
        if (id == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(wait(channel.retrieveMessageById(id)));
        } catch (ErrorResponseException refused) {
            if (refused.getErrorResponse() == ErrorResponse.UNKNOWN_MESSAGE) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Whether a message of ours is the answer of this job: what can be done with an answer stands under no other. */
    private static boolean carries(Message message, JobId job) {
        return message.getAuthor().equals(message.getJDA().getSelfUser())
                && message.getComponentTree().findAll(Button.class).stream()
                        .flatMap(button -> Optional.ofNullable(button.getCustomId()).flatMap(Press::of).stream())
                        .anyMatch(press -> press.job().equals(job) && ANSWERED.contains(press.verb()));
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
