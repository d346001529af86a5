package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Table;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.dream.LayerTerm;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what to type behind {@code layer=}. */
@Command(
        name = "layers",
        description = {
            "Lists the layers of a network, the first at the top: what to type behind layer=, the shape at the network's"
                    + " own size, and how many pixels of the picture lie between two neighbours.",
            ""
        },
        footer = {
            "",
            "These are the layers that leave a block: each Concat, Add or Sum, each pool, and the last activation before"
                    + " one. Every other tensor of the file can be named as well."
        })
final class NetworksLayersCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;

    @Mixin
    private NetworkWords words = new NetworkWords();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    NetworksLayersCommand(Terminal terminal, Supplier<Catalogue> catalogue, NetworkFolder folder) {
        this.terminal = terminal;
        this.catalogue = catalogue;
        this.folder = folder;
    }

    @Override
    public Integer call() {
        Network network = Network.said(words.network(), catalogue.get(), folder, words.preprocessing());
        List<List<String>> rows = new ArrayList<>();
        for (String layer : network.graph().layers()) {
            rows.add(List.of(
                    LayerTerm.of(network.shortestName(layer)).toString(),
                    shape(network.graph().shape(layer)),
                    stride(network.graph().stride(layer))));
        }
        Table.of(spec.usageMessage().width(), rows).lines().forEach(line -> terminal.result(line.stripTrailing()));
        network.graph().obstacles().forEach(terminal::say);
        return ExitCode.DONE;
    }

    /** Channels × height × width, as people write sizes of pictures: width first. */
    private static String shape(long[] shape) {
        if (shape.length != 4) {
            return Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining("×"));
        }
        return shape[1] + " channels of " + shape[3] + "×" + shape[2];
    }

    private static String stride(int pixels) {
        return switch (pixels) {
            case 0 -> "of the whole picture";
            case 1 -> "every pixel";
            default -> "every " + pixels + " pixels";
        };
    }
}
