package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Experience;
import io.pareidolia.bot.job.Forecast;
import io.pareidolia.bot.job.Forecast.Community;
import io.pareidolia.bot.job.Forecast.Member;
import io.pareidolia.bot.job.Forecast.Running;
import io.pareidolia.bot.job.Forecast.Scene;
import io.pareidolia.bot.job.Forecast.Waiting;
import io.pareidolia.bot.job.Forecast.Worker;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.JobState;
import io.pareidolia.bot.job.Place;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Reckoning;
import io.pareidolia.bot.job.Reckoning.Line;
import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Places, from what a transaction that only reads sees of the queue. It is played forward at most once a second, and
 * once more for a job that came since; if too many jobs wait for that, a job's place is reckoned.
 */
public final class SqlPlaces implements Places {
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Jobs that are played forward; more would take too long. */
    private static final int MOST_PLAYED = 5000;

    /** Dreams by which estimates are corrected. */
    private static final int MEASURED = 50;

    /** Of a community's jobs, to know what they cost. */
    private static final int SAMPLE = 5;

    /** From this share of a dream on its worker is believed alone. */
    private static final double BELIEVED = 0.3;

    /** One's own jobs that are counted: who has more before this one will not ask when exactly it comes. */
    private static final int MOST_COUNTED = 20_000;

    private static final String ROWS =
            "SELECT j.number, j.id, j.front, j.community, j.member, j.cost, j.priority, j.due,"
                    + " j.run_at, j.changed, j.worker, j.share, j.seconds_left, j.heard, f.vtime AS flow_turn,"
                    + " f.max_running AS flow_most, t.vtime AS tenant_turn, t.weight, t.max_running AS tenant_most, t.paused"
                    + " FROM job j JOIN flow f ON f.front = j.front AND f.community = j.community AND f.member = j.member"
                    + " JOIN tenant t ON t.front = j.front AND t.community = j.community WHERE ";

    private final Database database;
    private final Workers workers;
    private final Clock clock;
    private @Nullable View latest;

    public SqlPlaces(Database database, Workers workers, Clock clock) {
        this.database = database;
        this.workers = workers;
        this.clock = clock;
    }

    /** What is known of the queue since a moment. */
    private sealed interface View {
        long at();

        /** All of it. */
        record Played(long at, Set<JobId> known, Map<JobId, Place> places) implements View {}

        /** Too much to know all. */
        record Reckoned(long at, Reckoning reckoning, Experience experience, Map<List<String>, Line> communities)
                implements View {}
    }

    /** The job that is asked for. */
    private record Asked(
            long number, String front, String community, String member, JobState state, double cost, int priority) {
        /** As statements bind them. */
        Map<String, Object> named() {
            return Map.of(
                    "front", front, "community", community, "member", member, "priority", priority, "number", number);
        }
    }

    @Override
    public Optional<Place> of(JobId id) {
        Optional<Asked> asked = database.read(handle -> asked(handle, id))
                .filter(job -> job.state() == JobState.QUEUED || job.state() == JobState.DREAMING);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        View view = view(id);
        if (view instanceof View.Played played) {
            return Optional.ofNullable(played.places().get(id));
        }
        return database.read(handle -> reckoned(handle, id, asked.get(), (View.Reckoned) view));
    }

    private static Optional<Asked> asked(Handle handle, JobId id) {
        return handle.createQuery(
                        "SELECT number, front, community, member, state, cost, priority FROM job" + " WHERE id = :id")
                .bind("id", id.text())
                .map((row, context) -> new Asked(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        JobState.of(row.getString(5)),
                        row.getDouble(6),
                        row.getInt(7)))
                .findOne();
    }

    private synchronized View view(JobId id) {
        long now = clock.millis();
        View known = latest;
        boolean fresh = known != null && now >= known.at() && now - known.at() < FRESH.toMillis();
        if (known == null
                || !fresh
                || (known instanceof View.Played played && !played.known().contains(id))) {
            List<WorkerCard> present = workers.present();
            known = database.read(handle -> look(handle, now, present));
            latest = known;
        }
        return known;
    }

