package io.pareidolia.bot;

import io.pareidolia.bot.job.WorkerCard;
import io.pareidolia.bot.job.Workers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Workers of a benchmark: there from the moment they say so until they leave. One thread at a time. */
final class AnnouncedWorkers implements Workers {
    private final Map<String, WorkerCard> cards = new LinkedHashMap<>();

    @Override
    public void announce(WorkerCard card, Duration patience) {
        cards.put(card.name(), card);
    }

    @Override
    public void leave(String name) {
        cards.remove(name);
    }

    @Override
    public List<WorkerCard> present() {
        return List.copyOf(cards.values());
    }
}
