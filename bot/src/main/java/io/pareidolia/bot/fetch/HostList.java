package io.pareidolia.bot.fetch;

import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * The hosts that a front fetches from, redirects included: none named means all. Allowing a host lifts no other rule.
 */
public final class HostList {
    /** Every host. */
    public static final HostList ANY = new HostList(List.of());

    private static final String BELOW = "*.";

    private final List<String> patterns;

    private HostList(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /**
     * From what an operator wrote.
     *
     * @param patterns each a host, such as {@code i.redd.it}, or {@code *.} and a name, such as {@code *.example.com}:
     *     then every host below that name, not the name itself
     * @throws IllegalArgumentException with a sentence that names the first pattern that is neither
     */
    public static HostList of(List<String> patterns) {
        List<String> canonical = new ArrayList<>();
        for (String pattern : patterns) {
            boolean below = pattern.startsWith(BELOW);
            canonical.add((below ? "." : "") + host(below ? pattern.substring(BELOW.length()) : pattern, pattern));
        }
        return new HostList(canonical);
    }

    /** True for a host in the canonical form of {@link HttpUrl#host()}, without a dot at its end. */
    boolean allows(String host) {
        return patterns.isEmpty()
                || patterns.stream()
                        .anyMatch(pattern -> pattern.startsWith(".") ? host.endsWith(pattern) : host.equals(pattern));
    }

    private static String host(String text, String pattern) {
        try {
            if (!text.contains("*")) {
                return new HttpUrl.Builder().scheme("http").host(text).build().host();
            }
        } catch (IllegalArgumentException noHost) {
            // said below, in words that help
        }
        throw new IllegalArgumentException(
                "\"" + pattern + "\" is no host; write a name such as i.redd.it, or *.example.com for all below it.");
    }
}
