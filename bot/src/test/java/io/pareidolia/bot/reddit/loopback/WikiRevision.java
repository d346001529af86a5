package io.pareidolia.bot.reddit.loopback;

import java.time.Instant;

/** One state of a wiki page. */
public record WikiRevision(String id, String text, Redditor author, String reason, Instant time) {}
