package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Job;
import java.util.ArrayList;
import java.util.List;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.container.ContainerChildComponent;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;

/** The list of what of somebody's waits or is dreamed, each with a button that cancels it. */
final class OwnJobs {
    /** Rows of a message beside its text. */
    private static final int SHOWN = 8;

    private final DiscordServices services;

    OwnJobs(DiscordServices services) {
        this.services = services;
    }

    /** Asks the store. */
    Shown of(String member, Texts texts) {
        List<Job> mine = services.jobs().open(DiscordFront.NAME, ProgressBoard.MOST).stream()
                .filter(job -> job.received().asker().member().equals(member) && !job.cancelAsked())
                .limit(SHOWN)
                .toList();
        if (mine.isEmpty()) {
            return Sheet.sentence(texts.text("queue.none"));
        }
        List<ContainerChildComponent> parts = new ArrayList<>();
        parts.add(TextDisplay.of("**" + texts.text("queue.title") + "**"));
        for (Job job : mine) {
            parts.add(TextDisplay.of(texts.text(
                    "queue.job",
                    job.recipe().orElse("").lines().findFirst().orElse(""),
                    Sheet.line(job, services.places().of(job.id()), texts))));
            parts.add(ActionRow.of(
                    Button.secondary(new Press(Press.Verb.CANCEL, job.id()).id(), texts.text("button.cancel"))));
        }
        return Shown.of(Container.of(parts));
    }
}
