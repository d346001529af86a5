package io.pareidolia.bot;

import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.terminal.Terminal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes values of rules away. */
@Command(
        name = "reset",
        description = {
            "Takes away what was set for a scope, or only some of it; then holds what wider scopes or the settings say.",
            ""
        })
final class QuotaResetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", paramLabel = "SCOPE", description = "For whom it was set.")
    private String scope = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY", description = "What to take away; usually all.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QuotaResetCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        Scope whom = Words.scope(scope);
        Set<RuleKey> keys =
                words.stream().map(RuleWord::key).collect(Collectors.toCollection(() -> EnumSet.noneOf(RuleKey.class)));
        return access.use(spec, file, (storage, caller) -> {
            Set<RuleKey> reset = storage.rules().reset(whom, keys, Words.author(caller));
            terminal.say(
                    reset.isEmpty()
                            ? "Nothing of it was set for " + whom + "."
                            : "No longer set for " + whom + ": "
                                    + reset.stream().map(RuleKey::word).collect(Collectors.joining(", ")) + ".");
            return ExitCode.DONE;
        });
    }
}