    private View look(Handle handle, long at, List<WorkerCard> present) {
        long now = database.now(handle);
        Experience experience = experience(handle);
        double pace = present.stream().mapToDouble(WorkerCard::pace).average().orElse(1);
        int ready = handle.createQuery("SELECT COALESCE(SUM(ready), 0) FROM tenant")
                .mapTo(Integer.class)
                .one();
        if (ready > MOST_PLAYED) {
            return new View.Reckoned(at, new Reckoning(present.size()), experience, communities(handle, experience));
        }
        List<Worker> dreaming = present.stream()
                .map(card -> new Worker(card.name(), experience.slower(card.pace() / pace)))
                .toList();
        Map<String, Worker> byName = new HashMap<>();
        dreaming.forEach(worker -> byName.put(worker.name(), worker));
        Members members = new Members();
        List<Running> running = new ArrayList<>();
        Set<JobId> known = new HashSet<>();
        query(handle, "j.state = 'dreaming'", row -> {
            Worker worker = byName.getOrDefault(row.getString("worker"), new Worker("", experience));
            double spent = Math.max(0, (now - row.getLong("changed")) / 1000.0);
            JobId id = new JobId(row.getString("id"));
            running.add(new Running(
                    id,
                    members.of(row),
                    row.getString("worker"),
                    row.getDouble("cost"),
                    spent,
                    left(row, now, worker.experience(), spent)));
            known.add(id);
        });
        List<Waiting> waiting = new ArrayList<>();
        RowReader reader = row -> {
            JobId id = new JobId(row.getString("id"));
            Optional<Double> after =
                    row.getInt("due") == 1 ? Optional.empty() : Optional.of((row.getLong("run_at") - now) / 1000.0);
            if (known.add(id)) {
                waiting.add(new Waiting(
                        row.getLong("number"),
                        id,
                        members.of(row),
                        row.getDouble("cost"),
                        row.getInt("priority"),
                        after));
            }
        };
        query(handle, "j.due = 1 LIMIT " + 2 * MOST_PLAYED, reader);
        query(handle, "j.state = 'queued' AND j.due = 0 ORDER BY j.run_at LIMIT " + MOST_PLAYED, reader);
        return new View.Played(at, known, Forecast.of(new Scene(waiting, running, dreaming)));
    }

    private static Experience experience(Handle handle) {
        return Experience.of(handle.createQuery("SELECT cost, seconds FROM job WHERE seconds IS NOT NULL"
                        + " ORDER BY changed DESC LIMIT " + MEASURED)
                .map((row, context) -> new Experience.Dreamed(row.getDouble(1), row.getDouble(2)))
                .list());
    }

    /**
     * What a running job still takes. Its worker reckons by the steps that are done, of which the first say little: they
     * prepare the network, and a single slow one would be taken for all. So the estimate is believed at first, and the
     * worker the more the further it is.
     */
    private static double left(ResultSet row, long now, Experience experience, double spent) throws SQLException {
        double estimated = Math.max(0, experience.seconds(row.getDouble("cost")) - spent);
        double told = row.getDouble("seconds_left");
        if (row.wasNull()) {
            return estimated;
        }
        long heard = row.getLong("heard");
        double since = row.wasNull() ? 0 : (now - heard) / 1000.0;
        double reckoned = Math.max(0, told - Math.max(0, since));
        double trust = Math.min(1, row.getDouble("share") / BELIEVED);
        return trust * reckoned + (1 - trust) * estimated;
    }

    /** Takes what it wants of a row. */
    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(Handle handle, String which, RowReader reader) {
        handle.createQuery(ROWS + which)
                .map((row, context) -> {
                    reader.read(row);
                    return 0;
                })
                .list();
    }

