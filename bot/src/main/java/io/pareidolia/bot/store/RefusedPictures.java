package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.bot.quota.Scope;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Pictures that the content filter has refused, and what comes of too many. */
final class RefusedPictures {
    private static final Duration HOUR = Duration.ofHours(1);

    private RefusedPictures() {}

    /**
     * Writes one down. The member's flow is locked, so that two at once are counted one after the other.
     *
     * @return whether the member is banned for it, and was not before
     */
    static boolean add(Database database, Handle handle, JobRow row, int perHour, Duration pause) {
        Asker asker = row.job().received().asker();
        long now = database.now(handle);
        handle.createUpdate("INSERT INTO refused_picture (job, front, community, member, at)"
                        + " VALUES (:job, :front, :community, :member, :now)")
                .bind("job", row.number())
                .bindMethods(asker)
                .bind("now", now)
                .execute();
        int refused = handle.createQuery("SELECT COUNT(*) FROM refused_picture WHERE front = :front"
                        + " AND community = :community AND member = :member AND at > :since")
                .bindMethods(asker)
                .bind("since", now - HOUR.toMillis())
                .mapTo(Integer.class)
                .one();
        Scope member = Scope.member(asker.front(), asker.community(), asker.member());
        if (refused < perHour || SqlConduct.isBanned(database, handle, member)) {
            return false;
        }
        Reason why = new Reason("the content filter refused " + refused + (refused == 1 ? " picture" : " pictures")
                + " within an hour");
        SqlConduct.ban(database, handle, member, Optional.of(pause), why, Author.CONTENT_FILTER);
        return true;
    }
}
