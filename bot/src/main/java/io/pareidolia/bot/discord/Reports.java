package io.pareidolia.bot.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.dream.content.BlockedPicture;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.events.interaction.command.MessageContextInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dreams that somebody finds wrong. Their pictures are put aside at once, and moderators and the operator are told; one
 * press of a moderator decides.
 */
final class Reports {
    /** Before the ids of its buttons, with a version. */
    static final String MARK = "1m:";

    private static final Pattern VERDICT =
            Pattern.compile(MARK + "(delete|block|restore):([0-9a-v]{26}):([0-9]{1,20}):([0-9]{1,20})");

    /** More of one person within the time are no help. */
    private static final int MOST = 5;

    private static final Duration WITHIN = Duration.ofHours(1);
    private static final String WHY = "reported";
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private final DiscordServices services;
    private final DiscordDesk desk;
    private final Doorkeeper doorkeeper;
    private final Administration administration;
    private final Aside aside;
    private final Cache<Long, AtomicInteger> reported =
            Caffeine.newBuilder().expireAfterWrite(WITHIN).build();

    Reports(
            DiscordServices services,
            DiscordDesk desk,
            Doorkeeper doorkeeper,
            Administration administration,
            Aside aside) {
        this.services = services;
        this.desk = desk;
        this.doorkeeper = doorkeeper;
        this.administration = administration;
        this.aside = aside;
    }

    /** Somebody reports a message. */
    void report(MessageContextInteractionEvent event, Texts texts) {
        Message message = event.getTarget();
        Optional<JobId> job = message.getAuthor().equals(event.getJDA().getSelfUser())
                ? message.getComponentTree().findAll(Button.class).stream()
                        .flatMap(button -> Optional.ofNullable(button.getCustomId()).flatMap(Press::of).stream())
                        .map(Press::job)
                        .findFirst()
                : Optional.empty();
        if (job.isEmpty()) {
            Requests.refuse(event, texts.text("report.nodream"));
            return;
        }
        AtomicInteger number = reported.get(event.getUser().getIdLong(), any -> new AtomicInteger());
        if (number.incrementAndGet() > MOST) {
            Requests.refuse(event, texts.text("report.many"));
            return;
        }
        aside.answer(event, texts, () -> taken(event, message, job.get(), texts));
    }

    private Shown taken(MessageContextInteractionEvent event, Message message, JobId job, Texts texts) {
        boolean hidden = desk.belongings()
                .hold(job, new Author(Author.Kind.MEMBER, event.getUser().getId()));
        if (!hidden && desk.belongings().isHeld(job)) {
            return Sheet.sentence(texts.text("report.already"));
        }
        LOG.info("{} was reported", job);
        desk.alert()
                .accept("Job " + job + " was reported on Discord. \"pareidolia jobs show\" tells of it, \"pareidolia"
                        + " block\" keeps its picture away.");
        Guild guild = event.getGuild();
        if (guild != null && !guild.isDetached()) {
            Locale language = guild.getLocale().toLocale();
            tell(event, message, job, Texts.in(language));
        }
        return Sheet.sentence(texts.text("report.done"));
    }

    /** Tells moderators, where they want to be told. */
    private void tell(MessageContextInteractionEvent event, Message message, JobId job, Texts texts) {
        JDA jda = event.getJDA();
        Optional<GuildMessageChannel> channel = doorkeeper
                .limits(Requests.asker(event), List.of())
                .reportsTo()
                .map(id -> jda.getChannelById(GuildMessageChannel.class, id))
                .filter(place -> place.getGuild().equals(event.getGuild()));
        if (channel.isEmpty()) {
            LOG.info("{}: its server has no channel for reports", job);
            return;
        }
        String place = ":" + job.text() + ":" + event.getChannelIdLong() + ":" + message.getIdLong();
        String asker = services.jobs()
                .find(job)
                .map(known -> "<@" + known.received().asker().member() + ">")
                .orElse("?");
        Shown shown = Shown.of(Container.of(
                TextDisplay.of(
                        texts.text("report.told", "<@" + event.getUser().getId() + ">", asker, message.getJumpUrl())),
                ActionRow.of(
                        Button.danger(MARK + "delete" + place, texts.text("report.delete")),
                        Button.danger(MARK + "block" + place, texts.text("report.block")),
                        Button.secondary(MARK + "restore" + place, texts.text("report.restore")))));
        channel.get()
                .sendMessage(shown.create())
                .queue(sent -> {}, failure -> LOG.warn("{}: moderators were not told: {}", job, failure.getMessage()));
    }

    /** A moderator decides. */
    void pressed(ButtonInteractionEvent event, Texts texts) {
        Matcher verdict = VERDICT.matcher(event.getCustomId());
        if (!verdict.matches()) {
            Requests.refuse(event, texts.text("refused.old"));
        } else if (!administration.isModerator(event)) {
            Requests.refuse(event, texts.text("admin.only"));
        } else {
            JobId job = new JobId(verdict.group(2));
            Author author = Administration.author(event);
            Texts theirs = Texts.in(event.getGuildLocale().toLocale());
            aside.replace(event, texts, () -> {
                decide(verdict.group(1), job, author);
                if (!verdict.group(1).equals("restore")) {
                    delete(event.getJDA(), verdict.group(3), verdict.group(4));
                }
                return Sheet.sentence(theirs.text(
                        "report." + verdict.group(1) + ".done",
                        "<@" + event.getUser().getId() + ">"));
            });
        }
    }

    private void decide(String verdict, JobId job, Author author) {
        if (verdict.equals("restore")) {
            desk.belongings().release(job, author);
            return;
        }
        if (verdict.equals("block")) {
            for (JobPicture picture : services.jobs().pictures(job)) {
                if (picture.role().endsWith(JobPicture.SOURCE)) {
                    desk.blocklists()
                            .block(new BlockedPicture(picture.sha256(), Optional.empty()), author, new Reason(WHY));
                    services.jobs()
                            .find(job)
                            .map(known -> known.received().asker())
                            .ifPresent(asker ->
                                    desk.belongings().forgetAllOn(picture.sha256(), asker.front(), asker.community()));
                }
            }
        }
        desk.belongings().release(job, author);
        if (!services.forget().test(job)) {
            LOG.warn("{}: it has not ended, so its pictures are still there", job);
        }
    }

    private static void delete(JDA jda, String channel, String message) {
        MessageChannel place = jda.getChannelById(MessageChannel.class, channel);
        if (place != null) {
            place.deleteMessageById(message)
                    .queue(done -> {}, failure -> LOG.info("a message is gone already: {}", failure.getMessage()));
        }
    }
}
