package io.pareidolia.bot.reddit.client;

/**
 * Where a picture may be found.
 *
 * @param url whole, with the signature that some have
 * @param width 0 if Reddit does not say
 * @param height likewise
 */
public record PostPicture(String url, int width, int height) {}
