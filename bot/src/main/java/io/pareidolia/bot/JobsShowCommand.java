package io.pareidolia.bot;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a job. */
@Command(name = "show", description = "Shows all that is known of a job.")
final class JobsShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", paramLabel = "JOB", description = "Its name, as pareidolia jobs list tells it.")
    private String name = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    JobsShowCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        JobId id = Words.job(name);
        return access.use(spec, file, (storage, caller) -> {
            Job job = storage.jobs().find(id).orElseThrow(() -> Words.noJob(id));
            show(job);
            storage.jobs()
                    .pictures(id)
                    .forEach(picture -> terminal.result("picture: " + picture.role() + " " + picture.mediaType() + " "
                            + picture.bytes() + " bytes " + picture.sha256()));
            return ExitCode.DONE;
        });
    }

    private void show(Job job) {
        line("job", job.id().text());
        line("state", job.state().word() + (job.cancelAsked() ? ", to be cancelled" : ""));
        line("changed", Words.moment(job.changed()));
        line("created", Words.moment(job.created()));
        line("member", Words.member(job));
        line("roles", String.join(", ", job.received().roles()));
        line("wish", job.received().wish().text());
        line("recipe", job.recipe().orElse(""));
        line("estimated", job.cost() > 0 ? Math.round(job.cost()) + " s" : "");
        line("taken", job.seconds().map(seconds -> Math.round(seconds) + " s").orElse(""));
        line("priority", String.valueOf(job.priority()));
        line("leases", String.valueOf(job.fence()));
        line("workers lost", String.valueOf(job.losses()));
        line(
                "progress",
                job.progress()
                        .map(progress -> Math.round(progress.share() * 100) + " %")
                        .orElse(""));
        line("sentence", job.sentence().orElse(""));
        line("hidden", job.hidden() ? "yes" : "");
        line("kept until", job.keptUntil().map(Words::moment).orElse(""));
    }

    private void line(String label, String value) {
        if (!value.isEmpty()) {
            terminal.result(label + ": " + value);
        }
    }
}
