package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where a job is among so many that playing them all forward would take too long: reckoned from how many jobs each
 * community and each member of the job's own has before that job's turn comes, each as long as their mean.
 */
public final class Reckoning {
    /** After a few rounds the times that caps stretch do not change any more. */
    private static final int ROUNDS = 20;

    /**
     * A community or a member with jobs that wait.
     *
     * @param turn its virtual time
     * @param seconds that each of its jobs takes, the mean
     */
    public record Line(double turn, double weight, int waiting, double seconds, int mostRunning) {
        /** Jobs whose turn comes before that virtual time. */
        private double before(double time) {
            return Math.max(0, Math.min(waiting, Math.ceil((time - turn) * weight / seconds)));
        }
    }

    private final int workers;

    /** @param workers that are there */
    public Reckoning(int workers) {
        this.workers = workers;
    }

    /**
     * Where a job is.
     *
     * @param seconds that the job takes
     * @param ahead the member's own jobs that come first
     * @param member whose job it is
     * @param otherMembers of the same community, with jobs that wait
     * @param community the member's
     * @param otherCommunities with jobs that wait, none of them paused
     */
    public Place of(
            double seconds,
            int ahead,
            Line member,
            List<Line> otherMembers,
            Line community,
            List<Line> otherCommunities) {
        double memberTime = member.turn() + ahead * member.seconds();
        double own = ahead;
        for (Line other : otherMembers) {
            own += other.before(memberTime);
        }
        double time = community.turn() + own * community.seconds() / community.weight();
        double jobs = own;
        for (Line other : otherCommunities) {
            jobs += other.before(time);
        }
        int place = (int) Math.min(Integer.MAX_VALUE, jobs + 1);
        if (workers == 0) {
            return new Place(place, Optional.empty(), Optional.empty());
        }
        double least = Math.max(
                ahead * member.seconds() / Math.min(member.mostRunning(), workers),
                own * community.seconds() / Math.min(community.mostRunning(), workers));
        double begins = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double work = own * community.seconds();
            for (Line other : otherCommunities) {
                work += Math.min(other.before(time) * other.seconds(), other.mostRunning() * begins);
            }
            begins = Math.max(least, work / workers);
        }
        return new Place(place, Optional.of(duration(begins)), Optional.of(duration(begins + seconds)));
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }
}
