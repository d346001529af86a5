package io.pareidolia.bot.operation;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again, and tells the operator of what fails several times in a row: one death is mended by itself. */
public final class AlertWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int PATIENCE = 3;
    private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);

    private final Map<AlertCause, Check> checks;
    private final Alerts alerts;
    private final Map<AlertCause, Integer> failures = new EnumMap<>(AlertCause.class);
    private final Thread looker = new Thread(this::goOn, "watch for alerts");

    /** @param checks what a failure of each is called */
    public AlertWatch(Map<AlertCause, Check> checks, Alerts alerts) {
        this.checks = new EnumMap<>(checks);
        this.alerts = alerts;
        looker.setDaemon(true);
    }

    /** Goes on until it is closed. */
    public void start() {
        looker.start();
    }

    private void goOn() {
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                look();
            }
        } catch (InterruptedException ended) {
            LOG.debug("nobody watches for alerts any more", ended);
        }
    }

    void look() {
        checks.forEach((cause, check) -> {
            Finding finding = check.safely("the service").look();
            boolean failed = finding.grade() == Finding.Grade.FAIL;
            int inRow = failed ? failures.merge(cause, 1, Integer::sum) : 0;
            if (!failed) {
                failures.remove(cause);
            } else if (inRow >= PATIENCE) {
                alerts.tell(cause, finding.sentence());
            }
        });
    }

    @Override
    public void close() {
        looker.interrupt();
    }
}
