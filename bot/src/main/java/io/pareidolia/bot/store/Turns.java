package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.quota.Booking;
import io.pareidolia.bot.quota.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Whose turn it is: hierarchical start-time fair queueing (Goyal, Vin and Cheng, "Start-time fair queueing", 1996), by
 * community and then by member, with caps on what runs at once. Each has a virtual time, which its jobs' device-seconds
 * move on; the one with the smallest is next. One that comes back after a while starts where the others are: nobody saves
 * up turns.
 *
 * <p>Whoever changes a job's place locks its tenant, then its flow, then the job: always in this order. Without the lock
 * on the flow the caps would be broken.
 */
final class Turns {
    private final Database database;

    Turns(Database database) {
        this.database = database;
    }

    /** A member whose turn it is. */
    record Turn(String front, String community, String member) {
        static Turn of(Asker asker) {
            return new Turn(asker.front(), asker.community(), asker.member());
        }

        /** As statements bind them. */
        Map<String, Object> named() {
            return Map.of("front", front, "community", community, "member", member);
        }
    }

    /** Makes sure that both exist, with their latest caps, and locks them. */
    void open(Handle handle, Turn turn, Booking booking) {
        handle.createUpdate("INSERT INTO tenant (front, community, max_running, paused)"
                        + " VALUES (:front, :community, :most,"
                        + " CASE WHEN EXISTS (SELECT 1 FROM pause WHERE scope IN (<scopes>)) THEN 1 ELSE 0 END)"
                        + " ON CONFLICT (front, community) DO UPDATE SET max_running = excluded.max_running")
                .bindMap(turn.named())
                .bindList("scopes", scopes(turn.front, turn.community))
                .bind("most", booking.communityRunning())
                .execute();
        handle.createUpdate("INSERT INTO flow (front, community, member, max_running)"
                        + " VALUES (:front, :community, :member, :most)"
                        + " ON CONFLICT (front, community, member) DO UPDATE SET max_running = excluded.max_running")
                .bindMap(turn.named())
                .bind("most", booking.memberRunning())
                .execute();
    }

    /** What pauses a community. */
    private static List<String> scopes(String front, String community) {
        return Scope.community(front, community).upwards().stream()
                .map(Scope::text)
                .toList();
    }

    /**
     * Makes the communities of a scope wait or go on, as the pauses say now. Whoever calls it has locked the table of
     * tenants.
     */
    static void pause(Handle handle, Scope scope) {
        Map<String, String> which = switch (scope.level()) {
            case EVERYBODY -> Map.of();
            case PLATFORM -> Map.of("front", scope.front());
            default -> Map.of("front", scope.front(), "community", scope.community());
        };
        String where =
                which.keySet().stream().map(column -> column + " = :" + column).collect(Collectors.joining(" AND "));
        List<Turn> tenants = handle.createQuery(
                        "SELECT front, community FROM tenant" + (where.isEmpty() ? "" : " WHERE " + where))
                .bindMap(which)
                .map((row, context) -> new Turn(row.getString(1), row.getString(2), ""))
                .list();
        Set<String> paused = Set.copyOf(handle.createQuery("SELECT scope FROM pause")
                .mapTo(String.class)
                .list());
        for (Turn tenant : tenants) {
            boolean waits = scopes(tenant.front, tenant.community).stream().anyMatch(paused::contains);
            handle.createUpdate("UPDATE tenant SET paused = :paused WHERE front = :front AND community = :community")
                    .bind("paused", waits ? 1 : 0)
                    .bind("front", tenant.front)
                    .bind("community", tenant.community)
                    .execute();
        }
    }

    /** Locks both, for a job whose place is going to change. */
    void lock(Handle handle, Turn turn) {
        if (!database.shared()) {
            return;
        }
        handle.createQuery("SELECT 1 FROM tenant WHERE front = :front AND community = :community" + database.locking())
                .bindMap(turn.named())
                .mapTo(Integer.class)
                .findOne();
        handle.createQuery("SELECT 1 FROM flow WHERE front = :front AND community = :community AND member = :member"
                        + database.locking())
                .bindMap(turn.named())
                .mapTo(Integer.class)
                .findOne();
    }

