package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Table;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the catalogue: what is here, what can be fetched, what dreams if nobody says which. */
@Command(name = "list", description = "Lists the networks of the catalogue.")
final class NetworksListCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    NetworksListCommand(Terminal terminal, Supplier<Catalogue> catalogue, NetworkFolder folder) {
        this.terminal = terminal;
        this.catalogue = catalogue;
        this.folder = folder;
    }

    @Override
    public Integer call() {
        NetworkCard usual = folder.usual(catalogue.get());
        terminal.out()
                .print(Table.of(
                        spec.usageMessage().width(),
                        catalogue.get().all().stream()
                                .map(card -> List.of(
                                        card.name(),
                                        state(card, usual),
                                        size(card),
                                        card.description() + " (" + card.licence() + ")"))
                                .toList()));
        terminal.out().println();
        terminal.out().println("To bring one here: pareidolia networks fetch NAME. Its folder: " + folder.path());
        return ExitCode.DONE;
    }

    private String state(NetworkCard card, NetworkCard usual) {
        if (card.equals(usual)) {
            return "the default";
        }
        if (folder.has(card)) {
            return "here";
        }
        return card.addresses().isEmpty() ? "by hand" : "can be fetched";
    }

    private static String size(NetworkCard card) {
        return String.format(Locale.ROOT, "%.0f MB", Math.max(1, card.bytes() / 1e6));
    }
}
