package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    private JobNames jobs = new JobNames();

    JobsCancelCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        return jobs.each(access, (storage, id, caller) -> {
            if (storage.jobDesk().cancel(id, "Whoever runs this bot has cancelled it.", Words.author(caller))) {
                terminal.say(id + " is cancelled.");
                return ExitCode.DONE;
            }
            terminal.say(Words.inNoStateFor(storage, id, "be cancelled"));
            return ExitCode.INPUT;
        });
    }
}
