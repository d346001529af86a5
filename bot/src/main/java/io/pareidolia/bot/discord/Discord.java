package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.LookNames;
import io.pareidolia.bot.job.Uploads;
import io.pareidolia.bot.settings.DiscordSettings;
import io.pareidolia.bot.settings.Secret;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.picture.PictureReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.requests.restaction.CommandListUpdateAction;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bot on Discord: connects, registers its commands, and puts the parts of this package together. A wrong token or a
 * Discord that is not to be reached is one sentence in the log; the rest of the service goes on.
 */
public final class Discord implements AutoCloseable {
    /** The platform, as jobs and rules call it. */
    public static final String NAME = DiscordFront.NAME;

    /** How long what a server had set is kept after it has sent the bot away. */
    public static final Duration SETTINGS_KEPT = Duration.ofDays(30);

    private static final int WRITERS = 4;
    private static final int DECIDERS = 8;
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    /** In these all that JDA knows of servers and channels stands. */
    private static final Set<JDA.Status> USABLE = EnumSet.of(
            JDA.Status.CONNECTED,
            JDA.Status.DISCONNECTED,
            JDA.Status.RECONNECT_QUEUED,
            JDA.Status.WAITING_TO_RECONNECT,
            JDA.Status.ATTEMPTING_TO_RECONNECT);

    private static final Logger LOG = LoggerFactory.getLogger(Discord.class);

    private final DiscordSettings settings;
    private final Secret token;
    private final DiscordWatch watch;
    private final LineWatch line;
    private final ExecutorService writing = pool(WRITERS, "discord requests");
    private final ExecutorService deciding = pool(DECIDERS, "discord intake");
    private final ProgressBoard board;
    private final Doorkeeper doorkeeper;
    private final DiscordFront front;
    private final Conversation conversation;
    private final Membership membership;
    private final Thread connecting = new Thread(this::connect, "discord connection");
    private volatile @Nullable ShardManager shards;

    /**
     * @param token of the bot, from the settings
     * @param networks names of those that recipes may name
     */
    public Discord(
            DiscordSettings settings,
            Secret token,
            DiscordServices services,
            DiscordDesk desk,
            Looks looks,
            List<String> networks,
            PictureReader reader,
            DiscordWatch watch,
            Clock clock) {
        this.settings = settings;
        this.token = token;
        this.watch = watch;
        this.line = new LineWatch(watch);
        this.board = new ProgressBoard(services, this::edit, clock);
        this.doorkeeper = new Doorkeeper(
                services.conduct(),
                desk.rules(),
                services.admission(),
                new Crowd(services.jobs(), services.places()),
                clock);
        Uploads uploads = new Uploads(services.pictures(), reader);
        this.front = new DiscordFront(
                this::jda,
                services,
                uploads,
                board,
                new LookNames(looks),
                user -> Privacy.isCalled(desk.rules(), user),
                watch,
                clock);
        Requests requests = new Requests(services, doorkeeper, board, writing, deciding, clock);
        Authors authors = new Authors(services.jobs(), doorkeeper);
        OwnJobs ownJobs = new OwnJobs(services, desk.belongings());
        Aside aside = new Aside(writing);
        Presses presses = new Presses(
                services,
                requests,
                uploads,
                board,
                writing,
                aside,
                ownJobs,
                job -> desk.belongings().isHeld(job) || authors.anyLeftAlone(job));
        Defaults defaults = new Defaults(looks, networks);
        Administration administration = new Administration(
                services, desk, doorkeeper, new AttachedText(desk.fetcher()), defaults, aside, clock);
        this.conversation = new Conversation(
                requests,
                presses,
                new Suggestions(looks, networks),
                defaults,
                ownJobs,
                doorkeeper,
                new Conversation.Offices(
                        administration,
                        new Ownership(services, desk, doorkeeper, settings.ownerGuild(), aside),
                        new Privacy(desk, doorkeeper, aside),
                        new Reports(services, desk, doorkeeper, administration, aside),
                        aside));
        this.membership = new Membership(desk, writing);
        connecting.setDaemon(true);
    }

    private static ExecutorService pool(int threads, String name) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What delivers its answers. */
    public Front front() {
        return front;
    }

    /** Begins to connect, and returns at once. */
    public void start() {
        doorkeeper.start();
        board.start();
        connecting.start();
    }

