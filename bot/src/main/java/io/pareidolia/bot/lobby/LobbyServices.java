package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Previews;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.Workers;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the lobby asks of the rest of the service.
 *
 * @param receive writes a request down
 * @param forget lets go of all pictures of a job that neither waits nor is dreamed
 * @param decide queues or refuses it; takes as long as a fetch does
 * @param shared fronts whose dreams whoever has the link may look at
 */
public record LobbyServices(
        Jobs jobs,
        Function<Received, Jobs.Receipt> receive,
        Function<JobId, Decided> decide,
        Pictures pictures,
        Places places,
        Previews previews,
        Workers workers,
        Consumer<JobId> forget,
        Set<String> shared) {
    public LobbyServices {
        shared = Set.copyOf(shared);
    }
}
