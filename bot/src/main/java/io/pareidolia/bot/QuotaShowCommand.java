package io.pareidolia.bot;

import io.pareidolia.bot.quota.Ban;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.Pause;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Requester;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.bot.terminal.Table;
import io.pareidolia.bot.terminal.Terminal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows rules, or what holds for somebody. */
@Command(
        name = "show",
        description = {
            "Shows all that was set, who is banned and what is paused; or for one scope what holds and which scope says so, and for a member what is left.",
            "Without a scope it also lists the keys.",
            ""
        })
final class QuotaShowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SCOPE",
            description = "*, discord, discord/GUILD, discord/GUILD/@ROLE, discord/GUILD/MEMBER or discord/*/MEMBER.")
    private Optional<String> scope = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QuotaShowCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        Optional<Scope> whom = scope.map(Words::scope);
        return access.use(spec, file, (storage, caller) -> {
            whom.ifPresentOrElse(one -> show(storage, one), () -> show(storage));
            return ExitCode.DONE;
        });
    }

    private void show(Storage storage) {
        Map<Scope, Map<RuleKey, String>> all = storage.rules().all();
        all.forEach((about, values) ->
                values.forEach((key, value) -> terminal.result("rule " + about + " " + key.word() + "=" + value)));
        if (all.isEmpty()) {
            terminal.say("No rule is set: the settings hold, see pareidolia settings show.");
        }
        storage.conduct().bans().forEach(this::show);
        storage.conduct().pauses().forEach(this::show);
        terminal.say("What can be set:");
        terminal.err()
                .print(Table.of(
                        spec.usageMessage().width(),
                        Arrays.stream(RuleKey.values())
                                .map(key -> List.of(key.word(), key.help() + " It is " + key.range() + "."))
                                .toList()));
        terminal.err().flush();
    }

    private void show(Ban ban) {
        terminal.result("ban " + ban.scope() + " "
                + ban.until().map(end -> "until " + Words.moment(end)).orElse("for ever") + " by " + ban.author()
                + said(ban.why()));
    }

    private void show(Pause pause) {
        terminal.result("pause " + pause.scope() + " since " + Words.moment(pause.since()) + " by " + pause.author()
                + said(pause.sentence()));
    }

    private static String said(Reason reason) {
        return reason.text().isEmpty() ? "" : ": " + reason.text();
    }

    private void show(Storage storage, Scope whom) {
        Limits limits = storage.admission().limits(whom);
        Map<RuleKey, String> own = storage.rules().of(List.of(whom)).getOrDefault(whom, Map.of());
        for (RuleKey key : RuleKey.values()) {
            if (key.isTotal()) {
                if (own.containsKey(key)) {
                    terminal.result(key.word() + "=" + own.get(key) + " (" + whom + ")");
                }
            } else {
                Limits.Value value = limits.value(key);
                terminal.result(key.word() + "=" + value.text() + " ("
                        + value.from().map(Scope::text).orElse("default") + ")");
            }
        }
        List<Scope> around = whom.upwards();
        storage.conduct().bans(around).forEach(this::show);
        storage.conduct().pauses(around).forEach(this::show);
        if (whom.level() == Scope.Level.MEMBER) {
            Requester member = new Requester(whom.front(), whom.community(), whom.name(), List.of());
            terminal.result("left: " + storage.admission().left(member).words());
        }
    }
}
