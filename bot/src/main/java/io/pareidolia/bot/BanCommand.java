package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
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

/** Bans, and ends bans. */
@Command(
        name = "ban",
        description = {
            "Bans a member (discord/GUILD/MEMBER), a member wherever (discord/*/MEMBER), a role (discord/GUILD/@ROLE) or a whole community (discord/GUILD). What they have waiting is cancelled.",
            ""
        })
final class BanCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", paramLabel = "SCOPE", description = "Whom.")
    private String scope = "";

    @Option(names = "--for", paramLabel = "TIME", description = "How long, as in 12h or 3d; usually for ever.")
    private Optional<String> length = Optional.empty();

    @Option(names = "--lift", description = "Ends the ban.")
    private boolean lift;

    @Option(names = "--why", paramLabel = "REASON", description = "What they are told.")
    private Optional<String> why = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    BanCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        Scope whom = Words.scope(scope);
        if (whom.level().compareTo(Scope.Level.COMMUNITY) < 0) {
            throw DreamException.input("Nobody bans a whole platform; to stop it: pareidolia pause " + whom);
        }
        if (lift && (length.isPresent() || why.isPresent())) {
            throw DreamException.input("--lift goes without --for and --why.");
        }
        Optional<Duration> time = length.map(Words::time);
        Reason reason = why.map(Words::reason).orElse(Reason.NONE);
        return access.use(
                spec,
                file,
                (storage, caller) -> lift ? lift(storage, whom, caller) : ban(storage, whom, time, reason, caller));
    }

    private int lift(Storage storage, Scope whom, Caller caller) {
        boolean lifted = storage.conduct().pardon(whom, Words.author(caller));
        terminal.say(lifted ? whom + " is not banned any more." : whom + " was not banned.");
        return ExitCode.DONE;
    }

    private int ban(Storage storage, Scope whom, Optional<Duration> time, Reason reason, Caller caller) {
        storage.conduct().ban(whom, time, reason, Words.author(caller));
        int cancelled =
                storage.jobDesk().cancelWaiting(whom, "Whoever asked for this dream was banned.", Words.author(caller));
        String until = storage.conduct().bans(List.of(whom)).stream()
                .flatMap(ban -> ban.until().stream())
                .map(end -> "until " + Words.moment(end))
                .findFirst()
                .orElse("for ever");
        terminal.say(whom + " is banned " + until + "."
                + (cancelled > 0 ? " Waiting jobs of theirs that were cancelled: " + cancelled + "." : ""));
        return ExitCode.DONE;
    }
}
