package io.pareidolia.bot;

import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Pauses, and goes on. */
@Command(
        name = "pause",
        description = {
            "Lets the jobs of a platform (discord) or a community (discord/GUILD) wait, or all; what is asked for meanwhile is refused with your sentence. What is being dreamed goes on to its end.",
            ""
        })
final class PauseCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", arity = "0..1", paramLabel = "SCOPE", description = "What to pause.")
    private Optional<String> scope = Optional.empty();

    @Option(names = "--all", description = "Pauses everything.")
    private boolean all;

    @Option(names = "--say", paramLabel = "SENTENCE", description = "What people are told who ask meanwhile.")
    private Optional<String> sentence = Optional.empty();

    @Option(names = "--lift", description = "Goes on.")
    private boolean lift;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    PauseCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        if (scope.isPresent() == all) {
            throw DreamException.input("Say what to pause: a scope such as discord/GUILD, or --all.");
        }
        Scope what = scope.map(Words::scope).orElse(Scope.ALL);
        if (what.level().compareTo(Scope.Level.COMMUNITY) > 0) {
            throw DreamException.input(
                    "Only a platform or a community can be paused; to stop one member: pareidolia ban " + what);
        }
        if (lift && sentence.isPresent()) {
            throw DreamException.input("--lift goes without --say.");
        }
        Reason said = sentence.map(Words::reason).orElse(Reason.NONE);
        return access.use(spec, file, (storage, caller) -> {
            if (lift) {
                boolean lifted = storage.conduct().resume(what, Words.author(caller));
                terminal.say(name(what) + (lifted ? " goes on." : " was not paused."));
            } else {
                storage.conduct().pause(what, said, Words.author(caller));
                terminal.say(name(what) + " is paused; to go on: pareidolia pause "
                        + (what.equals(Scope.ALL) ? "--all" : what) + " --lift");
            }
            return ExitCode.DONE;
        });
    }

    private static String name(Scope what) {
        return what.equals(Scope.ALL) ? "Everything" : what.text();
    }
}
