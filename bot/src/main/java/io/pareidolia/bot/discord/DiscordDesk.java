package io.pareidolia.bot.discord;

import io.pareidolia.bot.fetch.PictureFetcher;
import io.pareidolia.bot.job.Belongings;
import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.job.Departures;
import io.pareidolia.bot.quota.AuditTrail;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Turnover;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What moderators, operators and those whose pictures they are ask of the rest of the service.
 *
 * @param fetcher brings what was attached to commands
 * @param alert tells the operator, wherever that is
 * @param health how the service is, in lines of text
 */
public record DiscordDesk(
        Rules rules,
        AuditTrail audit,
        Turnover turnover,
        Belongings belongings,
        Departures departures,
        Blocklists blocklists,
        PictureFetcher fetcher,
        Consumer<String> alert,
        Supplier<String> health) {}
