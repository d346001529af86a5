package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.quota.Ban;
import io.pareidolia.bot.quota.Conduct;
import io.pareidolia.bot.quota.Pause;
import io.pareidolia.bot.quota.Requester;
import io.pareidolia.bot.quota.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at once, from memory alone, who need not ask: bans and pauses, read every few seconds. Whatever it does not know
 * yet the intake finds out a moment later.
 */
final class Doorkeeper implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final Conduct conduct;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "discord doorkeeper");
    private volatile List<Ban> bans = List.of();
    private volatile List<Pause> pauses = List.of();

    Doorkeeper(Conduct conduct, Clock clock) {
        this.conduct = conduct;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                try {
                    bans = conduct.bans();
                    pauses = conduct.pauses();
                } catch (RuntimeException trouble) {
                    LOG.warn("bans and pauses cannot be read at the moment: {}", trouble.getMessage());
                }
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody keeps the door any more", ended);
        }
    }

    /** Why somebody may not ask; empty if nothing is known against it. */
    Optional<String> refusal(Asker asker, Texts texts) {
        List<Ban> banned = bans;
        List<Pause> paused = pauses;
        if (banned.isEmpty() && paused.isEmpty()) {
            return Optional.empty();
        }
        Set<Scope> around =
                Scope.around(new Requester(asker.front(), asker.community(), asker.member(), List.of())).stream()
                        .flatMap(Collection::stream)
                        .collect(Collectors.toSet());
        if (banned.stream()
                .filter(ban -> ban.until().map(clock.instant()::isBefore).orElse(true))
                .anyMatch(ban -> around.contains(ban.scope()))) {
            return Optional.of(texts.text("refused.banned"));
        }
        return paused.stream()
                .filter(pause -> around.contains(pause.scope()))
                .findFirst()
                .map(pause -> pause.sentence().text().isEmpty()
                        ? texts.text("refused.paused")
                        : pause.sentence().text());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
