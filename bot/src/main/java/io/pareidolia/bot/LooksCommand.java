package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Table;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.Look;
import io.pareidolia.dream.Looks;
import io.pareidolia.dream.RecipeKey;
import io.pareidolia.dream.Verb;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the looks, and with them every word of the recipe language. */
@Command(
        name = "looks",
        description = "Lists the looks, and the words that change them.",
        footer = {"", "A sheet of eight looks on a photo of yours: pareidolia dream cat.jpg 'look=?'"})
final class LooksCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Looks> looks;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    LooksCommand(Terminal terminal, Supplier<Looks> looks) {
        this.terminal = terminal;
        this.looks = looks;
    }

    @Override
    public Integer call() {
        List<Look> all = looks.get().all();
        int width = spec.usageMessage().width();
        terminal.out()
                .println("Looks, as in: pareidolia dream cat.jpg " + all.get(0).name());
        terminal.out()
                .println(Table.of(
                        width,
                        all.stream()
                                .map(look -> List.of(look.name(), look.network(), look.description()))
                                .toList()));
        terminal.out().println("Words that change a look, as in: pareidolia dream cat.jpg octaves=6 step=2");
        terminal.out()
                .println(Table.of(
                        width, RecipeKey.typed().stream().map(LooksCommand::row).toList()));
        terminal.out()
                .println("Verbs, as in: pareidolia dream cat.jpg " + all.get(0).name() + " stronger");
        terminal.out()
                .print(Table.of(
                        width,
                        Arrays.stream(Verb.values())
                                .map(verb -> List.of(verb.word(), verb.help()))
                                .toList()));
        terminal.out().flush();
        return ExitCode.DONE;
    }

    private static List<String> row(RecipeKey<?> key) {
        String usual = key.usualText()
                .map(value -> ", " + value + " unless a look says otherwise")
                .orElse("");
        return List.of(key.name() + "=", key.help() + ": " + key.range() + usual);
    }
}
