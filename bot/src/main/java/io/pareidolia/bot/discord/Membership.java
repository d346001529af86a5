package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Scope;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildLeaveEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers that come and go. Who sends the bot away has its pictures deleted at once, and what it had set after a while;
 * joining says nothing. A server that cannot be reached at the moment has not gone.
 */
final class Membership extends ListenerAdapter {
    private static final Author DISCORD = new Author(Author.Kind.PROGRAM, "Discord front");
    private static final int SHARD_SHIFT = 22;
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final DiscordDesk desk;
    private final Executor work;

    Membership(DiscordDesk desk, Executor work) {
        this.desk = desk;
        this.work = work;
    }

    @Override
    public void onGuildJoin(GuildJoinEvent event) {
        present(event.getGuild());
    }

    @Override
    public void onGuildReady(GuildReadyEvent event) {
        present(event.getGuild());
    }

    private void present(Guild guild) {
        later(() -> desk.departures().present(scope(guild.getId())));
    }

    private static Scope scope(String guild) {
        return Scope.community(DiscordFront.NAME, guild);
    }

    @Override
    public void onGuildLeave(GuildLeaveEvent event) {
        String guild = event.getGuild().getId();
        later(() -> left(scope(guild)));
    }

    /** Looks who has gone while the bot was not connected. */
    @Override
    public void onReady(ReadyEvent event) {
        JDA jda = event.getJDA();
        Set<String> there = new HashSet<>(jda.getUnavailableGuilds());
        jda.getGuilds().forEach(guild -> there.add(guild.getId()));
        JDA.ShardInfo shard = jda.getShardInfo();
        later(() -> {
            for (Scope known : desk.departures().present(DiscordFront.NAME)) {
                boolean ours = (Long.parseUnsignedLong(known.community()) >>> SHARD_SHIFT) % shard.getShardTotal()
                        == shard.getShardId();
                if (ours && !there.contains(known.community())) {
                    left(known);
                }
            }
        });
    }

    private void left(Scope community) {
        desk.departures().left(community);
        desk.belongings().cancel(community, "The bot has left.", DISCORD);
        int jobs = desk.belongings().forget(community);
        LOG.info("{} has sent the bot away; the pictures of {} jobs are deleted", community, jobs);
    }

    private void later(Runnable task) {
        try {
            work.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException trouble) {
                    LOG.error("a server came or went, and that could not be written down", trouble);
                }
            });
        } catch (RejectedExecutionException ending) {
            LOG.debug("the service ends", ending);
        }
    }
}
