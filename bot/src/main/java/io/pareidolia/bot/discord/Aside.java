package io.pareidolia.bot.discord;

import io.pareidolia.dream.failure.DreamException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what has to be looked up: acknowledged at once, done on another thread, told to nobody but who asked. */
final class Aside {
    private static final Logger LOG = LoggerFactory.getLogger(Aside.class);

    private final ExecutorService work;

    Aside(ExecutorService work) {
        this.work = work;
    }

    /** @param task what comes of it; a {@link DreamException} is told as it is */
    void answer(IReplyCallback event, Texts texts, Supplier<Shown> task) {
        event.deferReply(true)
                .queue(
                        hook -> handOver(hook, texts, task),
                        failure -> LOG.info("an interaction could not be acknowledged: {}", failure.getMessage()));
    }

    /** The same, in place of the message whose button was pressed. */
    void replace(ButtonInteractionEvent event, Texts texts, Supplier<Shown> task) {
        event.deferEdit()
                .queue(
                        hook -> handOver(hook, texts, task),
                        failure -> LOG.info("a press could not be acknowledged: {}", failure.getMessage()));
    }

    private void handOver(InteractionHook hook, Texts texts, Supplier<Shown> task) {
        try {
            work.execute(() -> show(hook, done(texts, task)));
        } catch (RejectedExecutionException ending) {
            show(hook, Sheet.sentence(texts.text("refused.busy")));
        }
    }

    private static Shown done(Texts texts, Supplier<Shown> task) {
        try {
            return task.get();
        } catch (DreamException wrong) {
            return Sheet.sentence(texts.sentence(String.valueOf(wrong.getMessage())));
        } catch (RuntimeException trouble) {
            LOG.error("a command could not be served", trouble);
            return Sheet.sentence(texts.text("refused.busy"));
        }
    }

    private static void show(InteractionHook hook, Shown shown) {
        hook.editOriginal(shown.edit())
                .queue(done -> {}, failure -> LOG.info("an answer was not heard: {}", failure.getMessage()));
    }
}
