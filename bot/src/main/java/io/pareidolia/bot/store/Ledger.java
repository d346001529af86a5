package io.pareidolia.bot.store;

import io.pareidolia.bot.quota.Charge;
import io.pareidolia.bot.quota.Decision;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What was used of the limits, and by which job. Each charge is one statement that cannot exceed its limit, however many
 * run at once; the first that does not fit ends the transaction. A job is refunded once.
 */
final class Ledger {
    private Ledger() {}

    /** Charges a job for everything, or says what does not fit: then the transaction must be undone. */
    static Optional<Decision.Exhausted> charge(Handle handle, long job, List<Charge> charges) {
        for (Charge charge : charges) {
            long window = charge.window().toEpochMilli();
            Optional<Double> used = charge.amount() > charge.limit()
                    ? Optional.empty()
                    : handle.createQuery("INSERT INTO usage (scope, window_start, used)"
                                    + " VALUES (:scope, :window, :amount)"
                                    + " ON CONFLICT (scope, window_start) DO UPDATE SET used = usage.used + excluded.used"
                                    + " WHERE usage.used + excluded.used <= :limit RETURNING used")
                            .bind("scope", charge.scope())
                            .bind("window", window)
                            .bind("amount", charge.amount())
                            .bind("limit", charge.limit())
                            .mapTo(Double.class)
                            .findOne();
            if (used.isEmpty()) {
                return Optional.of(new Decision.Exhausted(charge, used(handle, charge.scope(), window)));
            }
            handle.createUpdate("INSERT INTO ledger (job, scope, window_start, kind, amount)"
                            + " VALUES (:job, :scope, :window, 'charge', :amount)")
                    .bind("job", job)
                    .bind("scope", charge.scope())
                    .bind("window", window)
                    .bind("amount", charge.amount())
                    .execute();
        }
        return Optional.empty();
    }

    static double used(Handle handle, String scope, long window) {
        return handle.createQuery("SELECT used FROM usage WHERE scope = :scope AND window_start = :window")
                .bind("scope", scope)
                .bind("window", window)
                .mapTo(Double.class)
                .findOne()
                .orElse(0.0);
    }

    /** Gives a job's charges back; a second time does nothing. */
    static void refund(Handle handle, long job) {
        int refunded = handle.createUpdate("INSERT INTO ledger (job, scope, window_start, kind, amount)"
                        + " SELECT job, scope, window_start, 'refund', amount FROM ledger"
                        + " WHERE job = :job AND kind = 'charge'"
                        + " ON CONFLICT (job, scope, window_start, kind) DO NOTHING")
                .bind("job", job)
                .execute();
        if (refunded > 0) {
            handle.createUpdate(
                            "UPDATE usage SET used = CASE WHEN used > paid.amount THEN used - paid.amount ELSE 0 END"
                                    + " FROM (SELECT scope, window_start, amount FROM ledger"
                                    + " WHERE job = :job AND kind = 'refund') AS paid"
                                    + " WHERE usage.scope = paid.scope AND usage.window_start = paid.window_start")
                    .bind("job", job)
                    .execute();
        }
    }
}
