package io.pareidolia.bot.operation;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Answers;
import java.time.Duration;
import java.util.Optional;

/** Answers that tell how they end. */
public final class WatchedAnswers implements Answers {
    private final Answers answers;
    private final JobWatch watch;

    public WatchedAnswers(Answers answers, JobWatch watch) {
        this.answers = answers;
        this.watch = watch;
    }

    @Override
    public Optional<Answer> next(String front, Duration patience) {
        return answers.next(front, patience);
    }

    @Override
    public boolean delivered(Answer answer) {
        boolean settled = answers.delivered(answer);
        if (settled) {
            watch.delivered(answer);
        }
        return settled;
    }

    @Override
    public boolean later(Answer answer, Duration after, boolean unsure) {
        return answers.later(answer, after, unsure);
    }

    @Override
    public boolean never(Answer answer, String reason) {
        boolean settled = answers.never(answer, reason);
        if (settled) {
            watch.givenUp(answer, reason);
        }
        return settled;
    }
}
