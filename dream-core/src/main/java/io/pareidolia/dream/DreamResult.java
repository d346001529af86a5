package io.pareidolia.dream;

import io.pareidolia.dream.picture.Picture;
import java.util.List;

/**
 * A finished dream.
 *
 * @param picture each value within 0..255, not rounded
 * @param recipe the one that gives this picture again; its {@code size} is the picture's longest side
 * @param remarks what was done otherwise than asked, and why, a sentence each
 */
public record DreamResult(Picture picture, Recipe recipe, List<String> remarks) {
    public DreamResult {
        remarks = List.copyOf(remarks);
    }
}
