package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Progress;
import io.pareidolia.bot.terminal.Terminal;
import io.pareidolia.bot.worker.ChildJava;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.graph.check.NetworkCheck;
import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Proves that the gradients of a network are right on this machine, in a process of its own. */
@Command(
        name = "check",
        description = {
            "Proves on this very machine that the gradients of a network are right: by finite differences of each node"
                    + " alone, and of each layer as a whole along its gradient.",
            ""
        },
        footer = {
            "",
            "One line tells of each layer how far the two are apart, and one of each node that fails. Where activations"
                    + " overflow or do not react to the picture nothing can be measured; such a layer is held if every"
                    + " node on its way holds alone.",
            "",
            "Exit code: 0 if all hold, 1 if something does not or this machine lacks something, 2 if the network cannot"
                    + " be used."
        })
final class NetworksCheckCommand implements Callable<Integer> {
    private static final String IN_THIS_PROCESS = "--in-this-process";

    private final Terminal terminal;
    private final Supplier<Catalogue> catalogue;
    private final NetworkFolder folder;
    private final ChildJava java;
    private final boolean tracing;
    private final Interruption interruption;

    @Mixin
    private NetworkWords words = new NetworkWords();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where to check: auto, cpu or cuda:0 (or another number).",
            completionCandidates = DreamCommand.DeviceWords.class)
    private String device = "auto";

    @Option(names = IN_THIS_PROCESS, hidden = true, description = "Tells another process what it finds.")
    private boolean inThisProcess;

    /**
     * @param java starts this program once more
     * @param tracing true if somebody looks for a fault of the program
     */
    NetworksCheckCommand(
            Terminal terminal,
            Supplier<Catalogue> catalogue,
            NetworkFolder folder,
            ChildJava java,
            boolean tracing,
            Interruption interruption) {
        this.terminal = terminal;
        this.catalogue = catalogue;
        this.folder = folder;
        this.java = java;
        this.tracing = tracing;
        this.interruption = interruption;
    }

    @Override
    public Integer call() {
        Device.named(device);
        words.preprocessing();
        return interruption.during(inThisProcess ? this::here : this::elsewhere);
    }

    private int elsewhere() {
        List<String> arguments = new ArrayList<>(List.of("networks", "check", IN_THIS_PROCESS, "--device", device));
        words.preprocessing().ifPresent(how -> arguments.addAll(List.of("--preprocess", how.word())));
        arguments.addAll(List.of("--", words.network()));
        CheckLine end;
        try (Telling telling = new Telling()) {
            end = new CheckProcess(java, tracing, interruption::asked).run(arguments, telling::tell);
        }
        terminal.say(end.words());
        return end.kind() == CheckLine.Kind.HOLDS ? ExitCode.DONE : ExitCode.MACHINE;
    }

    /** Shows what the other process tells. */
    private final class Telling implements AutoCloseable {
        private Progress progress = terminal.progress(words.network());

        void tell(CheckLine line) {
            switch (line.kind()) {
                case BEGINS ->
                    progress.show(
                            (double) line.done() / Math.max(1, line.all()),
                            line.words(),
                            line.words().startsWith("layer") ? 2 : 1,
                            Double.NaN);
                case RESULT -> between(() -> terminal.result(line.words()));
                case REMARK -> between(() -> terminal.say(line.words()));
                case HOLDS, FAILS, REFUSED, LACKING, CANCELLED -> {}
            }
        }

        /** A bar makes room for a line; lines are no hindrance to each other. */
        private void between(Runnable line) {
            if (terminal.interactive()) {
                progress.close();
            }
            line.run();
            if (terminal.interactive()) {
                progress = terminal.progress(words.network());
            }
        }

        @Override
        public void close() {
            progress.close();
        }
    }

    private int here() {
        CheckLine end = told();
        tell(end);
        return switch (end.kind()) {
            case HOLDS -> ExitCode.DONE;
            case REFUSED -> ExitCode.INPUT;
            case CANCELLED -> ExitCode.TERMINATED;
            default -> ExitCode.MACHINE;
        };
    }

    private CheckLine told() {
        try {
            Device chosen = Device.named(device).chosen();
            Network network = Network.said(words.network(), catalogue.get(), folder, words.preprocessing());
            network.remarks().forEach(remark -> tell(CheckLine.of(CheckLine.Kind.REMARK, remark)));
            // whoever no longer listens has died
            CheckReport report = new CheckReport(
                    network,
                    this::tell,
                    () -> interruption.asked() || terminal.out().checkError());
            boolean holds = new NetworkCheck(
                            network.graph(),
                            network.preprocessing(),
                            chosen,
                            Runtime.getRuntime().availableProcessors())
                    .run(report);
            return report.end(holds, chosen.toString());
        } catch (RuntimeException | OutOfMemoryError failure) {
            return interruption.asked() ? CheckLine.of(CheckLine.Kind.CANCELLED, "") : ended(failure);
        }
    }

    private static CheckLine ended(Throwable failure) {
        CheckLine.Kind kind = CheckLine.Kind.LACKING;
        if (failure instanceof DreamException refused) {
            kind = switch (refused.kind()) {
                case INPUT -> CheckLine.Kind.REFUSED;
                case MACHINE -> CheckLine.Kind.LACKING;
                case CANCELLED -> CheckLine.Kind.CANCELLED;
            };
        }
        return CheckLine.of(kind, Failures.sentence(failure));
    }

    private void tell(CheckLine line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
