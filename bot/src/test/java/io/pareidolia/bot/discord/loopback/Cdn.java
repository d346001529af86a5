package io.pareidolia.bot.discord.loopback;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Gives files out, by links that are signed and live for a day. */
final class Cdn {
    static final String PATH = "/cdn/attachments/{channel}/{file}/{name}";
    static final Duration LIFE = Duration.ofHours(24);

    private final Clock clock;
    private final Map<Long, LoopbackFile> files = new ConcurrentHashMap<>();
    private final byte[] key = new byte[32];
    private volatile String address = "";
    private volatile boolean frugal;

    Cdn(Clock clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    void standsAt(String address) {
        this.address = address;
    }

    void beFrugal() {
        frugal = true;
    }

    void keep(LoopbackFile file) {
        files.put(file.id(), file);
    }

    void forget(LoopbackFile file) {
        files.remove(file.id());
        if (frugal) {
            file.forgetBytes();
        }
    }

    /** A fresh link. */
    String link(long channel, LoopbackFile file) {
        String place = Json.id(channel) + "/" + Json.id(file.id()) + "/" + file.name();
        long issued = clock.instant().getEpochSecond();
        String ends = Long.toHexString(issued + LIFE.toSeconds());
        String since = Long.toHexString(issued);
        return address + "/cdn/attachments/" + place + "?ex=" + ends + "&is=" + since + "&hm="
                + signature(place, ends, since) + "&";
    }

    void serve(Context context) {
        String place = context.pathParam("channel") + "/" + context.pathParam("file") + "/" + context.pathParam("name");
        String ends = String.valueOf(context.queryParam("ex"));
        String since = String.valueOf(context.queryParam("is"));
        LoopbackFile file = null;
        if (signature(place, ends, since).equals(context.queryParam("hm"))
                && Long.parseLong(ends, 16) >= clock.instant().getEpochSecond()) {
            file = files.get(Long.parseUnsignedLong(context.pathParam("file")));
        }
        if (file == null) {
            context.status(404).contentType("text/plain").result("This content is no longer available.");
        } else {
            context.contentType(file.mediaType()).result(file.bytes());
        }
    }

    private String signature(String place, String ends, String since) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of()
                    .formatHex(mac.doFinal((place + " " + ends + " " + since).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
