package io.pareidolia.bot.job;

import java.time.Duration;
import java.util.List;

/** Who dreams at the moment. Each method is one transaction. */
public interface Workers {
    /** The worker is there, and stays so unless it is not heard of for so long. */
    void announce(WorkerCard card, Duration patience);

    /** The worker has ended. */
    void leave(String name);

    /** Those that are there. */
    List<WorkerCard> present();
}
