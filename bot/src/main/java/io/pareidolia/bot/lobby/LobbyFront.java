package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.Answer;
import io.pareidolia.bot.job.Front;
import io.pareidolia.bot.job.Job;
import io.pareidolia.bot.job.Progress;

/**
 * The lobby as the outbox sees it. A dream is answered as soon as it can be had, whether or not anybody comes for it;
 * those who watch look into the store.
 */
public final class LobbyFront implements Front {
    /** The platform and its only community. */
    public static final String NAME = "lobby";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void progressed(Job job, Progress progress) {
        // whoever watches is told from the store, where another process may have written it
    }

    @Override
    public Delivery deliver(Answer answer) {
        return new Delivery.Delivered();
    }

    @Override
    public boolean arrived(Answer answer) {
        return true;
    }
}
