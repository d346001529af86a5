package io.pareidolia.bot.reddit.client;

import java.time.Duration;

/**
 * What Reddit last said of the requests that are left.
 *
 * @param remaining until {@code reset}
 * @param reset from now until all are there again
 */
public record Headroom(double remaining, Duration reset) {}
