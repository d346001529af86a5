package io.pareidolia.dream.picture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are recognised only to say what they are and what to do with them. */
final class ForeignFile {
    private static final Pattern PAGE = Pattern.compile("\\s*(<!doctype html|<html|<head|<body).*", Pattern.DOTALL);
    private static final Pattern DRAWING =
            Pattern.compile("\\s*(<\\?xml[^>]*>)?\\s*(<!--.*?-->)?\\s*<svg.*", Pattern.DOTALL);

    private ForeignFile() {}

    /** The rest of a sentence that begins with the file's name. */
    static Optional<String> whatIs(byte[] bytes) {
        if (PictureFormat.starts(bytes, 4, "ftyp")) {
            return Optional.of(ofBrands(text(bytes, 8, 64)));
        } else if (PictureFormat.starts(bytes, 0, "\0\0\0\fJXL ") || PictureFormat.starts(bytes, 0, "\u00ff\n")) {
            return Optional.of("is a JPEG XL picture, which cannot be read here; save it as JPEG or PNG first");
        } else if (PictureFormat.starts(bytes, 0, "\0\0\0\fjP  ")) {
            return Optional.of("is a JPEG 2000 picture, which cannot be read here; save it as JPEG or PNG first");
        } else if (PictureFormat.starts(bytes, 0, "8BPS")) {
            return Optional.of("is a Photoshop document; export it as PNG or JPEG first");
        } else if (PictureFormat.starts(bytes, 0, "%PDF")) {
            return Optional.of("is a PDF; export the page as PNG or JPEG first");
        }
        String start = text(bytes, 0, 512).toLowerCase(Locale.ROOT);
        if (PAGE.matcher(start).matches()) {
            return Optional.of("is a web page, not a picture; save the picture itself");
        } else if (DRAWING.matcher(start).matches()) {
            return Optional.of("is an SVG drawing; export it as PNG first");
        }
        return Optional.empty();
    }

    private static String ofBrands(String brands) {
        if (brands.contains("avif") || brands.contains("avis")) {
            return "is an AVIF picture, which cannot be read here; open it in any browser or picture viewer and save it"
                    + " as JPEG first (or: magick picture.avif picture.jpg)";
        } else if (brands.contains("hei")
                || brands.contains("hev")
                || brands.contains("mif1")
                || brands.contains("msf1")) {
            return "is a HEIC picture, which cannot be read here; save it as JPEG first: on an iPhone set Settings >"
                    + " Camera > Formats to Most Compatible, elsewhere export it as JPEG (or: heif-convert picture.heic"
                    + " picture.jpg)";
        }
        return "is a film, not a picture";
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = Math.min(bytes.length, from + length);
        return from >= end ? "" : new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }
}
