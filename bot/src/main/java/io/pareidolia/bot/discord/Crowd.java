package io.pareidolia.bot.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Of whom as many dreams wait as may, as it was a few seconds ago. Looked up after each request that was decided on, so
 * that the one too many is refused at once; whoever is not known here is refused by the intake.
 */
final class Crowd {
    /** Where more may wait nobody comes that far by hand. */
    private static final int MOST = 20;

    private static final int MEMBERS = 500;

    private final Jobs jobs;
    private final Places places;
    private final Cache<Asker, Full> full =
            Caffeine.newBuilder().maximumSize(MEMBERS).build();

    Crowd(Jobs jobs, Places places) {
        this.jobs = jobs;
        this.places = places;
    }

    /** @param next until the first of them begins */
    private record Full(int waiting, Optional<Duration> next) {}

    /** Looks how many wait. Not on the gateway's thread. */
    void look(Asker asker, int most) {
        if (most > MOST) {
            return;
        }
        List<Job> waiting = jobs.open(asker.front(), asker.member(), 2 * MOST).stream()
                .filter(job ->
                        job.state() == JobState.QUEUED && job.received().asker().equals(asker))
                .toList();
        if (waiting.size() < most) {
            full.invalidate(asker);
        } else {
            full.put(
                    asker,
                    new Full(waiting.size(), places.of(waiting.get(0).id()).flatMap(Place::begins)));
        }
    }

    /** Looks again at those of whom too many waited. */
    void refresh() {
        full.asMap().forEach((asker, known) -> look(asker, known.waiting()));
    }

    /** Why a further one of somebody has to wait until it may wait. */
    Optional<String> refusal(Asker asker, int most, Texts texts) {
        return Optional.ofNullable(full.getIfPresent(asker))
                .filter(known -> known.waiting() >= most)
                .map(known -> known.next()
                        .map(next -> texts.text("refused.waiting", known.waiting(), most, texts.about(next)))
                        .orElseGet(() -> texts.text("refused.waiting.unknown", known.waiting(), most)));
    }
}
