package io.pareidolia.bot.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveriesTest {
    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch idle = new CountDownLatch(8);
    private final Answers answers = mock(Answers.class);
    private final Front front = mock(Front.class);

    private Deliveries deliveries(Duration last) throws InterruptedException {
        Answer answer = mock(Answer.class);
        when(answer.key()).thenReturn("key");
        when(front.name()).thenReturn("lobby");
        when(front.isReachable()).thenReturn(true);
        when(front.deliver(any())).thenReturn(new Front.Delivery.Delivered());
        when(answers.next(any(), any())).thenAnswer(call -> {
            looks.incrementAndGet();
            idle.countDown();
            return due.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? Optional.of(answer) : Optional.empty();
        });
        Deliveries deliveries =
                new Deliveries(new Outbox(front, answers, OutboxPolicy.USUAL, new Random(1)), "lobby", last);
        assertThat(idle.await(30, TimeUnit.SECONDS)).isTrue();
        return deliveries;
    }

    /** All threads sleep when the last answers become due, so that none is taken but by a last round. */
    @Test
    void whatBecameDueLastIsDeliveredBeforeTheEnd() throws InterruptedException {
        Deliveries deliveries = deliveries(Duration.ofSeconds(30));
        due.set(1000);
        deliveries.close();
        assertThat(due).hasValue(0);
    }

    @Test
    void theLastRoundHasItsTime() throws InterruptedException {
        Deliveries deliveries = deliveries(Duration.ofMillis(200));
        due.set(Integer.MAX_VALUE);
        deliveries.close();
        assertThat(due.get()).isPositive();
    }
}
