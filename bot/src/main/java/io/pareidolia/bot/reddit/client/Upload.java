package io.pareidolia.bot.reddit.client;

/**
 * A picture that Reddit has taken, and that nothing shows yet.
 *
 * @param asset by which a comment names it
 * @param link by which a post names it
 * @param websocket where Reddit says what became of a post of it; works like a password
 */
public record Upload(String asset, String link, String websocket) {
    @Override
    public String toString() {
        return "Upload[" + asset + "]";
    }
}
