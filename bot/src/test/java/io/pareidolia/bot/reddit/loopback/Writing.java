package io.pareidolia.bot.reddit.loopback;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a comment says.
 *
 * @param document the rich text, or null if it was written in Markdown
 */
record Writing(String markdown, JsonNode document, List<LoopbackPicture> pictures) {
    static Writing of(String markdown) {
        return new Writing(markdown, null, List.of());
    }
}