    /** Members and communities, each once. */
    private static final class Members {
        private final Map<List<String>, Community> communities = new HashMap<>();
        private final Map<List<String>, Member> members = new HashMap<>();

        Member of(ResultSet row) throws SQLException {
            List<String> name = List.of(row.getString("front"), row.getString("community"), row.getString("member"));
            Member known = members.get(name);
            if (known == null) {
                known = new Member(
                        community(row, name.get(0), name.get(1)),
                        name.get(2),
                        row.getDouble("flow_turn"),
                        row.getInt("flow_most"));
                members.put(name, known);
            }
            return known;
        }

        private Community community(ResultSet row, String front, String name) throws SQLException {
            Community known = communities.get(List.of(front, name));
            if (known == null) {
                known = new Community(
                        front,
                        name,
                        row.getDouble("tenant_turn"),
                        row.getDouble("weight"),
                        row.getInt("tenant_most"),
                        row.getInt("paused") == 1);
                communities.put(List.of(front, name), known);
            }
            return known;
        }
    }

    private static Map<List<String>, Line> communities(Handle handle, Experience experience) {
        Map<List<String>, Line> communities = new HashMap<>();
        handle.createQuery("SELECT front, community, vtime, weight, ready, max_running,"
                        + " (SELECT AVG(cost) FROM (SELECT cost FROM job WHERE job.front = tenant.front"
                        + " AND job.community = tenant.community AND due = 1 LIMIT " + SAMPLE + ") AS sample) AS cost"
                        + " FROM tenant WHERE ready > 0 AND paused = 0")
                .map((row, context) -> communities.put(
                        List.of(row.getString(1), row.getString(2)),
                        new Line(
                                row.getDouble(3),
                                row.getDouble(4),
                                row.getInt(5),
                                experience.seconds(row.getDouble(7)),
                                row.getInt(6))))
                .list();
        return communities;
    }

    private Optional<Place> reckoned(Handle handle, JobId id, Asked asked, View.Reckoned view) {
        if (asked.state() == JobState.DREAMING) {
            long now = database.now(handle);
            return handle.createQuery(
                            "SELECT cost, changed, share, seconds_left, heard FROM job WHERE id = :id AND state = 'dreaming'")
                    .bind("id", id.text())
                    .map((row, context) ->
                            left(row, now, view.experience(), Math.max(0, (now - row.getLong("changed")) / 1000.0)))
                    .findOne()
                    .map(left -> new Place(
                            0, Optional.of(Duration.ZERO), Optional.of(Duration.ofMillis(Math.round(1000 * left)))));
        }
        List<String> name = List.of(asked.front(), asked.community());
        Line community = view.communities().get(name);
        if (community == null) {
            return Optional.empty();
        }
        int ahead = handle.createQuery("SELECT COUNT(*) FROM (SELECT 1 FROM job WHERE front = :front"
                        + " AND community = :community AND member = :member AND due = 1"
                        + " AND (priority > :priority OR (priority = :priority AND number < :number))"
                        + " LIMIT " + MOST_COUNTED + ") AS ahead")
                .bindMap(asked.named())
                .mapTo(Integer.class)
                .one();
        List<Line> others = new ArrayList<>();
        List<Line> own = new ArrayList<>();
        handle.createQuery("SELECT member, vtime, ready, max_running FROM flow WHERE front = :front"
                        + " AND community = :community AND ready > 0")
                .bindMap(asked.named())
                .map((row, context) -> {
                    Line line = new Line(row.getDouble(2), 1, row.getInt(3), community.seconds(), row.getInt(4));
                    (row.getString(1).equals(asked.member()) ? own : others).add(line);
                    return 0;
                })
                .list();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<Line> otherCommunities = view.communities().entrySet().stream()
                .filter(entry -> !entry.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
        return Optional.of(view.reckoning()
                .of(view.experience().seconds(asked.cost()), ahead, own.get(0), others, community, otherCommunities));
    }
}
