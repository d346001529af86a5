package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.job.JobId;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The jobs that a command is about, one after another. */
final class JobNames {
    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(arity = "1..*", paramLabel = "JOB", description = "Their names, as pareidolia jobs list tells them.")
    private List<String> names = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** What is done with one of them. */
    @FunctionalInterface
    interface Work {
        /** Gives the exit code. */
        int with(Storage storage, JobId id, Caller caller);
    }

    /** Has the work done with each; gives the exit code of the last that did not go well. */
    int each(StoreAccess access, Work work) {
        List<JobId> ids = names.stream().map(Words::job).toList();
        return access.use(spec, file, (storage, caller) -> {
            int exitCode = ExitCode.DONE;
            for (JobId id : ids) {
                int one = work.with(storage, id, caller);
                exitCode = one == ExitCode.DONE ? exitCode : one;
            }
            return exitCode;
        });
    }
}
