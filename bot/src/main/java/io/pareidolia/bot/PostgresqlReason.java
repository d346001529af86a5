package io.pareidolia.bot;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a PostgreSQL server does not let us in, and what to do: as sentences of our own, since the driver's may repeat what
 * it was given.
 *
 * @param sentence what is wrong
 * @param remedy what to do next
 */
record PostgresqlReason(String sentence, String remedy) {
    private static final String REACH = "Start the server, or correct store.url; a firewall may be in between.";

    /** Empty if it is none that is known. */
    static Optional<PostgresqlReason> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .flatMap(cause -> known(cause).stream())
                .reduce((outer, inner) -> inner);
    }

    private static Optional<PostgresqlReason> known(Throwable cause) {
        if (cause instanceof SQLException refused) {
            return Optional.ofNullable(refused.getSQLState()).flatMap(PostgresqlReason::ofState);
        } else if (cause instanceof UnknownHostException) {
            return reason("The name of the server is not known here.", "Correct the host in store.url.");
        } else if (cause instanceof ConnectException) {
            return reason("Nothing answers there: the connection was refused.", REACH);
        } else if (cause instanceof SocketTimeoutException) {
            return reason("The server does not answer in time.", REACH);
        }
        return Optional.empty();
    }

    private static Optional<PostgresqlReason> ofState(String state) {
        return switch (state) {
            case "28P01" ->
                reason(
                        "The server does not take this user with this password.",
                        "Set store.user and store.password" + " to those of the database.");
            case "28000" ->
                reason(
                        "The server does not let this user in from here.",
                        "Set store.user to a user that it has, and" + " allow the connection in its pg_hba.conf.");
            case "3D000" ->
                reason(
                        "The server has no database of that name.",
                        "Make it with createdb, or correct the name in" + " store.url.");
            case "42501" ->
                reason(
                        "The user may not do that in this database.",
                        "Let the user own the database: ALTER DATABASE …" + " OWNER TO ….");
            case "53300" ->
                reason(
                        "The server has no connection left.",
                        "Set store.poolSize lower, or its max_connections" + " higher.");
            case "57P03" -> reason("The server is just starting or ending.", "Try again in a moment.");
            case "08004" -> reason("The server rejects the connection.", REACH);
            default -> Optional.empty();
        };
    }

    private static Optional<PostgresqlReason> reason(String sentence, String remedy) {
        return Optional.of(new PostgresqlReason(sentence, remedy));
    }
}
