package io.pareidolia.dream.picture;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import com.adobe.internal.xmp.properties.XMPProperty;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The one line of text that a dreamed picture carries: {@value #WORDS} and the recipe. A PNG has it as the iTXt
 * {@value #KEYWORD}, JPEG and WebP as the XMP property dc:description.
 */
final class Stamp {
    static final String KEYWORD = "Description";
    static final String WORDS = "made with Pareidolia: ";

    /** Of a recipe found in a file; longer ones are ignored. */
    static final int LONGEST = 4000;

    /** Of the metadata around it, in bytes; longer ones are ignored. */
    static final int LONGEST_PACKET = 1 << 16;

    private Stamp() {}

    static String text(String recipe) {
        return WORDS + recipe;
    }

    /** The recipe in a text written by {@link #text}. */
    static Optional<String> recipeIn(String text) {
        if (!text.startsWith(WORDS) || text.length() > WORDS.length() + LONGEST) {
            return Optional.empty();
        }
        return Optional.of(text.substring(WORDS.length()).strip()).filter(recipe -> !recipe.isEmpty());
    }

    /** An XMP packet that has nothing but the stamp. */
    static byte[] packet(String recipe) {
        try {
            XMPMeta meta = XMPMetaFactory.create();
            meta.setLocalizedText(XMPConst.NS_DC, "description", "", XMPConst.X_DEFAULT, text(recipe));
            SerializeOptions plain = new SerializeOptions()
                    .setUseCompactFormat(true)
                    .setPadding(0)
                    .setReadOnlyPacket(true);
            return XMPMetaFactory.serializeToBuffer(meta, plain);
        } catch (XMPException impossible) {
            throw new IllegalArgumentException("no text for XMP: " + recipe, impossible);
        }
    }

    /** The recipe in an XMP packet in {@code from..to-1}; empty if there is none or the packet is damaged. */
    static Optional<String> recipeInPacket(byte[] bytes, int from, int to) {
        if (to - from > LONGEST_PACKET) {
            return Optional.empty();
        }
        String packet = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // an XML parser need not see what has no stamp, nor a document type, where XML's bombs are
        if (!packet.contains(WORDS.strip()) || packet.contains("<!")) {
            return Optional.empty();
        }
        try {
            XMPMeta meta = XMPMetaFactory.parseFromString(packet);
            XMPProperty found = meta.getLocalizedText(XMPConst.NS_DC, "description", null, XMPConst.X_DEFAULT);
            return found == null || found.getValue() == null ? Optional.empty() : recipeIn(found.getValue());
        } catch (XMPException | RuntimeException | StackOverflowError hostile) {
            return Optional.empty();
        }
    }
}
