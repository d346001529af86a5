package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes jobs. */
@Command(
        name = "purge",
        description = {
            "Deletes all that is known of jobs that have ended, their pictures included, as far as no other job has the same ones.",
            "As in: pareidolia jobs purge --older 30d",
            ""
        })
final class JobsPurgeCommand implements Callable<Integer> {
    private static final int AT_ONCE = 500;

    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(arity = "0..*", paramLabel = "JOB", description = "Their names, as pareidolia jobs list tells them.")
    private List<String> names = List.of();

    @Option(names = "--older", paramLabel = "TIME", description = "All that ended so long ago, as in 30d.")
    private Optional<String> older = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    JobsPurgeCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        if (names.isEmpty() == older.isEmpty()) {
            throw DreamException.input("Say which jobs: their names, or --older and a time.");
        }
        List<JobId> ids = names.stream().map(Words::job).toList();
        Optional<Duration> age = older.map(Words::time);
        return access.use(
                spec,
                file,
                (storage, caller) ->
                        age.map(time -> purge(storage, time, caller)).orElseGet(() -> purge(storage, ids, caller)));
    }

    private int purge(Storage storage, List<JobId> ids, Caller caller) {
        int exitCode = ExitCode.DONE;
        for (JobId id : ids) {
            if (purge(storage, id, caller)) {
                terminal.say(id + " is deleted.");
            } else {
                terminal.say(Words.inNoStateFor(storage, id, "be deleted"));
                exitCode = ExitCode.INPUT;
            }
        }
        return exitCode;
    }

    /** The pictures go first: without its job nobody would know which they were. */
    private static boolean purge(Storage storage, JobId id, Caller caller) {
        storage.retention().forget(id);
        return storage.jobDesk().purge(id, Words.author(caller));
    }

    private int purge(Storage storage, Duration age, Caller caller) {
        int deleted = 0;
        List<JobId> ended = storage.jobDesk().ended(age, AT_ONCE);
        while (!ended.isEmpty()) {
            int before = deleted;
            for (JobId id : ended) {
                deleted += purge(storage, id, caller) ? 1 : 0;
            }
            ended = deleted > before ? storage.jobDesk().ended(age, AT_ONCE) : List.of();
        }
        terminal.say(deleted + (deleted == 1 ? " job is deleted." : " jobs are deleted."));
        return ExitCode.DONE;
    }
}
