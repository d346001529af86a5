package io.pareidolia.dream.content;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What happens to a picture on its way through the web. */
final class Views {
    private Views() {}

    /** Everything that a fingerprint survives, by name. */
    static Map<String, Picture> survived(Picture picture) {
        Map<String, Picture> views = new LinkedHashMap<>();
        views.put("JPEG of quality 40", jpeg(picture, 0.4f));
        views.put("256 pixels", jpeg(withLongest(picture, 256), 0.75f));
        views.put("256 pixels, JPEG of quality 40", jpeg(withLongest(picture, 256), 0.4f));
        views.put("2048 pixels", withLongest(picture, 2048));
        views.put("cropped to 90 %, top left", part(picture, 0, 0, 0.9, 0.9));
        views.put("cropped to 90 %, bottom right", part(picture, 0.1, 0.1, 0.9, 0.9));
        views.put("cropped to 90 %, middle", part(picture, 0.05, 0.05, 0.9, 0.9));
        views.put("without the lowest tenth", part(picture, 0, 0, 1, 0.9));
        views.put("without the left tenth", part(picture, 0.1, 0, 0.9, 1));
        views.put("all of it", jpeg(withLongest(part(picture, 0.05, 0.05, 0.9, 0.9), 400), 0.4f));
        views.put("mirrored", picture.mirrored());
        return views;
    }

    /** A part of a picture, in shares of its width and height. */
    static Picture part(Picture picture, double left, double top, double width, double height) {
        int x = (int) Math.round(left * picture.width());
        int y = (int) Math.round(top * picture.height());
        int columns = Math.min((int) Math.round(width * picture.width()), picture.width() - x);
        int rows = Math.min((int) Math.round(height * picture.height()), picture.height() - y);
        return picture.cropped(x, y, new PictureSize(columns, rows));
    }

    static Picture withLongest(Picture picture, int longest) {
        return picture.resized(picture.size().withLongest(longest));
    }

    /** Written as a JPEG and read again. */
    static Picture jpeg(Picture picture, float quality) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture.toImage(), null, null), how);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return new PictureReader(PictureLimits.USUAL)
                .read(bytes.toByteArray(), "view.jpg")
                .picture();
    }
}
