package io.pareidolia.bot.worker;

import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Blocklist;
import io.pareidolia.dream.content.ContentReport;
import io.pareidolia.dream.content.ContentRule;
import io.pareidolia.dream.content.ContentVerdict;
import io.pareidolia.dream.content.Fingerprint;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.picture.Picture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The content filter and the blocklist: the first step of a job looks at the picture, the last one at the dream. Where it
 * cannot look nothing is dreamed. Used by one thread at a time.
 */
final class ContentCheck {
    private static final String BLOCKED = "This picture is blocked here, so it is not dreamed.";

    private final Supplier<Function<Picture, ContentReport>> opening;
    private final ReadBlocklist blocklist = new ReadBlocklist();
    private @Nullable Function<Picture, ContentReport> eye;

    /** @param opening makes what looks, which takes a second or two */
    ContentCheck(Supplier<Function<Picture, ContentReport>> opening) {
        this.opening = opening;
    }

    /** Prepares for looking; otherwise the first look does. */
    void open() {
        eye();
    }

    private Function<Picture, ContentReport> eye() {
        Function<Picture, ContentReport> open = eye;
        if (open == null) {
            open = opening.get();
            eye = open;
        }
        return open;
    }

    /** Refuses a file that is blocked itself, before anybody decodes it. */
    void file(byte[] file, DreamerProtocol.Dream order) throws ContentRefusal {
        Blocklist blocked = blocked(order);
        if (!blocked.pictures().isEmpty()) {
            refuse(blocked.match(Sha256.of(file), Optional.empty()), "the same file as ");
        }
    }

    /** What there is to see in the picture. */
    ContentReport look(Picture picture) {
        return eye().apply(picture);
    }

    /** Refuses a picture that looks like a blocked one, or that the filter suspects. */
    void source(ContentReport seen, DreamerProtocol.Dream order) throws ContentRefusal {
        Optional<Fingerprint> fingerprint = seen.fingerprint();
        if (fingerprint.isPresent()) {
            refuse(blocked(order).match("", fingerprint), "looks like ");
        }
        if (order.filter().decide(seen) instanceof ContentVerdict.Suspect suspect) {
            throw new ContentRefusal(RefusalReason.FILTER, suspect.sentence(), String.valueOf(seen.views()));
        }
    }

    private static void refuse(Optional<BlockedPicture> match, String how) throws ContentRefusal {
        if (match.isPresent()) {
            throw new ContentRefusal(
                    RefusalReason.BLOCKLIST, BLOCKED, how + match.get().sha256());
        }
    }

    private Blocklist blocked(DreamerProtocol.Dream order) {
        String file = order.blocklist();
        if (file == null) {
            return new Blocklist(List.of());
        }
        try {
            return blocklist.of(Path.of(file));
        } catch (IOException unreadable) {
            throw new DreamException(
                    DreamException.Kind.MACHINE, "The list of blocked pictures cannot be read here.", unreadable);
        }
    }

    /** True if the dream is to be delivered hidden. */
    boolean isSuspect(Picture dream, ContentRule rule) {
        return rule != ContentRule.OFF && rule.decide(look(dream)) instanceof ContentVerdict.Suspect;
    }
}
