package io.pareidolia.bot;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.terminal.Terminal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    private JobNames jobs = new JobNames();

    JobsRetryCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        return jobs.each(access, (storage, id, caller) -> {
            Optional<JobId> again = storage.jobDesk().retry(id, Words.author(caller));
            if (again.isPresent()) {
                terminal.result(again.get().text());
                return ExitCode.DONE;
            }
            terminal.say(Words.inNoStateFor(storage, id, "be tried again"));
            return ExitCode.INPUT;
        });
    }
}
