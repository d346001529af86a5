package io.pareidolia.bot;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.failure.NearestWords;
import io.pareidolia.dream.failure.StrangersName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What of the service a process does. */
enum Role {
    /** Everything. */
    ALL,
    /** People talk to it; others dream. */
    FRONT,
    /** It dreams; people talk to others. */
    WORKER;

    boolean hasFront() {
        return this != WORKER;
    }

    boolean hasWorker() {
        return this != FRONT;
    }

    /** As it is said on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads it from there: picocli by itself would name the constants of this class to whoever mistypes one. */
    static Role of(String word) {
        List<String> words = new Candidates();
        return Arrays.stream(values())
                .filter(role -> role.toString().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> DreamException.input(
                        "There is no role \"" + StrangersName.of(word) + "\"." + NearestWords.question(word, words)));
    }

    /** All of them, for the completion of shells. */
    static final class Candidates extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Candidates() {
            super(Arrays.stream(values()).map(Role::toString).toList());
        }
    }
}
