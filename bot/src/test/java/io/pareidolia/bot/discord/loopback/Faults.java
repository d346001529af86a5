package io.pareidolia.bot.discord.loopback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to go wrong. */
public final class Faults {
    private final List<Fault> inForce = new ArrayList<>();

    /**
     * Begins a fault.
     *
     * @param method of the requests, {@code *} for any
     * @param path a regular expression to be found in the path below the API's address
     */
    public Fault on(String method, String path) {
        return new Fault(this, method, path);
    }

    /** Everything works again. */
    public synchronized void liftAll() {
        new ArrayList<>(inForce).forEach(Fault::lift);
    }

    synchronized void add(Fault fault) {
        inForce.add(fault);
    }

    synchronized void remove(Fault fault) {
        inForce.remove(fault);
    }

    public synchronized List<Fault> inForce() {
        return new ArrayList<>(inForce);
    }

    /**
     * The first that strikes this request.
     *
     * @param files names of those that it brings
     */
    public synchronized Optional<Fault> strike(String method, String path, List<String> files) {
        return inForce.stream()
                .filter(fault -> fault.strikes(method, path, files))
                .findFirst();
    }
}
