package io.pareidolia.bot.lobby;

import io.pareidolia.bot.job.JobId;
import io.pareidolia.bot.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The server's own key, from which everything is made that a visitor must not be able to make: so that neither the
 * secrets of jobs nor the addresses of visitors need to be stored. It must stay the same over restarts, and be the same in
 * all processes that serve one lobby.
 */
public final class LobbyKey {
    private static final int BYTES = 32;
    private static final Pattern SESSION = Pattern.compile("([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final SecretKeySpec key;

    /** @param key 32 random bytes */
    public LobbyKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** What a key may be made of. */
    public static byte[] fresh(SecureRandom random) {
        byte[] fresh = new byte[BYTES];
        random.nextBytes(fresh);
        return fresh;
    }

    /** What whoever asked for a job must show to end it. */
    String secretOf(JobId id) {
        return mac("secret", id.text());
    }

    boolean isSecretOf(JobId id, String said) {
        return same(secretOf(id), said);
    }

    /** The visitor behind an address, without a way back to it. */
    String memberOf(String address) {
        return mac("member", address);
    }

    /** The name of a request that a visitor has named: nobody else can name it. */
    String requestOf(String member, String idempotencyKey) {
        return mac("request", member + " " + idempotencyKey);
    }

    /** What shows until then that a visitor knew the password. */
    String session(Instant until, Secret password) {
        long second = until.getEpochSecond();
        return second + "." + mac("session", second + " " + password.reveal());
    }

    boolean isSession(String said, Instant now, Secret password) {
        Matcher parts = SESSION.matcher(said);
        if (!parts.matches()) {
            return false;
        }
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        return same(session(until, password), said) && now.isBefore(until);
    }

    /** Compares in a time that tells nothing about where two texts differ. */
    boolean same(String expected, String said) {
        return MessageDigest.isEqual(
                mac("compare", expected).getBytes(StandardCharsets.US_ASCII),
                mac("compare", said).getBytes(StandardCharsets.US_ASCII));
    }

    private String mac(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            byte[] code = mac.doFinal((purpose + " " + text).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
