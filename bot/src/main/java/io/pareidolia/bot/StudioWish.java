package io.pareidolia.bot;

import io.pareidolia.dream.graph.Preprocessing;
import io.pareidolia.dream.machine.Device;
import java.util.Optional;

/**
 * What a command line asks of the {@link Studio}.
 *
 * @param network a name of the catalogue, or a file
 * @param preprocessing what the network was trained to see, if somebody knows better
 * @param device where to dream
 */
record StudioWish(Optional<String> network, Optional<Preprocessing> preprocessing, Device device) {}