    private void connect() {
        MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
        Duration pause = FIRST_RETRY;
        try {
            while (true) {
                try {
                    shards = builder().build();
                    return;
                } catch (InvalidTokenException wrong) {
                    LOG.error("Discord does not know the token of discord.token: copy it anew from the bot's page at"
                            + " discord.com/developers. Everything else goes on.");
                    return;
                } catch (RuntimeException unreachable) {
                    LOG.warn("Discord cannot be reached ({}); trying again.", unreachable.getMessage());
                }
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? pause.multipliedBy(2) : LONGEST_RETRY;
            }
        } catch (InterruptedException ended) {
            LOG.debug("Discord is not wanted any more", ended);
        }
    }

    private DefaultShardManagerBuilder builder() {
        DefaultShardManagerBuilder builder = DefaultShardManagerBuilder.createLight(
                        token.reveal(), EnumSet.noneOf(GatewayIntent.class))
                .setHttpClientBuilder(line.client())
                .addEventListeners(line, conversation, membership, new Registration());
        settings.apiUrl().ifPresent(url -> builder.setRestConfig(new RestConfig().setBaseUrl(url.toString())));
        return builder;
    }

    /** A shard that is connected, or else one that will be again: requests need no gateway. */
    private Optional<JDA> jda() {
        ShardManager now = shards;
        return now == null
                ? Optional.empty()
                : now.getShardCache().stream()
                        .filter(shard -> USABLE.contains(shard.getStatus()))
                        .max(Comparator.comparing(shard -> shard.getStatus() == JDA.Status.CONNECTED));
    }

    private CompletableFuture<?> edit(ReplyTo reply, Shown shown) {
        return jda().<CompletableFuture<?>>map(jda -> InteractionHook.from(jda, reply.token())
                        .editOriginal(shown.edit())
                        .submit()
                        .whenComplete((done, failure) -> watch.edited(false, failure == null)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Tells Discord of the commands, if it knows others. */
    private final class Registration extends ListenerAdapter {
        @Override
        public void onReady(ReadyEvent event) {
            LOG.info(
                    "Discord: connected as {}; a server invites it with {}",
                    event.getJDA().getSelfUser().getName(),
                    Invitation.link(event.getJDA().getSelfUser().getApplicationId()));
            if (settings.testGuilds().isEmpty() && event.getJDA().getShardInfo().getShardId() == 0) {
                register(event.getJDA().retrieveCommands(true), event.getJDA().updateCommands(), CommandSheet.all());
            }
        }

        @Override
        public void onGuildReady(GuildReadyEvent event) {
            Guild guild = event.getGuild();
            List<CommandData> wanted = new ArrayList<>();
            if (settings.testGuilds().contains(guild.getId())) {
                wanted.addAll(CommandSheet.all());
            }
            if (settings.ownerGuild().filter(guild.getId()::equals).isPresent()) {
                wanted.add(CommandSheet.owner());
            }
            if (!wanted.isEmpty()) {
                register(guild.retrieveCommands(true), guild.updateCommands(), wanted);
            }
        }

        private void register(
                RestAction<List<Command>> known, CommandListUpdateAction update, List<CommandData> wanted) {
            known.queue(
                    commands -> {
                        if (!same(commands, wanted)) {
                            update.addCommands(wanted)
                                    .queue(
                                            done -> LOG.info("Discord: {} commands registered", done.size()),
                                            failure -> LOG.warn(
                                                    "Discord does not take the commands: {}", failure.getMessage()));
                        }
                    },
                    failure -> LOG.warn("Discord does not say which commands it knows: {}", failure.getMessage()));
        }

        private static boolean same(List<Command> known, List<CommandData> wanted) {
            return known.size() == wanted.size()
                    && wanted.stream()
                            .allMatch(command -> known.stream()
                                    .anyMatch(other -> CommandData.fromCommand(other)
                                            .toData()
                                            .toString()
                                            .equals(command.toData().toString())));
        }
    }

    @Override
    public void close() {
        connecting.interrupt();
        board.close();
        doorkeeper.close();
        ShardManager now = shards;
        if (now != null) {
            now.removeEventListener(conversation, membership);
        }
        for (ExecutorService pool : List.of(writing, deciding)) {
            pool.shutdown();
        }
        try {
            writing.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS);
            deciding.awaitTermination(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        deciding.shutdownNow();
        if (now != null) {
            now.shutdown();
        }
    }
}
