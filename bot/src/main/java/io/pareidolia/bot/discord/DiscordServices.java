package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Places;
import io.pareidolia.bot.job.Previews;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.Conduct;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the Discord front asks of the rest of the service.
 *
 * @param receive writes a request down
 * @param decide queues or refuses it; takes as long as a fetch does
 * @param forget lets go of all pictures of a job; false if it waits or is dreamed
 */
public record DiscordServices(
        Jobs jobs,
        Function<Received, Jobs.Receipt> receive,
        Function<JobId, Decided> decide,
        Pictures pictures,
        Places places,
        Previews previews,
        Admission admission,
        Conduct conduct,
        Predicate<JobId> forget) {}
