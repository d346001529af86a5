package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Accepted;
import io.pareidolia.bot.job.Claim;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobPicture;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.job.Progress;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Wish;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Decision;
import io.pareidolia.bot.store.Turns.Turn;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The jobs, in a database. */
public final class SqlJobs implements Jobs {
    /** Ends that a front has to tell. */
    private static final Set<JobState> TOLD = Set.of(JobState.REFUSED, JobState.FAILED);

    /** Ends at which the person got nothing and is not to blame. */
    private static final Set<JobState> REFUNDED =
            Set.of(JobState.REFUSED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);

    /** Ends after which a request may be tried again. */
    private static final Set<JobState> AGAIN = Set.of(JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);

    /** Jobs whose time has come that one claim makes ready: more would keep others waiting. */
    private static final int PROMOTED_AT_ONCE = 100;

    private static final String CANCELLED = "This dream was cancelled.";

    private final Database database;
    private final Turns turns;
    private final SecureRandom random;

    public SqlJobs(Database database, SecureRandom random) {
        this.database = database;
        this.turns = new Turns(database);
        this.random = random;
    }

    @Override
    public Receipt receive(Received received) {
        return database.write(handle -> {
            long now = database.now(handle);
            boolean first =
                    handle.createUpdate("INSERT INTO job (id, front, external_id, community, member, roles, nsfw, wish,"
                                            + " reply_to, reply_until, state, created, changed)"
                                            + " VALUES (:id, :front, :externalId, :community, :member, :roles, :nsfw, :wish,"
                                            + " :replyTo, :replyUntil, 'received', :now, :now)"
                                            + " ON CONFLICT (front, external_id) DO NOTHING")
                                    .bind("id", JobId.random(random).text())
                                    .bindMethods(received.asker())
                                    .bind("externalId", received.externalId())
                                    .bind("roles", JobRow.text(received.roles()))
                                    .bind("nsfw", received.nsfw() ? 1 : 0)
                                    .bind("wish", received.wish().text())
                                    .bind("replyTo", received.replyTo())
                                    .bind(
                                            "replyUntil",
                                            received.replyUntil()
                                                    .map(instant -> (Long) instant.toEpochMilli())
                                                    .orElse(null))
                                    .bind("now", now)
                                    .execute()
                            == 1;
            JobRow row = handle.createQuery("SELECT * FROM job WHERE front = :front AND external_id = :externalId")
                    .bind("front", received.asker().front())
                    .bind("externalId", received.externalId())
                    .map(JobRow.MAPPER)
                    .one();
            if (first && received.wish().source() instanceof Wish.Source.Kept kept) {
                add(handle, row.number(), List.of(kept.picture())); // from now on it is in use
            }
            return new Receipt(row.job(), first);
        });
    }

    @Override
    public Optional<Job> find(JobId id) {
        return database.read(handle -> row(handle, id).map(JobRow::job));
    }

    @Override
    public List<JobPicture> pictures(JobId id) {
        return database.read(handle ->
                row(handle, id).map(row -> pictures(handle, row.number())).orElse(List.of()));
    }

    @Override
    public boolean isPutAside(String sha256) {
        return database.read(handle -> handle.createQuery(
                        "SELECT 1 FROM job_picture WHERE sha256 = :sha256 AND role LIKE :held LIMIT 1")
                .bind("sha256", sha256)
                .bind("held", SqlBelongings.HELD + "%")
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    static List<JobPicture> pictures(Handle handle, long number) {
        return handle.createQuery(
                        "SELECT role, sha256, media_type, bytes FROM job_picture WHERE job = :job ORDER BY role")
                .bind("job", number)
                .map((row, context) ->
                        new JobPicture(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)))
                .list();
    }

    private static Optional<JobRow> row(Handle handle, JobId id) {
        return handle.createQuery("SELECT * FROM job WHERE id = :id")
                .bind("id", id.text())
                .map(JobRow.MAPPER)
                .findOne();
    }

    /** The job with its tenant, its flow and itself locked, so that it stays as it is seen. */
    private Optional<JobRow> locked(Handle handle, JobId id) {
        Optional<JobRow> seen = row(handle, id);
        if (seen.isEmpty()) {
            return seen;
        }
        if (!database.shared()) {
            return seen;
        }
        if (seen.get().job().state() != JobState.RECEIVED) {
            turns.lock(handle, turn(seen.get().job()));
        }
        return handle.createQuery("SELECT * FROM job WHERE id = :id" + database.locking())
                .bind("id", id.text())
                .map(JobRow.MAPPER)
                .findOne();
    }

    private static Turn turn(Job job) {
        return Turn.of(job.received().asker());
    }

    @Override
    public Decision queue(JobId id, Accepted accepted, Booking booking) {
        try {
            return database.write(handle -> queue(handle, id, accepted, booking));
        } catch (NotBooked notBooked) {
            return notBooked.decision;
        }
    }

    /** Undoes the transaction of a booking that is not possible. */
    private static final class NotBooked extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Decision decision;

        NotBooked(Decision decision) {
            super(decision.toString(), null, false, false);
            this.decision = decision;
        }
    }