    /** One job more that may be dreamed. Whoever had none catches up with those that have. */
    void ready(Handle handle, Turn turn) {
        handle.createUpdate("UPDATE flow SET ready = ready + 1, vtime = CASE WHEN ready + running > 0 THEN vtime ELSE"
                        + " COALESCE((SELECT CASE WHEN MIN(other.vtime) > flow.vtime THEN MIN(other.vtime) END"
                        + " FROM flow other WHERE other.front = :front AND other.community = :community"
                        + " AND other.ready > 0 AND other.running < other.max_running), vtime) END"
                        + " WHERE front = :front AND community = :community AND member = :member")
                .bindMap(turn.named())
                .execute();
        handle.createUpdate("UPDATE tenant SET ready = ready + 1, vtime = CASE WHEN ready + running > 0 THEN vtime ELSE"
                        + " COALESCE((SELECT CASE WHEN MIN(other.vtime) > tenant.vtime THEN MIN(other.vtime) END"
                        + " FROM tenant other WHERE other.ready > 0 AND other.paused = 0"
                        + " AND other.running < other.max_running), vtime) END"
                        + " WHERE front = :front AND community = :community")
                .bindMap(turn.named())
                .execute();
    }

    /** One job less that may be dreamed, since it has ended or its time was moved. */
    void unready(Handle handle, Turn turn) {
        add(handle, turn, -1, 0, 0);
    }

    /** The member whose turn it is, both rows locked; empty if nobody may run anything. */
    Optional<Turn> next(Handle handle) {
        double after = Double.NEGATIVE_INFINITY;
        String front = "";
        String community = "";
        while (true) {
            // a tenant all of whose ready flows are at their caps is passed over: there are no more than workers
            Optional<Place> tenant = handle.createQuery("SELECT front, community, vtime FROM tenant"
                            + " WHERE ready > 0 AND paused = 0 AND running < max_running"
                            + " AND (vtime > :after OR (vtime = :after AND (front > :front"
                            + " OR (front = :front AND community > :community))))"
                            + " ORDER BY vtime, front, community LIMIT 1" + database.lockingFree())
                    .bind("after", after)
                    .bind("front", front)
                    .bind("community", community)
                    .map((row, context) -> new Place(row.getString(1), row.getString(2), row.getDouble(3)))
                    .findOne();
            if (tenant.isEmpty()) {
                return Optional.empty();
            }
            Place place = tenant.get();
            Optional<String> member = handle.createQuery("SELECT member FROM flow"
                            + " WHERE front = :front AND community = :community AND ready > 0 AND running < max_running"
                            + " ORDER BY vtime, member LIMIT 1" + database.locking())
                    .bind("front", place.front)
                    .bind("community", place.community)
                    .mapTo(String.class)
                    .findOne();
            if (member.isPresent()) {
                return Optional.of(new Turn(place.front, place.community, member.get()));
            }
            after = place.vtime;
            front = place.front;
            community = place.community;
        }
    }

    /** Where the search for a tenant stands. */
    private record Place(String front, String community, double vtime) {}

    /** A ready job of the member begins to run and is charged {@code seconds} in turns. */
    void begin(Handle handle, Turn turn, double seconds) {
        add(handle, turn, -1, 1, seconds);
    }

    /** A job does not run any more; {@code seconds} is what it took beyond what was charged in turns, or less. */
    void end(Handle handle, Turn turn, double seconds) {
        add(handle, turn, 0, -1, seconds);
    }

    private static void add(Handle handle, Turn turn, int ready, int running, double seconds) {
        for (String table :
                new String[] {"tenant SET vtime = vtime + :seconds / weight,", "flow SET vtime = vtime + :seconds,"}) {
            boolean flow = table.startsWith("flow");
            handle.createUpdate("UPDATE " + table + " ready = ready + :ready, running = running + :running"
                            + " WHERE front = :front AND community = :community"
                            + (flow ? " AND member = :member" : ""))
                    .bindMap(turn.named())
                    .bind("ready", ready)
                    .bind("running", running)
                    .bind("seconds", seconds)
                    .execute();
        }
    }
}
