package io.pareidolia.bot.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Answers;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedTest {
    private final JobWatch watch = mock(JobWatch.class);
    private final Jobs jobs = mock(Jobs.class);
    private final Job job = MetricsTest.job("");
    private final Lease lease = new Lease(job.id(), 1);

    @Test
    void onlyWhatTheStoreHasTakenIsTold() {
        Jobs watched = new WatchedJobs(jobs, watch);
        assertThat(watched.dreamed(lease, List.of(), 1, false, Duration.ofDays(1)))
                .isFalse();
        assertThat(watched.end(lease, JobState.FAILED, "no")).isFalse();
        assertThat(watched.handBack(lease)).isFalse();
        verifyNoInteractions(watch);
        when(jobs.dreamed(any(), any(), eq(1.0), eq(false), any())).thenReturn(true);
        watched.dreamed(lease, List.of(), 1, false, Duration.ofDays(1));
        verify(watch).dreamed(lease, 1, false);
    }

    @Test
    void aClaimIsTimedWhetherOrNotThereIsAJob() {
        Jobs watched = new WatchedJobs(jobs, watch);
        when(jobs.claim(any(), any())).thenReturn(Optional.empty());
        watched.claim("w", Duration.ofSeconds(1));
        verify(watch).nothingToClaim(any());
        Claim claim = new Claim(lease, job, List.of());
        when(jobs.claim(any(), any())).thenReturn(Optional.of(claim));
        assertThat(watched.claim("w", Duration.ofSeconds(1))).contains(claim);
        verify(watch).claimed(eq("w"), eq(claim), any());
    }

    @Test
    void aCancelOfWhatWaitsIsToldAtOnceAndOneOfWhatIsDreamedByItsWorker() {
        Jobs watched = new WatchedJobs(jobs, watch);
        Job waiting = mock(Job.class);
        when(waiting.state()).thenReturn(JobState.QUEUED);
        Job ended = mock(Job.class);
        when(ended.state()).thenReturn(JobState.CANCELLED);
        when(jobs.find(job.id())).thenReturn(Optional.of(job));
        when(jobs.cancel(job.id(), "no")).thenReturn(true);
        assertThat(watched.cancel(job.id(), "no")).isTrue();
        verifyNoInteractions(watch);
        when(jobs.find(job.id())).thenReturn(Optional.of(waiting), Optional.of(ended));
        assertThat(watched.cancel(job.id(), "no")).isTrue();
        verify(watch).ended(job.id(), JobState.CANCELLED, "no");
    }

    @Test
    void anAnswerThatSomebodyElseHasSettledIsNotToldTwice() {
        Answers answers = mock(Answers.class);
        Answer answer = new Answer(job, List.of(), 1, false);
        Answers watched = new WatchedAnswers(answers, watch);
        watched.delivered(answer);
        verify(watch, never()).delivered(any());
        when(answers.delivered(answer)).thenReturn(true);
        watched.delivered(answer);
        verify(watch).delivered(answer);
    }

    @Test
    void aFrontThatThrowsStillThrows() {
        Front front = mock(Front.class);
        Answer answer = new Answer(job, List.of(), 1, false);
        when(front.deliver(answer)).thenThrow(new IllegalStateException("cut"));
        assertThatThrownBy(() -> new WatchedFront(front, watch).deliver(answer)).hasMessage("cut");
        verify(watch).tried(any(), eq(answer), any(Front.Delivery.Unknown.class), any());
    }

    @Test
    void oneThatFailsKeepsNoOtherFromHearing() {
        JobWatch broken = mock(JobWatch.class);
        doThrow(new IllegalStateException("broken")).when(broken).handedBack(lease);
        new JobWatches(List.of(broken, watch)).handedBack(lease);
        verify(watch).handedBack(lease);
    }
}
