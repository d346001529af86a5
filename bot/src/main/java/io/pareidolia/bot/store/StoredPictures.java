package io.pareidolia.bot.store;

import io.pareidolia.bot.job.Pictures;
import java.io.IOException;
import java.util.function.Predicate;

/** Pictures, with what only the store may do to them. */
public interface StoredPictures extends Pictures {
    /**
     * Deletes a picture unless something refers to it. Whoever refers to one from now on finds it gone, or there to stay.
     *
     * @return whether it was there and is not any more
     */
    boolean delete(String sha256, Predicate<String> referred) throws IOException;

    /** Deletes those that were kept an hour ago or earlier, and that nothing refers to: a crash may leave such. */
    void deleteUnless(Predicate<String> referred) throws IOException;
}
