package io.pareidolia.bot;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cancels jobs. */
@Command(
        name = "cancel",
        description = {
            "Cancels jobs; one that is being dreamed is stopped by its worker within seconds. What was charged is given back.",
            ""
        })
final class JobsCancelCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(arity = "1..*", paramLabel = "JOB", description = "Their names, as pareidolia jobs list tells them.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    JobsCancelCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        List<JobId> ids = names.stream().map(Words::job).toList();
        return access.use(spec, file, (storage, caller) -> {
            int exitCode = ExitCode.DONE;
            for (JobId id : ids) {
                if (storage.jobDesk().cancel(id, "Whoever runs this bot has cancelled it.", Words.author(caller))) {
                    terminal.say(id + " is cancelled.");
                } else {
                    terminal.say(Words.inNoStateFor(storage, id, "be cancelled"));
                    exitCode = ExitCode.INPUT;
                }
            }
            return exitCode;
        });
    }
}
