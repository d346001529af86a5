package io.pareidolia.bot.worker;

import io.pareidolia.bot.worker.DreamerProtocol.Dream;

/** A job in the child, and whether it has to end before its time. Any thread may use it. */
final class ChildJob {
    /** Why a job has to end. */
    enum Ending {
        NONE,
        CANCELLED,
        OVERTIME
    }

    private final Dream order;
    private double seconds;
    private Ending ending = Ending.NONE;

    ChildJob(Dream order) {
        this.order = order;
    }

    Dream order() {
        return order;
    }

    synchronized void cancel() {
        if (ending == Ending.NONE) {
            ending = Ending.CANCELLED;
        }
    }

    /** So many seconds more have gone by while it was worked at; a process that stands still has none. */
    synchronized void spend(double more) {
        seconds += more;
        if (ending == Ending.NONE && seconds > order.mostSeconds()) {
            ending = Ending.OVERTIME;
        }
    }

    synchronized Ending ending() {
        return ending;
    }

    boolean hasToEnd() {
        return ending() != Ending.NONE;
    }
}
