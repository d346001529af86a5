package io.pareidolia.bot.quota;

import java.time.Instant;
import java.util.List;

/**
 * What a member has left.
 *
 * @param rest the smallest number of jobs that any window of member, community and platform leaves
 * @param windows each with what it holds
 */
public record Allowance(Left rest, List<Left> windows) {
    public Allowance {
        windows = List.copyOf(windows);
    }

    /**
     * What one window leaves.
     *
     * @param scope whose: the member, or all of the community or the platform
     * @param used jobs or device-seconds
     * @param limit likewise
     */
    public record Left(Scope scope, RuleKey key, double used, double limit, Window window, Instant renews) {
        public double left() {
            return Math.max(0, limit - used);
        }
    }

    /** As in "3 of 10 dreams left today, all 10 again at 00:00 UTC". */
    public String words() {
        String limit = Wording.number(rest.limit());
        return Wording.number(rest.left()) + " of " + limit + (rest.limit() == 1 ? " dream" : " dreams") + " left "
                + rest.window().words()
                + (rest.left() < rest.limit() ? ", " + limit + " again at " + Wording.time(rest.renews()) : "");
    }
}
