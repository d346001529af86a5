package io.pareidolia.bot.operation;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.Progress;
import java.time.Duration;

/** A front that tells how each try to deliver went. */
public final class WatchedFront implements Front {
    private final Front front;
    private final JobWatch watch;

    public WatchedFront(Front front, JobWatch watch) {
        this.front = front;
        this.watch = watch;
    }

    @Override
    public String name() {
        return front.name();
    }

    @Override
    public boolean isReachable() {
        return front.isReachable();
    }

    @Override
    public void progressed(Job job, Progress progress) {
        front.progressed(job, progress);
    }

    @Override
    public Delivery deliver(Answer answer) {
        long begun = System.nanoTime();
        try {
            Delivery delivery = front.deliver(answer);
            tried(answer, delivery, begun);
            return delivery;
        } catch (RuntimeException broken) {
            tried(answer, new Delivery.Unknown(String.valueOf(broken.getMessage())), begun);
            throw broken;
        }
    }

    private void tried(Answer answer, Delivery delivery, long begun) {
        watch.tried(front.name(), answer, delivery, Duration.ofNanos(System.nanoTime() - begun));
    }

    @Override
    public boolean arrived(Answer answer) {
        return front.arrived(answer);
    }
}