    private Decision queue(Handle handle, JobId id, Accepted accepted, Booking booking) {
        JobRow row = row(handle, id).orElseThrow(() -> new IllegalStateException("there is no job " + id));
        Turn turn = turn(row.job());
        turns.open(handle, turn, booking);
        JobState state = row(handle, id).orElseThrow().job().state();
        if (state != JobState.RECEIVED) { // before limits, which its own booking may have used up
            throw new IllegalStateException("the job " + id + " is " + state + ", not received");
        }
        long now = database.now(handle);
        int waiting = handle.createQuery("SELECT COUNT(*) FROM job WHERE front = :front AND community = :community"
                        + " AND member = :member AND state = 'queued'")
                .bindMap(turn.named())
                .mapTo(Integer.class)
                .one();
        if (waiting >= booking.memberWaiting()) {
            throw new NotBooked(new Decision.Crowded(waiting));
        }
        Ledger.charge(handle, row.number(), booking.charges()).ifPresent(exhausted -> {
            throw new NotBooked(exhausted);
        });
        long runAt = accepted.notBefore().map(java.time.Instant::toEpochMilli).orElse(now);
        boolean due = runAt <= now;
        int queued = handle.createUpdate("UPDATE job SET state = 'queued', recipe = :recipe, cost = :cost,"
                        + " priority = :priority, filter = :filter, run_at = :runAt, due = :due, changed = :now"
                        + " WHERE number = :number AND state = 'received'")
                .bind("recipe", accepted.recipe())
                .bind("cost", accepted.cost())
                .bind("priority", accepted.priority())
                .bind("filter", accepted.filter().word())
                .bind("runAt", runAt)
                .bind("due", due ? 1 : 0)
                .bind("now", now)
                .bind("number", row.number())
                .execute();
        if (queued == 0) {
            throw new IllegalStateException("the job " + id + " is " + row.job().state() + ", not received");
        }
        add(handle, row.number(), accepted.inputs());
        if (due) {
            turns.ready(handle, turn);
        }
        return new Decision.Booked();
    }

    private static void add(Handle handle, long number, List<JobPicture> pictures) {
        for (JobPicture picture : pictures) {
            handle.createUpdate("INSERT INTO job_picture (job, role, sha256, media_type, bytes)"
                            + " VALUES (:job, :role, :sha256, :mediaType, :bytes) ON CONFLICT (job, role) DO NOTHING")
                    .bind("job", number)
                    .bindMethods(picture)
                    .execute();
        }
    }

    @Override
    public boolean end(JobId id, JobState end, String sentence) {
        return database.write(handle -> locked(handle, id)
                .filter(row -> row.job().state() != JobState.DREAMING)
                .filter(row -> row.job().state().next().contains(end))
                .map(row -> {
                    ended(handle, row, end, sentence);
                    return true;
                })
                .orElse(false));
    }

    /** Writes the end of a job that nobody dreams, and gives back what it was charged. */
    private void ended(Handle handle, JobRow row, JobState end, String sentence) {
        change(handle, row, end, ", due = 0, sentence = :sentence")
                .bind("sentence", sentence)
                .execute();
        if (row.due()) {
            turns.unready(handle, turn(row.job()));
        }
        if (REFUNDED.contains(end)) {
            Ledger.refund(handle, row.number());
        }
        if (TOLD.contains(end)
                && row.job().state() != JobState.ANSWERING
                && row.job().state() != JobState.DREAMED) {
            SqlAnswers.owe(handle, row, database.now(handle));
        }
    }

