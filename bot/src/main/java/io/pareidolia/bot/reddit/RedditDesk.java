package io.pareidolia.bot.reddit;

import io.pareidolia.bot.job.Belongings;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.quota.Conduct;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Turnover;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What moderators, and those whose pictures they are, ask of the rest of the service.
 *
 * @param departures which subreddits the bot moderates
 * @param forget lets go of all pictures of a job; false if it waits or is dreamed
 * @param alert tells the operator, wherever that is
 */
public record RedditDesk(
        Rules rules,
        Conduct conduct,
        Turnover turnover,
        Belongings belongings,
        Departures departures,
        Predicate<JobId> forget,
        Consumer<String> alert) {}
