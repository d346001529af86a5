package io.pareidolia.bot.quota;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a rule, a ban or a pause is about. As text: {@code *} is everybody, {@code discord} a platform, {@code discord/42}
 * a community, {@code discord/42/@7} a role in it, {@code discord/42/7} a member of it, {@code discord/*}{@code /7} a
 * member wherever on the platform.
 *
 * @param front the platform; empty for everybody
 * @param community its name, or {@value #EVERYWHERE} for a member wherever; empty for a platform
 * @param name of the role or the member; empty above them
 */
public record Scope(Level level, String front, String community, String name) {
    private static final String EVERYWHERE = "*";
    private static final Pattern FRONT = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final int LONGEST = 300;
    private static final int PARTS = 3;

    /** How many are meant, from all to one. */
    public enum Level {
        EVERYBODY,
        PLATFORM,
        COMMUNITY,
        ROLE,
        MEMBER_EVERYWHERE,
        MEMBER
    }

    /** Everybody on every platform. */
    public static final Scope ALL = new Scope(Level.EVERYBODY, "", "", "");

    public static Scope platform(String front) {
        return new Scope(Level.PLATFORM, front, "", "");
    }

    public static Scope community(String front, String community) {
        return new Scope(Level.COMMUNITY, front, community, "");
    }

    public static Scope role(String front, String community, String role) {
        return new Scope(Level.ROLE, front, community, role);
    }

    public static Scope member(String front, String community, String member) {
        return new Scope(Level.MEMBER, front, community, member);
    }

    /** A member in every community of a platform. */
    public static Scope everywhere(String front, String member) {
        return new Scope(Level.MEMBER_EVERYWHERE, front, EVERYWHERE, member);
    }

    /** The scope that {@link #text} is the text of; empty if it is none. */
    public static Optional<Scope> of(String text) {
        if (text.equals(EVERYWHERE)) {
            return Optional.of(ALL);
        }
        // a member's name may have slashes of its own
        String[] parts = text.split("/", PARTS);
        boolean known = text.length() <= LONGEST && FRONT.matcher(parts[0]).matches();
        for (int i = 1; known && i < parts.length; i++) {
            known = !parts[i].isBlank() && decoded(parts[i]).isPresent();
        }
        if (!known) {
            return Optional.empty();
        }
        if (parts.length == 1) {
            return Optional.of(platform(parts[0]));
        }
        String community = decoded(parts[1]).orElseThrow();
        if (parts.length == 2) {
            return parts[1].equals(EVERYWHERE) ? Optional.empty() : Optional.of(community(parts[0], community));
        }
        boolean role = parts[2].startsWith("@");
        String name = decoded(role ? parts[2].substring(1) : parts[2]).orElseThrow();
        if (parts[1].equals(EVERYWHERE)) {
            return role ? Optional.empty() : Optional.of(everywhere(parts[0], name));
        }
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(role ? role(parts[0], community, name) : member(parts[0], community, name));
    }

    /** All that a member is part of: the more of them come first, as rules win. Those of one list have equal rights. */
    public static List<List<Scope>> around(Requester requester) {
        String front = requester.front();
        String community = requester.community();
        return List.of(
                List.of(member(front, community, requester.member())),
                List.of(everywhere(front, requester.member())),
                requester.roles().stream()
                        .map(role -> role(front, community, role))
                        .toList(),
                List.of(community(front, community)),
                List.of(platform(front)),
                List.of(ALL));
    }

    /** This one and all that it is certainly part of, the narrowest first. */
    public List<Scope> upwards() {
        List<Scope> all = new ArrayList<>(List.of(this));
        if (level == Level.MEMBER) {
            all.add(everywhere(front, name));
        }
        if (level == Level.MEMBER || level == Level.ROLE) {
            all.add(community(front, community));
        }
        if (level.compareTo(Level.PLATFORM) > 0) {
            all.add(platform(front));
        }
        if (level != Level.EVERYBODY) {
            all.add(ALL);
        }
        return all;
    }

    /** One text a scope, whatever strangers call themselves; {@link #of} reads it. */
    public String text() {
        return switch (level) {
            case EVERYBODY -> EVERYWHERE;
            case PLATFORM -> front;
            case COMMUNITY -> front + "/" + encoded(community);
            case ROLE -> front + "/" + encoded(community) + "/@" + encoded(name);
            case MEMBER -> front + "/" + encoded(community) + "/" + encoded(name);
            case MEMBER_EVERYWHERE -> front + "/" + EVERYWHERE + "/" + encoded(name);
        };
    }

    @Override
    public String toString() {
        return text();
    }

    /** With percent signs before the bytes of whatever would mean something else, or would not be seen. */
    private static String encoded(String part) {
        StringBuilder text = new StringBuilder();
        part.codePoints().forEach(point -> {
            boolean plain = Character.isLetterOrDigit(point)
                    || "-._~:+=,;!$&'()#".indexOf(point) >= 0
                    || (text.length() > 0 && (point == '@' || point == '*'));
            if (plain) {
                text.appendCodePoint(point);
            } else {
                for (byte one : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
                }
            }
        });
        return text.toString();
    }

    private static Optional<String> decoded(String part) {
        try {
            return Optional.of(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }
}