    /** The update of a job's state, and of what else {@code more} sets. */
    private Update change(Handle handle, JobRow row, JobState to, String more) {
        return change(handle, row, to, database.now(handle), more);
    }

    private static Update change(Handle handle, JobRow row, JobState to, long now, String more) {
        return handle.createUpdate("UPDATE job SET state = :state, changed = :now" + more + " WHERE number = :number")
                .bind("state", to.word())
                .bind("now", now)
                .bind("number", row.number());
    }

    @Override
    public Optional<Claim> claim(String worker, Duration lease) {
        return database.write(handle -> {
            long now = database.now(handle);
            promote(handle, now);
            return turns.next(handle).flatMap(turn -> claim(handle, turn, worker, now + lease.toMillis(), now));
        });
    }

    /** Jobs whose time has come join those that may be dreamed. */
    private void promote(Handle handle, long now) {
        List<JobRow> come = handle.createQuery("SELECT * FROM job WHERE state = 'queued' AND due = 0"
                        + " AND run_at <= :now ORDER BY run_at LIMIT " + PROMOTED_AT_ONCE)
                .bind("now", now)
                .map(JobRow.MAPPER)
                .list();
        for (JobRow row : come) {
            turns.lock(handle, turn(row.job()));
            int promoted = handle.createUpdate(
                            "UPDATE job SET due = 1 WHERE number = :number AND state = 'queued' AND due = 0")
                    .bind("number", row.number())
                    .execute();
            if (promoted == 1) {
                turns.ready(handle, turn(row.job()));
            }
        }
    }

    private Optional<Claim> claim(Handle handle, Turn turn, String worker, long until, long now) {
        JobRow row = handle.createQuery("UPDATE job SET state = 'dreaming', due = 0, fence = fence + 1,"
                        + " lease_until = :until, worker = :worker, share = NULL, seconds_left = NULL, changed = :now"
                        + " WHERE number = (SELECT number FROM job WHERE front = :front AND community = :community"
                        + " AND member = :member AND due = 1 ORDER BY priority DESC, number LIMIT 1"
                        + database.locking() + ") RETURNING *")
                .bind("until", until)
                .bind("worker", worker)
                .bind("now", now)
                .bindMap(turn.named())
                .map(JobRow.MAPPER)
                .findOne()
                .orElseThrow(() -> new IllegalStateException("the counters of " + turn + " are wrong"));
        Job job = row.job();
        turns.begin(handle, turn, job.cost());
        return Optional.of(new Claim(new Lease(job.id(), job.fence()), job, pictures(handle, row.number())));
    }

    @Override
    public Heard heartbeat(Lease lease, Duration duration, Optional<Progress> progress) {
        return database.write(handle -> {
            long now = database.now(handle);
            Optional<Integer> cancel = handle.createQuery(
                            "UPDATE job SET lease_until = :until, heard = COALESCE(:heard, heard),"
                                    + " share = COALESCE(:share, share), seconds_left = COALESCE(:left, seconds_left)"
                                    + " WHERE id = :id AND fence = :fence AND state = 'dreaming' RETURNING cancel_asked")
                    .bind("until", now + duration.toMillis())
                    .bind("heard", progress.map(told -> (Long) now).orElse(null))
                    .bind("share", progress.map(Progress::share).orElse(null))
                    .bind("left", progress.map(Progress::secondsLeft).orElse(null))
                    .bind("id", lease.job().text())
                    .bind("fence", lease.fence())
                    .mapTo(Integer.class)
                    .findOne();
            return cancel.map(asked -> asked == 1 ? Heard.UNWANTED : Heard.OURS).orElse(Heard.GONE);
        });
    }

    /** The job of a lease that still holds, locked. */
    private Optional<JobRow> held(Handle handle, Lease lease) {
        return locked(handle, lease.job())
                .filter(row ->
                        row.job().state() == JobState.DREAMING && row.job().fence() == lease.fence());
    }

