package io.pareidolia.bot.store;

import java.sql.SQLException;
import java.util.Set;

/** Whether a transaction failed only because another one was in its way. */
final class Conflict {
    /** PostgreSQL: serialization failure, deadlock, lock not available. */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03");

    private Conflict() {}

    static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && PASSING.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
