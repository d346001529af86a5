package io.pareidolia.bot;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries jobs again. */
@Command(
        name = "retry",
        description = {
            "Tries jobs again that have failed, were cancelled or have expired: each as a new job, whose name is printed, and at nobody's cost.",
            ""
        })
final class JobsRetryCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(arity = "1..*", paramLabel = "JOB", description = "Their names, as pareidolia jobs list tells them.")
    private List<String> names = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    JobsRetryCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        List<JobId> ids = names.stream().map(Words::job).toList();
        return access.use(spec, file, (storage, caller) -> {
            int exitCode = ExitCode.DONE;
            for (JobId id : ids) {
                Optional<JobId> again = storage.jobDesk().retry(id, Words.author(caller));
                if (again.isPresent()) {
                    terminal.result(again.get().text());
                } else {
                    terminal.say(Words.inNoStateFor(storage, id, "be tried again"));
                    exitCode = ExitCode.INPUT;
                }
            }
            return exitCode;
        });
    }
}
