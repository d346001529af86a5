package io.pareidolia.bot.worker;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a dreamer has told of itself since it was started.
 *
 * @param device as in {@code cpu} or {@code cuda:0}, never {@code auto}
 * @param threads of the processor
 * @param networks those whose files are here, the default one first
 * @param loaded names of those that were found to be the catalogue's, parsed and folded
 * @param pace how many seconds pass on this device for each that the core estimates; empty until it was measured
 */
public record DreamerState(
        String device,
        int threads,
        List<DreamerProtocol.NetworkFile> networks,
        Set<String> loaded,
        OptionalDouble pace) {
    public DreamerState {
        networks = List.copyOf(networks);
        loaded = Set.copyOf(loaded);
    }

    /** True once the default network can dream. */
    public boolean warm() {
        return !networks.isEmpty() && loaded.contains(networks.get(0).name());
    }
}
