package io.pareidolia.bot.quota;

import java.time.Duration;

/** What holds in tests where no rule says otherwise. */
public final class TestQuota {
    public static final QuotaDefaults DEFAULTS = new QuotaDefaults(
            3,
            10,
            Duration.ofMinutes(30),
            Duration.ofHours(3),
            Duration.ofMinutes(10),
            5,
            1,
            4,
            2048,
            "sensitive",
            false);

    private TestQuota() {}
}
