package io.pareidolia.bot.lobby;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.pareidolia.bot.settings.LobbySettings;
import io.pareidolia.bot.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may come in: looks at every request before anything is done for it. */
final class Gate {
    static final String ENTRANCE = "/enter";
    private static final String COOKIE = "pareidolia";
    private static final Duration SESSION = Duration.ofDays(30);
    private static final int WRONG_PASSWORDS_PER_MINUTE = 10;
    /** What looks after the service, which calls it by its address and knows no password. */
    private static final Set<String> PROBES = Set.of("/healthz", "/readyz");

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Optional<Secret> password;
    private final boolean secure;
    private final LobbyKey key;
    private final Clock clock;
    private final OwnNames names;
    private final VisitorAddresses addresses;
    private final AddressLimits requests;
    private final AddressLimits wrongPasswords = new AddressLimits(WRONG_PASSWORDS_PER_MINUTE);

    Gate(LobbySettings settings, LobbyKey key, Clock clock) {
        this.password = settings.password();
        this.secure =
                settings.publicUrl().map(URI::getScheme).filter("https"::equals).isPresent();
        this.key = key;
        this.clock = clock;
        this.names = new OwnNames(settings);
        this.addresses = new VisitorAddresses(settings.trustedProxies());
        this.requests = new AddressLimits(settings.perAddressPerMinute());
    }

    /** Lets a request in, or throws a {@link Problem}. */
    void pass(Context context) {
        protect(context);
        if (PROBES.contains(context.path())) {
            return;
        }
        if (!names.include(context.header("Host"))) {
            throw Problem.of(
                    421, "This service is not called that; its operator can say so with the setting lobby.names.");
        }
        String address = addresses.of(context.req().getRemoteAddr(), context.header("X-Forwarded-For"));
        new Visitor(address, key.memberOf(address)).on(context);
        if (context.path().startsWith(Assets.PATH)) {
            return;
        }
        requests.count(address).ifPresent(wait -> {
            throw Problem.passing(429, "These are too many requests from one address; wait a moment.", wait);
        });
        if (!READING.contains(context.req().getMethod())
                && !names.mayChange(
                        context.header("Host"), context.header("Origin"), context.header("Sec-Fetch-Site"))) {
            throw Problem.of(403, "Other sites cannot ask for anything here.");
        }
        password.filter(wanted -> !isEntrance(context) && !isIn(context, wanted, address))
                .ifPresent(wanted -> {
                    throw Problem.of(401, "This lobby has a password.");
                });
    }

    /** What a browser must not do with anything that comes from here. */
    private static void protect(Context context) {
        context.header(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        context.header("X-Content-Type-Options", "nosniff");
        // "no-referrer" would make browsers hide where the page's own forms come from
        context.header("Referrer-Policy", "same-origin");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Cache-Control", "no-store");
    }

    private static boolean isEntrance(Context context) {
        return context.path().equals(ENTRANCE);
    }

    private boolean isIn(Context context, Secret wanted, String address) {
        String cookie = context.cookie(COOKIE);
        if (cookie != null && key.isSession(cookie, clock.instant(), wanted)) {
            return true;
        }
        if (context.req().getMethod().equals("DELETE")) {
            // its secret was given to somebody who was in, and is compared there
            return true;
        }
        Optional<String> said = said(context.header("Authorization"));
        return said.isPresent() && isPassword(said.get(), wanted, address);
    }

    /** The password as scripts say it: the one of HTTP Basic, whatever the name, or a bearer token. */
    private static Optional<String> said(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Optional<String> bearer = Bearer.token(authorization);
        if (bearer.isPresent() || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return bearer;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            String text = new String(pair, StandardCharsets.UTF_8);
            return Optional.of(text.substring(text.indexOf(':') + 1));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    private boolean isPassword(String said, Secret wanted, String address) {
        wrongPasswords.wait(address).ifPresent(wait -> {
            throw Problem.passing(429, "These were too many wrong passwords; wait a moment.", wait);
        });
        boolean right = key.same(wanted.reveal(), said);
        if (!right) {
            wrongPasswords.count(address);
        }
        return right;
    }

    /** Whether a visitor has said the password, who then need not say it again for a month. */
    boolean enter(Context context, String said) {
        Visitor visitor = Visitor.of(context);
        boolean right = password.isEmpty() || isPassword(said, password.get(), visitor.address());
        if (right) {
            password.ifPresent(wanted -> context.cookie(new Cookie(
                    COOKIE,
                    key.session(clock.instant().plus(SESSION), wanted),
                    "/",
                    (int) SESSION.toSeconds(),
                    secure,
                    true,
                    null,
                    SameSite.LAX)));
        }
        return right;
    }
}
