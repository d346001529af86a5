package io.pareidolia.bot.job;

import java.util.List;

/**
 * A worker as it presents itself.
 *
 * @param name of the process and the device, the same after a restart
 * @param device as in {@code cpu} or {@code cuda:0}
 * @param threads of the processor
 * @param pace how many seconds pass on it for each that the core estimates for a device of its kind
 * @param networks names in the catalogue, the default one first
 */
public record WorkerCard(String name, String device, int threads, double pace, List<String> networks) {
    public WorkerCard {
        networks = List.copyOf(networks);
    }
}
