package io.pareidolia.bot.operation;

import io.pareidolia.bot.worker.DreamerState;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running service needs to do its work: for {@link Readiness}, and for {@link AlertWatch}. */
public final class ServiceChecks {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceChecks.class);

    private ServiceChecks() {}

    /**
     * Whether the store can be written.
     *
     * @param write writes something small, or throws
     */
    public static Check store(Runnable write) {
        return () -> {
            try {
                write.run();
                return Finding.ok("store", "The store can be written.");
            } catch (RuntimeException failure) {
                LOG.debug("the store cannot be written", failure);
                return Finding.fail(
                        "store",
                        "The store cannot be written.",
                        "Look into the log, and let \"pareidolia doctor\" look at the store and the disk.");
            }
        };
    }

    /** Whether a dreamer is connected. */
    public static Check dreamer(List<? extends Supplier<Optional<DreamerState>>> dreamers) {
        return () -> {
            long connected = states(dreamers).count();
            return connected > 0
                    ? Finding.ok("dreamer", connected + " of " + dreamers.size() + " dreamers are connected.")
                    : Finding.fail(
                            "dreamer",
                            "No dreamer is connected.",
                            "It is started again by itself; the log tells why it ended.");
        };
    }

    /** Whether the default network was verified, parsed and folded by a dreamer. */
    public static Check network(List<? extends Supplier<Optional<DreamerState>>> dreamers) {
        return () -> states(dreamers)
                .filter(DreamerState::warm)
                .findFirst()
                .map(warm -> Finding.ok(
                        "network",
                        "The network " + warm.networks().get(0).name() + " is verified and ready on " + warm.device()
                                + "."))
                .orElseGet(() -> Finding.fail(
                        "network",
                        "No dreamer has its default network ready.",
                        "It takes a few seconds after a start; else \"pareidolia doctor\" checks the network files."));
    }

    private static Stream<DreamerState> states(List<? extends Supplier<Optional<DreamerState>>> dreamers) {
        return dreamers.stream().flatMap(dreamer -> dreamer.get().stream());
    }

    /**
     * Whether pictures may still come.
     *
     * @param room such as {@code pictures.hasRoomFor(…)}
     */
    public static Check room(BooleanSupplier room) {
        return () -> room.getAsBoolean()
                ? Finding.ok("disk", "There is room for pictures.")
                : Finding.fail(
                        "disk",
                        "There is no room for more pictures, so new ones are refused.",
                        "Make room, or change retention.disk or the times of retention.");
    }
}
