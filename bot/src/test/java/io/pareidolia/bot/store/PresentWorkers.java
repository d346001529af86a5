package io.pareidolia.bot.store;

import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import java.time.Duration;
import java.util.List;

/** Those that a test says are there. */
record PresentWorkers(List<WorkerCard> present) implements Workers {
    @Override
    public void announce(WorkerCard card, Duration patience) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leave(String name) {
        throw new UnsupportedOperationException();
    }
}
