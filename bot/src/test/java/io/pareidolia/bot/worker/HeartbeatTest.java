package io.pareidolia.bot.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Previews;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    /** Or else a dream that is done would be dreamed again. */
    @Test
    void aDatabaseThatIsAwayAtTheEndIsNotTheJobsTrouble() {
        Blocklists blocklists = mock(Blocklists.class);
        doThrow(new IllegalStateException("the database is away"))
                .when(blocklists)
                .seen(any(), any());
        Duration lasting = Duration.ofMinutes(5);
        DreamerProcess dreamer = new DreamerProcess(
                new DreamerLaunch("none", Map.of(), "cpu", 1, 1, OptionalLong.empty()),
                new DreamerPatience(lasting, lasting, lasting, lasting));
        JobPicture source = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
        Claim claim = new Claim(new Lease(new JobId("0".repeat(26)), 1), mock(Job.class), List.of(source));
        Heartbeat heartbeat = new Heartbeat(
                claim,
                "task",
                mock(Jobs.class),
                mock(Previews.class),
                blocklists,
                dreamer,
                new WorkerPolicy(lasting, 3, lasting, 3, lasting));
        heartbeat.seen(Optional.empty());
        assertThatCode(heartbeat::close).doesNotThrowAnyException();
        verify(blocklists).seen(source.sha256(), Optional.empty());
    }
}
