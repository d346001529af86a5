package io.pareidolia.bot.job;

import io.pareidolia.bot.fetch.FetchFailure;
import io.pareidolia.bot.fetch.FetchedPicture;
import io.pareidolia.bot.fetch.HostList;
import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.Decision;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.Order;
import io.pareidolia.bot.quota.Permit;
import io.pareidolia.bot.quota.Requester;
import io.pareidolia.dream.DreamEstimate;
import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The way of a request from the front's acknowledgement into the queue: who asks, may they, where is the picture, what
 * will it cost, is the quota enough. Whatever is wrong is found here, before anything is charged; what only decoding can
 * tell is found by the dreamer. Any thread may use it; fetching a picture takes its time.
 */
public final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private static final String FULL =
            "There is no room for more pictures here at the moment; try again when older ones were deleted.";
    private static final String REPORTED =
            "This picture was reported, and nobody who decides on that has looked at it yet.";
    private static final String GONE = "That picture is not kept here any more; send it once more.";

    /** Even the smallest dream is read, looked at and written. */
    private static final double LEAST_SECONDS = 0.5;

    private final Jobs jobs;
    private final Pictures pictures;
    private final PictureFetcher fetcher;
    private final Map<String, HostList> hosts;
    private final PictureReader reader;
    private final RecipeDesk desk;
    private final Admission admission;
    private final Clock clock;

    /** @param hosts from which each front fetches; from any, where a front is not among them */
    public Intake(
            Jobs jobs,
            Pictures pictures,
            PictureFetcher fetcher,
            Map<String, HostList> hosts,
            PictureReader reader,
            RecipeDesk desk,
            Admission admission,
            Clock clock) {
        this.jobs = jobs;
        this.pictures = pictures;
        this.fetcher = fetcher;
        this.hosts = Map.copyOf(hosts);
        this.reader = reader;
        this.desk = desk;
        this.admission = admission;
        this.clock = clock;
    }

    /** Writes a request down as soon as its front has acknowledged it; the same one again is the first one's job. */
    public Jobs.Receipt receive(Received received) {
        return jobs.receive(received);
    }

    /**
     * Decides on a request that was received: it is queued or refused when this returns. One on which was decided before
     * stays as it is.
     *
     * @throws RuntimeException if the store cannot be used; then the request is still {@code RECEIVED}
     */
    public Decided decide(JobId id) {
        Job job = job(id);
        MDC.put("job", id.text());
        try {
            return job.state() == JobState.RECEIVED ? decided(job) : asItIs(job);
        } finally {
            MDC.remove("job");
        }
    }

    /**
     * Decides on what was received a while ago, and not decided on: before a crash, or because something was amiss.
     *
     * @param patience what is younger may be under way
     */
    public void resume(String front, Duration patience) {
        Instant before = clock.instant().minus(patience);
        for (JobId id : jobs.undecided(front)) {
            try {
                if (job(id).created().isBefore(before)) {
                    decide(id);
                }
            } catch (RuntimeException later) {
                LOG.error("{}: could not be taken up again: {}", id, later.getMessage());
            }
        }
    }

    private Job job(JobId id) {
        return jobs.find(id).orElseThrow(() -> new IllegalStateException("there is no job " + id));
    }

    private static Decided asItIs(Job job) {
        return job.state() == JobState.REFUSED
                ? new Decided.Refused(
                        job, Refusal.of(Refusal.Reason.REQUEST, job.sentence().orElse("This was refused.")))
                : new Decided.Queued(job);
    }

    private Decided decided(Job job) {
        Refusal refusal;
        try {
            admit(job);
            return asItIs(job(job.id()));
        } catch (RefusedException refused) {
            refusal = refused.refusal;
        } catch (IllegalStateException faster) {
            Job now = job(job.id());
            if (now.state() == JobState.RECEIVED) {
                throw faster;
            }
            return asItIs(now); // somebody else decided on it meanwhile
        }
        LOG.info("refused ({}): {}", refusal.reason(), refusal.sentence());
        jobs.end(job.id(), JobState.REFUSED, refusal.sentence());
        return new Decided.Refused(job(job.id()), refusal);
    }

    /** Leaves the intake with a refusal. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        RefusedException(Refusal refusal) {
            super(refusal.sentence(), null, false, false);
            this.refusal = refusal;
        }

        RefusedException(Refusal.Reason reason, String sentence) {
            this(Refusal.of(reason, sentence));
        }
    }

    private void admit(Job job) throws RefusedException {
        Asker asker = job.received().asker();
        Requester requester = new Requester(
                asker.front(), asker.community(), asker.member(), job.received().roles());
        Optional<Permit.Forbidden> no = admission.mayAsk(requester);
        if (no.isPresent()) {
            throw forbidden(no.get());
        }
        Wish wish = job.received().wish();
        if (wish.source() instanceof Wish.Source.Link link) {
            try (FetchedPicture fetched = fetched(link, asker.front())) {
                JobPicture source = kept(fetched);
                queue(job, requester, source, fetched.header().size());
                if (isGone(source)) {
                    kept(fetched); // somebody deleted the same picture in the moment before it was in use here too
                }
            }
        } else {
            JobPicture source = source(wish.source());
            queue(job, requester, source, size(source));
        }
    }

    private static RefusedException forbidden(Permit.Forbidden forbidden) {
        return new RefusedException(new Refusal(
                forbidden.paused() ? Refusal.Reason.UNAVAILABLE : Refusal.Reason.FORBIDDEN,
                forbidden.sentence(),
                forbidden.until()));
    }

    private FetchedPicture fetched(Wish.Source.Link link, String front) throws RefusedException {
        try {
            return fetcher.fetch(link.url(), hosts.getOrDefault(front, HostList.ANY));
        } catch (FetchFailure failure) {
            throw new RefusedException(reason(failure.reason()), failure.sentence());
        }
    }

    private static Refusal.Reason reason(FetchFailure.Reason reason) {
        return switch (reason) {
            case NOT_A_PICTURE -> Refusal.Reason.NOT_A_PICTURE;
            case TOO_LARGE -> Refusal.Reason.TOO_LARGE;
            case NO_ROOM -> Refusal.Reason.UNAVAILABLE;
            default -> Refusal.Reason.REQUEST;
        };
    }

    private JobPicture kept(FetchedPicture fetched) throws RefusedException {
        if (!pictures.hasRoomFor(fetched.bytes())) {
            throw new RefusedException(Refusal.Reason.UNAVAILABLE, FULL);
        }
        try {
            return pictures.keep(JobPicture.SOURCE, fetched.file(), fetched.mediaType());
        } catch (IOException full) {
            LOG.error("a picture could not be kept", full);
            throw new RefusedException(Refusal.Reason.UNAVAILABLE, FULL);
        }
    }

    private boolean isGone(JobPicture picture) {
        try (Pictures.Opened opened = pictures.open(picture.sha256())) {
            return !Files.exists(opened.file());
        } catch (IOException gone) {
            return true;
        }
    }

    private JobPicture source(Wish.Source source) throws RefusedException {
        if (source instanceof Wish.Source.Kept kept) {
            return kept.picture();
        }
        Wish.Source.OfJob other = (Wish.Source.OfJob) source;
        return jobs.pictures(other.job()).stream()
                .filter(picture -> picture.role().equals(other.role()))
                .findFirst()
                .map(picture ->
                        new JobPicture(JobPicture.SOURCE, picture.sha256(), picture.mediaType(), picture.bytes()))
                .orElseThrow(() -> new RefusedException(Refusal.Reason.REQUEST, GONE));
    }

    private PictureSize size(JobPicture source) throws RefusedException {
        if (!pictures.hasRoomFor(0)) {
            throw new RefusedException(Refusal.Reason.UNAVAILABLE, FULL);
        }
        try (Pictures.Opened opened = pictures.open(source.sha256())) {
            return reader.header(Files.readAllBytes(opened.file()), "This picture")
                    .size();
        } catch (NoSuchFileException gone) {
            throw new RefusedException(Refusal.Reason.REQUEST, GONE);
        } catch (IOException unreadable) {
            LOG.error("a kept picture could not be read", unreadable);
            throw new RefusedException(Refusal.Reason.UNAVAILABLE, GONE);
        } catch (DreamException noPicture) {
            throw new RefusedException(Refusal.Reason.NOT_A_PICTURE, sentence(noPicture));
        }
    }

    private void queue(Job job, Requester requester, JobPicture source, PictureSize size) throws RefusedException {
        if (jobs.isPutAside(source.sha256())) {
            throw new RefusedException(Refusal.Reason.FORBIDDEN, REPORTED);
        }
        RecipeDesk.Completed wanted = said(
                Refusal.Reason.REQUEST,
                () -> desk.complete(job.received().wish().recipe(), size, admission.limits(requester)));
        DreamEstimate estimate = said(Refusal.Reason.TOO_COSTLY, () -> desk.estimate(wanted, size));
        double seconds = Math.max(estimate.seconds(), LEAST_SECONDS);
        Order order = new Order(seconds, estimate.size().longest(), wanted.network(), wanted.look());
        Permit permit = admission.permit(requester, order);
        if (permit instanceof Permit.Forbidden no) {
            throw forbidden(no);
        }
        Permit.Allowed allowed = (Permit.Allowed) permit;
        Decision decision = jobs.queue(
                job.id(),
                new Accepted(
                        wanted.text(),
                        seconds,
                        allowed.priority(),
                        Optional.empty(),
                        filter(requester, job),
                        List.of(source)),
                allowed.booking());
        if (!(decision instanceof Decision.Booked)) {
            Optional<Instant> renews = admission.renews(decision);
            throw new RefusedException(new Refusal(Refusal.Reason.QUOTA, admission.sentence(decision), renews));
        }
    }

    private ContentRule filter(Requester requester, Job job) {
        Limits limits = admission.limits(requester);
        return job.received().nsfw() && limits.nsfwExempt() ? ContentRule.OFF : ContentRule.named(limits.filter());
    }

    /** What the core refuses is refused for this reason. */
    private static <T> T said(Refusal.Reason reason, Supplier<T> work) throws RefusedException {
        try {
            return work.get();
        } catch (DreamException wrong) {
            if (wrong.kind() != DreamException.Kind.INPUT) {
                throw wrong;
            }
            throw new RefusedException(reason, sentence(wrong));
        }
    }

    private static String sentence(DreamException failure) {
        return String.valueOf(failure.getMessage());
    }
}
