package io.pareidolia.bot;

import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets values of rules. */
@Command(
        name = "set",
        description = {
            "Sets what holds for a scope: everybody (*), a platform (discord), a community (discord/GUILD), a role in it (discord/GUILD/@ROLE), a member of it (discord/GUILD/MEMBER), or a member wherever (discord/*/MEMBER).",
            "The narrowest scope that says something about a value holds. As in: pareidolia quota set discord/42 jobsPerDay=10 networks=googlenet",
            ""
        })
final class QuotaSetCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(index = "0", paramLabel = "SCOPE", description = "For whom it holds.")
    private String scope = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "What holds; pareidolia quota show lists all keys.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QuotaSetCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        Scope whom = Words.scope(scope);
        Map<RuleKey, String> values = new EnumMap<>(RuleKey.class);
        for (String word : words) {
            RuleWord value = RuleWord.of(word, whom);
            if (values.put(value.key(), value.value()) != null) {
                throw DreamException.input("Say " + value.key().word() + "= once.");
            }
        }
        return access.use(spec, file, (storage, caller) -> {
            storage.rules().set(whom, values, Words.author(caller));
            values.forEach((key, value) -> terminal.say("For " + whom + ": " + key.word() + "=" + value + "."));
            return ExitCode.DONE;
        });
    }
}