    @Override
    public boolean dreamed(Lease lease, List<JobPicture> outputs, double seconds, boolean hidden, Duration kept) {
        return database.write(handle -> held(handle, lease)
                .map(row -> {
                    if (row.job().cancelAsked()) {
                        stopped(handle, row, JobState.CANCELLED, CANCELLED);
                        return false;
                    }
                    long now = database.now(handle);
                    change(
                                    handle,
                                    row,
                                    JobState.DREAMED,
                                    now,
                                    ", lease_until = NULL, seconds = :seconds, hidden = :hidden,"
                                            + " kept_until = :now + :kept")
                            .bind("seconds", seconds)
                            .bind("hidden", hidden ? 1 : 0)
                            .bind("kept", kept.toMillis())
                            .execute();
                    add(handle, row.number(), outputs);
                    SqlPreviews.forget(handle, row.number());
                    turns.end(handle, turn(row.job()), seconds - row.job().cost());
                    SqlAnswers.owe(handle, row, now);
                    return true;
                })
                .orElse(false));
    }

    @Override
    public boolean end(Lease lease, JobState end, String sentence) {
        return database.write(handle -> held(handle, lease)
                .filter(row -> row.job().state().next().contains(end))
                .map(row -> {
                    stopped(handle, row, end, sentence);
                    return true;
                })
                .orElse(false));
    }

    @Override
    public ContentRefusal refuseContent(Lease lease, String sentence, int perHour, Duration pause) {
        return database.write(handle -> held(handle, lease)
                .map(row -> {
                    stopped(handle, row, JobState.REFUSED, sentence);
                    return new ContentRefusal(true, RefusedPictures.add(database, handle, row, perHour, pause));
                })
                .orElse(new ContentRefusal(false, false)));
    }

    private void stopped(Handle handle, JobRow row, JobState end, String sentence) {
        change(handle, row, end, ", lease_until = NULL, sentence = :sentence")
                .bind("sentence", sentence)
                .execute();
        SqlPreviews.forget(handle, row.number());
        turns.end(handle, turn(row.job()), 0);
        if (end != JobState.CANCELLED) { // whoever cancels what is dreamed already has used the device
            Ledger.refund(handle, row.number());
        }
        if (TOLD.contains(end)) {
            SqlAnswers.owe(handle, row, database.now(handle));
        }
    }

    @Override
    public boolean handBack(Lease lease) {
        return database.write(handle -> held(handle, lease)
                .map(row -> {
                    requeue(handle, row, 0);
                    return true;
                })
                .orElse(false));
    }

    /** Back to its old place: its number is smaller than those of later ones, and its turn was not used. */
    private void requeue(Handle handle, JobRow row, int losses) {
        change(
                        handle,
                        row,
                        JobState.QUEUED,
                        ", due = 1, lease_until = NULL, share = NULL, seconds_left = NULL, losses = losses + :losses")
                .bind("losses", losses)
                .execute();
        SqlPreviews.forget(handle, row.number());
        turns.end(handle, turn(row.job()), -row.job().cost());
        turns.ready(handle, turn(row.job()));
    }

