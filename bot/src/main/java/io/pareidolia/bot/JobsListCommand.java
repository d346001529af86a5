package io.pareidolia.bot;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.lang3.StringUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists jobs. */
@Command(
        name = "list",
        description = {"Lists the latest jobs, the oldest of them first.", ""})
final class JobsListCommand implements Callable<Integer> {
    /** Columns of the longest name of a state. */
    private static final int WIDEST = 9;

    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCOPE",
            description = "Whose: a platform, a community or a member; usually all.")
    private Optional<String> scope = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in it: received, queued, dreaming, dreamed, answering, answered, refused, failed,"
                    + " cancelled or expired.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--last", paramLabel = "N", description = "How many of the latest; usually 50.")
    private int last = 50;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    JobsListCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        Scope whose = scope.map(Words::scope).orElse(Scope.ALL);
        if (whose.level() == Scope.Level.ROLE) {
            throw DreamException.input("Roles have no jobs; name a member or a community.");
        }
        if (last < 1) {
            throw DreamException.input("--last takes a number from 1 on.");
        }
        Optional<JobState> only = state.map(JobsListCommand::state);
        return access.use(spec, file, (storage, caller) -> {
            List<Job> jobs = new ArrayList<>(storage.jobDesk().list(only, whose, last));
            Collections.reverse(jobs);
            jobs.forEach(job -> terminal.result(line(job)));
            if (jobs.isEmpty()) {
                terminal.say("There are no such jobs.");
            }
            return ExitCode.DONE;
        });
    }

    private static String line(Job job) {
        return job.id() + "  " + StringUtils.rightPad(job.state().word(), WIDEST) + "  " + Words.moment(job.created())
                + "  " + Words.member(job) + "  "
                + job.sentence()
                        .or(job::recipe)
                        .orElseGet(() -> job.received().wish().recipe());
    }

    private static JobState state(String word) {
        List<String> words =
                Arrays.stream(JobState.values()).map(JobState::word).toList();
        if (!words.contains(word)) {
            throw DreamException.input(
                    "There is no state \"" + StrangersName.of(word) + "\"." + NearestWords.question(word, words));
        }
        return JobState.of(word);
    }
}
