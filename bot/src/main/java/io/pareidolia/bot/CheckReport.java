package io.pareidolia.bot;

import io.pareidolia.dream.graph.check.CheckListener;
import io.pareidolia.dream.graph.check.LayerVerdict;
import io.pareidolia.dream.graph.check.NodeVerdict;
import io.pareidolia.dream.network.Network;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Puts what a check finds into lines: one for each layer, and one for each node that does not hold. */
final class CheckReport implements CheckListener {
    private final Network network;
    private final Consumer<CheckLine> lines;
    private final BooleanSupplier cancelled;
    private final long begun = System.nanoTime();
    private int nodes;
    private int layers;
    private int wrong;

    CheckReport(Network network, Consumer<CheckLine> lines, BooleanSupplier cancelled) {
        this.network = network;
        this.lines = lines;
        this.cancelled = cancelled;
    }

    @Override
    public void begins(String what, int done, int all) {
        lines.accept(new CheckLine(CheckLine.Kind.BEGINS, what, done, all));
    }

    @Override
    public void checked(NodeVerdict verdict) {
        nodes++;
        verdict.fault().ifPresent(fault -> {
            wrong++;
            String others = verdict.alike() == 1 ? "" : " (and " + (verdict.alike() - 1) + " more like it)";
            result("node " + verdict.node() + " (" + verdict.operator() + "): failed: " + fault + others);
        });
    }

    @Override
    public void checked(LayerVerdict verdict) {
        layers++;
        if (!verdict.holds()) {
            wrong++;
        }
        result(network.shortestName(verdict.layer()) + ": "
                + switch (verdict.outcome()) {
                    case HELD -> "held, " + verdict.words();
                    case HELD_BY_ITS_NODES ->
                        "not measurable: " + verdict.words() + "; held, since every node on its way holds alone";
                    case NOT_MEASURABLE ->
                        "not measurable: " + verdict.words() + "; not held, since a node on its way fails";
                    case FAILED -> "failed: " + verdict.words();
                });
    }

    private void result(String words) {
        lines.accept(CheckLine.of(CheckLine.Kind.RESULT, words));
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /** The last line. */
    CheckLine end(boolean holds, String device) {
        String what = String.format(
                Locale.ROOT,
                "%d different nodes and %d layers of %s were checked on %s in %.0f s: ",
                nodes,
                layers,
                network.name(),
                device,
                (System.nanoTime() - begun) / 1e9);
        return holds
                ? CheckLine.of(CheckLine.Kind.HOLDS, what + "all hold.")
                : CheckLine.of(CheckLine.Kind.FAILS, what + wrong + " do not hold.");
    }
}
