package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Progress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The lobby's dreams, as they are shown. Those of other fronts are none of its business, unless they are shown to
 * everybody there as well.
 */
final class Dreams {
    private static final Set<JobState> PENDING = EnumSet.of(JobState.QUEUED, JobState.DREAMING);

    private final Jobs jobs;
    private final Places places;
    private final Set<String> shared;

    /** @param shared fronts whose dreams whoever has the link may look at */
    Dreams(Jobs jobs, Places places, Set<String> shared) {
        this.jobs = jobs;
        this.places = places;
        this.shared = Set.copyOf(shared);
    }

    /** The job of an id from an address. */
    Optional<Job> job(String id) {
        return named(id).filter(Dreams::isOwn);
    }

    /** The job of an id from an address, to be looked at and nothing else. */
    Optional<Job> shown(String id) {
        return named(id)
                .filter(job ->
                        isOwn(job) || shared.contains(job.received().asker().front()));
    }

    private static boolean isOwn(Job job) {
        return job.received().asker().front().equals(LobbyFront.NAME);
    }

    private Optional<Job> named(String id) {
        JobId name;
        try {
            name = new JobId(id);
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
        return jobs.find(name);
    }

    /** Where a job is in the queue. */
    Optional<Place> place(Job job) {
        return PENDING.contains(job.state()) ? places.of(job.id()) : Optional.empty();
    }

    /** The picture that came of it, if it can be had. */
    Optional<JobPicture> picture(Job job) {
        return job.state() == JobState.ANSWERED
                ? jobs.pictures(job.id()).stream()
                        .filter(picture -> picture.role().equals(JobPicture.DREAM))
                        .findFirst()
                : Optional.empty();
    }

    DreamView view(Job job) {
        Optional<Place> place = place(job);
        Optional<JobPicture> picture = picture(job);
        return new DreamView(
                job.state().word(),
                place.map(Place::place).orElse(null),
                place.flatMap(Dreams::seconds).orElse(null),
                progress(job).orElse(null),
                job.recipe().orElse(null),
                picture.map(there -> address(job.id()) + "/picture").orElse(null),
                picture.flatMap(there -> job.keptUntil()).map(String::valueOf).orElse(null),
                job.hidden(),
                job.sentence().orElse(null));
    }

    private static Optional<Double> progress(Job job) {
        return switch (job.state()) {
            case DREAMING -> Optional.of(job.progress().map(Progress::share).orElse(0.0));
            case DREAMED, ANSWERING, ANSWERED -> Optional.of(1.0);
            default -> Optional.empty();
        };
    }

    /** Until the dream is there, rounded up; empty while nobody can say. */
    static Optional<Long> seconds(Place place) {
        return place.ends().map(ends -> (ends.toMillis() + 999) / 1000);
    }

    static String address(JobId id) {
        return "/api/dreams/" + id.text();
    }
}
