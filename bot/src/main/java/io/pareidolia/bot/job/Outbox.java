package io.pareidolia.bot.job;

import io.pareidolia.bot.job.Front.Delivery;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Delivers what is owed to one front. Before a try that may be a second one the front is asked whether the first has
 * arrived; after a try that failed twice the time passes, give or take, and after a set number of tries it is given up.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Front front;
    private final Answers answers;
    private final OutboxPolicy policy;
    private final Backoff backoff;

    public Outbox(Front front, Answers answers, OutboxPolicy policy, RandomGenerator random) {
        this.front = front;
        this.answers = answers;
        this.policy = policy;
        this.backoff = new Backoff(policy.first(), policy.longest(), random);
    }

    /** Tries the next answer; false if none is due, or the front cannot be reached at all. */
    public boolean deliverNext() {
        if (!front.isReachable()) {
            return false;
        }
        long begun = System.nanoTime();
        return answers.next(front.name(), policy.patience())
                .map(answer -> {
                    MDC.put("job", answer.key());
                    try {
                        settle(answer, tried(answer, begun));
                    } finally {
                        MDC.remove("job");
                    }
                    return true;
                })
                .orElse(false);
    }

    private Delivery tried(Answer answer, long begun) {
        try {
            if (answer.unsure() && front.arrived(answer)) {
                return new Delivery.Delivered();
            }
        } catch (RuntimeException unreachable) {
            // nothing was sent now, but an earlier try still may have arrived
            return new Delivery.Unknown(String.valueOf(unreachable.getMessage()));
        }
        if (System.nanoTime() - begun > policy.patience().toNanos() / 2) {
            // this process stood still, and somebody else may take the try for lost and make the next one
            return new Delivery.Later(Duration.ZERO, "it came too late to be made");
        }
        try {
            return front.deliver(answer);
        } catch (RuntimeException broken) {
            return new Delivery.Unknown(String.valueOf(broken.getMessage()));
        }
    }

    private void settle(Answer answer, Delivery delivery) {
        if (delivery instanceof Delivery.Delivered) {
            answers.delivered(answer);
        } else if (delivery instanceof Delivery.Never never) {
            LOG.warn("cannot be delivered: {}", never.reason());
            answers.never(answer, never.reason());
        } else if (delivery instanceof Delivery.Later later) {
            again(answer, later.after(), later.reason(), answer.unsure(), policy.mostAttempts());
        } else if (delivery instanceof Delivery.Closed closed) {
            again(answer, closed.after(), closed.reason(), answer.unsure(), policy.mostClosed());
        } else if (delivery instanceof Delivery.Unknown unknown) {
            again(answer, Duration.ZERO, unknown.reason(), true, policy.mostAttempts());
        }
    }

    private void again(Answer answer, Duration atLeast, String reason, boolean unsure, int most) {
        if (answer.attempt() >= most) {
            LOG.warn("given up after {} tries: {}", answer.attempt(), reason);
            answers.never(answer, reason);
        } else {
            LOG.info("try {} to deliver failed: {}", answer.attempt(), reason);
            answers.later(answer, pause(answer.attempt(), atLeast), unsure);
        }
    }

    private Duration pause(int attempt, Duration atLeast) {
        Duration pause = backoff.after(attempt);
        return pause.compareTo(atLeast) < 0 ? atLeast : pause;
    }
}
