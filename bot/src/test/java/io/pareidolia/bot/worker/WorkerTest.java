package io.pareidolia.bot.worker;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Previews;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.job.Workers;
import io.pareidolia.dream.content.ContentRule;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does with a job that it cannot even begin. */
@Timeout(60)
class WorkerTest {
    private static final JobPicture SOURCE = new JobPicture(JobPicture.SOURCE, "a".repeat(64), "image/png", 10);
    private static final int PATIENCE = 20_000;

    @TempDir
    Path folder;

    private final Jobs jobs = mock(Jobs.class);
    private final Lease lease = new Lease(JobId.random(new SecureRandom()), 1);

    private Job job() {
        Received received = new Received(
                "1",
                new Asker("lobby", "lobby", "me"),
                List.of(),
                false,
                new Wish("", new Wish.Source.Kept(SOURCE)),
                "here",
                Optional.empty());
        return new Job(
                lease.job(),
                received,
                JobState.DREAMING,
                Optional.of("look=eyes"),
                1,
                0,
                ContentRule.SENSITIVE,
                1,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private Worker started(IOException failure) throws Exception {
        DreamerProcess dreamer = mock(DreamerProcess.class);
        when(dreamer.awaitReady(any())).thenReturn(true);
        when(dreamer.state())
                .thenReturn(Optional.of(new DreamerState(
                        "cpu",
                        1,
                        List.of(new DreamerProtocol.NetworkFile("tiny", "0".repeat(64))),
                        Set.of("tiny"),
                        OptionalDouble.empty())));
        Pictures pictures = mock(Pictures.class);
        when(pictures.hasRoomFor(0)).thenReturn(true);
        when(pictures.open(anyString())).thenThrow(failure);
        when(jobs.claim(any(), any()))
                .thenReturn(Optional.of(new Claim(lease, job(), List.of(SOURCE))))
                .thenReturn(Optional.empty());
        Worker worker = new Worker(
                "w",
                dreamer,
                jobs,
                pictures,
                mock(Previews.class),
                mock(Workers.class),
                mock(Blocklists.class),
                new WorkerPolicy(Duration.ofSeconds(30), 3, Duration.ofDays(1), 3, Duration.ofDays(1)),
                folder);
        worker.start();
        return worker;
    }

    @Test
    void aPictureThatIsGoneIsSaidToBe() throws Exception {
        try (Worker worker = started(new NoSuchFileException("gone"))) {
            verify(jobs, timeout(PATIENCE)).end(eq(lease), eq(JobState.FAILED), contains("not kept any more"));
        }
        verify(jobs, never()).handBack(any());
    }

    @Test
    void aFullDiskCostsNobodyTheirJob() throws Exception {
        try (Worker worker = started(new IOException("No space left on device"))) {
            verify(jobs, timeout(PATIENCE)).handBack(lease);
        }
        verify(jobs, never()).end(any(Lease.class), any(), any());
    }
}
