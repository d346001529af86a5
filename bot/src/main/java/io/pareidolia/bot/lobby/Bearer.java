package io.pareidolia.bot.lobby;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an Authorization header says that begins with {@code Bearer}. */
final class Bearer {
    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    static Optional<String> token(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
