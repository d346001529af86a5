package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Belongings;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;

/** The list of what of somebody's waits or is dreamed, each with a button that cancels it. */
final class OwnJobs {
    /** Rows of a message beside its text. */
    private static final int SHOWN = 8;

    /** For how long an answer that may not have arrived is shown. */
    private static final Duration LATEST = Duration.ofDays(1);

    /** Of these; the rest is for what waits. */
    private static final int UNCONFIRMED = 3;

    private final DiscordServices services;
    private final Belongings belongings;

    OwnJobs(DiscordServices services, Belongings belongings) {
        this.services = services;
        this.belongings = belongings;
    }

    /** Asks the store. */
    Shown of(String member, Texts texts) {
        List<Job> mine = services.jobs().open(DiscordFront.NAME, member, SHOWN);
        List<Job> unconfirmed =
                belongings.unconfirmed(Scope.everywhere(DiscordFront.NAME, member), LATEST, UNCONFIRMED);
        if (mine.isEmpty() && unconfirmed.isEmpty()) {
            return Sheet.sentence(texts.text("queue.none"));
        }
        List<ContainerChildComponent> parts = new ArrayList<>();
        parts.add(TextDisplay.of("**" + texts.text("queue.title") + "**"));
        for (Job job : mine) {
            parts.add(TextDisplay.of(texts.text(
                    "queue.job", recipe(job), Sheet.line(job, services.places().of(job.id()), texts))));
            parts.add(ActionRow.of(Sheet.button(Press.Verb.CANCEL, job.id(), texts)));
        }
        for (Job job : unconfirmed) {
            parts.add(TextDisplay.of(texts.text("queue.job", recipe(job), texts.text("queue.unconfirmed"))));
            parts.add(ActionRow.of(Sheet.button(Press.Verb.AGAIN, job.id(), texts)));
        }
        return Shown.of(Container.of(parts));
    }

    private static String recipe(Job job) {
        return job.recipe().orElse("").lines().findFirst().orElse("");
    }
}
