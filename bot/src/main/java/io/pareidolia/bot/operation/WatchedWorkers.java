package io.pareidolia.bot.operation;

import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import java.time.Duration;
import java.util.List;

/** Workers that tell who came. */
public final class WatchedWorkers implements Workers {
    private final Workers workers;
    private final JobWatch watch;

    public WatchedWorkers(Workers workers, JobWatch watch) {
        this.workers = workers;
        this.watch = watch;
    }

    @Override
    public void announce(WorkerCard card, Duration patience) {
        workers.announce(card, patience);
        watch.announced(card);
    }

    @Override
    public void leave(String name) {
        workers.leave(name);
    }

    @Override
    public List<WorkerCard> present() {
        return workers.present();
    }
}
