package io.pareidolia.bot;

import io.pareidolia.bot.job.Lease;
import io.pareidolia.bot.operation.AlertCause;
import io.pareidolia.bot.operation.Alerts;
import io.pareidolia.bot.operation.JobWatch;

/** Tells the operator of members who send refused pictures again and again. */
record AbuseAlert(Alerts alerts) implements JobWatch {
    @Override
    public void refusedContent(Lease lease, String sentence, boolean banned) {
        if (banned) {
            alerts.tell(
                    AlertCause.ABUSE,
                    "Whoever sent job " + lease.job()
                            + " has sent too many refused pictures, and may not ask for a while; \"pareidolia audit\" tells"
                            + " who.");
        }
    }
}