    @Override
    public List<JobId> takeBack(int mostLosses, String sentence) {
        List<JobId> late = database.read(handle -> handle.createQuery(
                        "SELECT id FROM job WHERE state = 'dreaming' AND lease_until < :now ORDER BY lease_until")
                .bind("now", database.now(handle))
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
        List<JobId> taken = new ArrayList<>();
        for (JobId id : late) {
            if (takeBack(id, mostLosses, sentence)) {
                taken.add(id);
            }
        }
        return taken;
    }

    private boolean takeBack(JobId id, int mostLosses, String sentence) {
        return database.write(handle -> {
            Optional<JobRow> found = locked(handle, id);
            boolean late = handle.createQuery("SELECT COUNT(*) FROM job WHERE id = :id AND state = 'dreaming'"
                                    + " AND lease_until < :now")
                            .bind("id", id.text())
                            .bind("now", database.now(handle))
                            .mapTo(Integer.class)
                            .one()
                    == 1;
            if (found.isEmpty() || !late) {
                return false;
            }
            lost(handle, found.get(), mostLosses, sentence);
            return true;
        });
    }

    private void lost(Handle handle, JobRow row, int mostLosses, String sentence) {
        if (row.job().cancelAsked()) {
            stopped(handle, row, JobState.CANCELLED, sentence);
        } else if (row.job().losses() + 1 >= mostLosses) {
            stopped(handle, row, JobState.FAILED, sentence);
        } else {
            requeue(handle, row, 1);
        }
    }

    @Override
    public boolean lost(Lease lease, int mostLosses, String sentence) {
        return database.write(handle -> held(handle, lease)
                .map(row -> {
                    lost(handle, row, mostLosses, sentence);
                    return true;
                })
                .orElse(false));
    }

    @Override
    public void endLeases() {
        database.write(handle -> handle.createUpdate("UPDATE job SET lease_until = 0 WHERE state = 'dreaming'")
                        .execute()
                + SqlAnswers.endTries(handle));
    }

    @Override
    public List<JobId> undecided(String front) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id FROM job WHERE front = :front AND state = 'received' ORDER BY number")
                .bind("front", front)
                .map((row, context) -> new JobId(row.getString(1)))
                .list());
    }

    @Override
    public List<Job> open(String front, int most) {
        return open("front = :front", Map.of("front", front), most);
    }

    @Override
    public List<Job> open(String front, String member, int most) {
        return open(
                "front = :front AND member = :member AND cancel_asked = 0",
                Map.of("front", front, "member", member),
                most);
    }

    private List<Job> open(String which, Map<String, String> values, int most) {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM job WHERE " + which
                        + " AND state IN ('queued', 'dreaming') ORDER BY number LIMIT :most")
                .bindMap(values)
                .bind("most", most)
                .map(JobRow.MAPPER)
                .list()
                .stream()
                .map(JobRow::job)
                .toList());
    }

    @Override
    public boolean cancel(JobId id, String sentence) {
        return database.write(handle -> cancel(handle, id, sentence));
    }

    boolean cancel(Handle handle, JobId id, String sentence) {
        return locked(handle, id)
                .map(row -> switch (row.job().state()) {
                    case RECEIVED, QUEUED -> {
                        ended(handle, row, JobState.CANCELLED, sentence);
                        yield true;
                    }
                    case DREAMING ->
                        handle.createUpdate("UPDATE job SET cancel_asked = 1 WHERE number = :number")
                                        .bind("number", row.number())
                                        .execute()
                                == 1;
                    default -> false;
                })
                .orElse(false);
    }

    /**
     * Makes a job for the same request once more, which costs nobody anything: the first one's end stays told. Twice
     * said it is the same job.
     *
     * @return its name, or empty if the first one has not ended in vain, or its picture is gone, or nobody can be answered
     *     any more
     */
    Optional<JobId> again(Handle handle, JobId id) {
        long now = database.now(handle);
        return locked(handle, id)
                .filter(row -> AGAIN.contains(row.job().state()))
                .filter(row -> row.job()
                        .received()
                        .replyUntil()
                        .map(end -> end.toEpochMilli() > now)
                        .orElse(true))
                .filter(row -> row.job().recipe().isEmpty()
                        || pictures(handle, row.number()).stream()
                                .anyMatch(picture -> picture.role().equals(JobPicture.SOURCE)))
                .map(row -> again(handle, row, now));
    }

    private JobId again(Handle handle, JobRow row, long now) {
        boolean queued = row.job().recipe().isPresent();
        String externalId = row.job().received().externalId() + " again";
        Optional<JobId> made = handle.createQuery("INSERT INTO job (id, front, external_id, community, member, roles,"
                        + " nsfw, wish, reply_to, reply_until, state, recipe, cost, priority, filter, run_at, due, created,"
                        + " changed) SELECT :id, front, :externalId, community, member, roles, nsfw, wish, reply_to,"
                        + " reply_until, :state, recipe, cost, priority, filter, :now, :due, :now, :now FROM job"
                        + " WHERE number = :number ON CONFLICT (front, external_id) DO NOTHING RETURNING id")
                .bind("id", JobId.random(random).text())
                .bind("externalId", externalId)
                .bind("state", (queued ? JobState.QUEUED : JobState.RECEIVED).word())
                .bind("due", queued ? 1 : 0)
                .bind("now", now)
                .bind("number", row.number())
                .map((inserted, context) -> new JobId(inserted.getString(1)))
                .findOne();
        made.ifPresent(id -> {
            add(
                    handle,
                    row(handle, id).orElseThrow().number(),
                    pictures(handle, row.number()).stream()
                            .filter(picture -> picture.role().equals(JobPicture.SOURCE))
                            .toList());
            if (queued) {
                turns.ready(handle, turn(row.job()));
            }
        });
        return made.orElseGet(
                () -> handle.createQuery("SELECT id FROM job WHERE front = :front AND external_id = :externalId")
                        .bind("front", row.job().received().asker().front())
                        .bind("externalId", externalId)
                        .map((known, context) -> new JobId(known.getString(1)))
                        .one());
    }
}
