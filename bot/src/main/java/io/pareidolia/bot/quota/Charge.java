package io.pareidolia.bot.quota;

import java.time.Instant;

/**
 * An amount that is charged against a limit.
 *
 * @param scope who has used it: {@code discord}, {@code discord/42}, {@code discord/42/7}; and of what, as in
 *     {@code discord/42/7 jobs}
 * @param window the hour or day, by its beginning
 * @param renews when the next one begins
 * @param amount jobs or device-seconds, above 0
 * @param limit that the sum in the window may reach
 */
public record Charge(String scope, Instant window, Instant renews, double amount, double limit) {}
