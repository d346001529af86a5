package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Closures;
import io.pareidolia.bot.job.Decided;
import io.pareidolia.bot.job.Hearing;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.job.Jobs;
import io.pareidolia.bot.job.Pictures;
import io.pareidolia.bot.job.Postings;
import io.pareidolia.bot.job.Received;
import io.pareidolia.bot.job.SettingsPages;
import io.pareidolia.bot.job.Threads;
import io.pareidolia.bot.quota.Admission;
import java.util.function.Function;

/**
 * What the Reddit front asks of the rest of the service.
 *
 * @param receive writes a request down
 * @param decide queues or refuses it; takes as long as a fetch does
 * @param admission what somebody may do
 */
public record RedditServices(
        Jobs jobs,
        Function<Received, Jobs.Receipt> receive,
        Function<JobId, Decided> decide,
        Admission admission,
        Pictures pictures,
        Postings postings,
        Threads threads,
        Closures closures,
        SettingsPages pages,
        Hearing hearing) {}
