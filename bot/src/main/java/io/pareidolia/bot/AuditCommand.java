package io.pareidolia.bot;

import io.pareidolia.bot.quota.AuditTrail;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.failure.DreamException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells who changed what. */
@Command(
        name = "audit",
        description = {"Lists changes of rules, bans, pauses and jobs: when, who, what, and what it was before.", ""})
final class AuditCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final StoreAccess access;

    @Mixin
    private SettingsFileOption file = new SettingsFileOption();

    @Option(names = "--last", paramLabel = "N", description = "How many of the latest; usually 50.")
    private int last = 50;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    AuditCommand(Terminal terminal, StoreAccess access) {
        this.terminal = terminal;
        this.access = access;
    }

    @Override
    public Integer call() {
        if (last < 1) {
            throw DreamException.input("--last takes a number from 1 on.");
        }
        return access.use(spec, file, (storage, caller) -> {
            List<AuditTrail.Entry> entries = new ArrayList<>(storage.audit().latest(last));
            Collections.reverse(entries);
            entries.forEach(entry -> terminal.result(Words.moment(entry.when()) + "  " + entry.author() + "  "
                    + entry.action() + "  " + entry.subject() + "  " + entry.what()
                    + entry.before().map(before -> "  (before: " + before + ")").orElse("")));
            if (entries.isEmpty()) {
                terminal.say("Nothing was changed yet.");
            }
            return ExitCode.DONE;
        });
    }
}
