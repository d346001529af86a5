package io.pareidolia.bot.discord;

import io.pareidolia.bot.job.Asker;
import io.pareidolia.bot.quota.Admission;
import io.pareidolia.bot.quota.Ban;
import io.pareidolia.bot.quota.Conduct;
import io.pareidolia.bot.quota.Limits;
import io.pareidolia.bot.quota.Pause;
import io.pareidolia.bot.quota.Requester;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Rules;
import io.pareidolia.bot.quota.Scope;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at once, from memory alone, who need not ask, and where: bans, pauses, rules and who has enough waiting, read every
 * few seconds. Whatever it does not know yet the intake finds out a moment later.
 */
final class Doorkeeper implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);

    private final Conduct conduct;
    private final Rules rules;
    private final Admission admission;
    private final Crowd crowd;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "discord doorkeeper");
    private volatile List<Ban> bans = List.of();
    private volatile List<Pause> pauses = List.of();
    private volatile Map<Scope, Map<RuleKey, String>> known = Map.of();

    Doorkeeper(Conduct conduct, Rules rules, Admission admission, Crowd crowd, Clock clock) {
        this.conduct = conduct;
        this.rules = rules;
        this.admission = admission;
        this.crowd = crowd;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                refresh();
                Thread.sleep(EVERY.toMillis());
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody keeps the door any more", ended);
        }
    }

    /** Reads what holds now; for those who have just changed it. Not on the gateway's thread. */
    void refresh() {
        try {
            bans = conduct.bans();
            pauses = conduct.pauses();
            known = rules.all();
            crowd.refresh();
        } catch (RuntimeException trouble) {
            LOG.warn("bans, pauses, rules and who waits cannot be read at the moment: {}", trouble.getMessage());
        }
    }

    /** Looks whether as many dreams of somebody wait as may. Not on the gateway's thread. */
    void count(Asker asker, List<String> roles) {
        crowd.look(asker, limits(asker, roles).waitingPerMember());
    }

    /** What holds for somebody, as far as is known. */
    Limits limits(Asker asker, List<String> roles) {
        return admission.limits(requester(asker, roles), known);
    }

    private static Requester requester(Asker asker, List<String> roles) {
        return new Requester(asker.front(), asker.community(), asker.member(), roles);
    }

    /** Whether somebody does not want their pictures to be dreamed. */
    boolean leavesAlone(long user, String community) {
        String member = Long.toUnsignedString(user);
        return Set.of(Scope.everywhere(DiscordFront.NAME, member), Scope.member(DiscordFront.NAME, community, member))
                .stream()
                .anyMatch(scope ->
                        "true".equals(known.getOrDefault(scope, Map.of()).get(RuleKey.OPT_OUT)));
    }

    /**
     * Why somebody may not ask; empty if nothing is known against it.
     *
     * @param channels the place and, for a thread, its parent
     * @param author who posted the picture
     */
    Optional<String> refusal(Asker asker, List<String> roles, List<String> channels, long author, Texts texts) {
        return refusal(asker, roles, texts)
                .or(() -> unwanted(asker, author, texts))
                .or(() -> misplaced(limits(asker, roles), channels, texts))
                .or(() -> crowd.refusal(asker, limits(asker, roles).waitingPerMember(), texts));
    }

    private Optional<String> refusal(Asker asker, List<String> roles, Texts texts) {
        List<Ban> banned = bans;
        List<Pause> paused = pauses;
        if (banned.isEmpty() && paused.isEmpty()) {
            return Optional.empty();
        }
        Set<Scope> around = Scope.around(requester(asker, roles)).stream()
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

    private Optional<String> unwanted(Asker asker, long author, Texts texts) {
        if (leavesAlone(Long.parseUnsignedLong(asker.member()), asker.community())) {
            return Optional.of(texts.text("refused.optedout"));
        }
        return leavesAlone(author, asker.community()) ? Optional.of(texts.text("refused.author")) : Optional.empty();
    }

    private static Optional<String> misplaced(Limits limits, List<String> channels, Texts texts) {
        if (channels.stream().anyMatch(limits.channelsDenied()::contains)) {
            return Optional.of(texts.text("refused.channel"));
        }
        return limits.channels()
                .filter(allowed -> channels.stream().noneMatch(allowed::contains))
                .map(allowed -> texts.text(
                        "refused.elsewhere",
                        allowed.stream().map(id -> "<#" + id + ">").collect(Collectors.joining(", "))));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
