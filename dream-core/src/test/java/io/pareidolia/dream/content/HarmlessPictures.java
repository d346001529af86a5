package io.pareidolia.dream.content;

import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Pictures that nobody would hide: parts and recolourings of a photograph, its dreams, and what is drawn here. */
final class HarmlessPictures {

    private HarmlessPictures() {}

    /** All of them by name, always the same. */
    static Map<String, Picture> all() {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        pictures.putAll(photographs());
        pictures.putAll(drawings());
        pictures.putAll(skinToned());
        pictures.putAll(patterns());
        return pictures;
    }

    static Picture alpine() {
        return file("alpine.jpg");
    }

    private static Picture file(String name) {
        return new PictureReader(PictureLimits.USUAL)
                .read(Path.of("..", "docs", name))
                .picture();
    }

    static Map<String, Picture> photographs() {
        Picture alpine = alpine();
        Map<String, Picture> pictures = new LinkedHashMap<>();
        pictures.put("the Alps", alpine);
        pictures.put("the Alps dreamed", file("alpine-dream.jpg"));
        pictures.put("the Alps dreamed by the classic", file("alpine-googlenet.jpg"));
        pictures.put("the Alps, left third", Views.part(alpine, 0, 0, 1 / 3.0, 1));
        pictures.put("the Alps, middle", Views.part(alpine, 1 / 3.0, 0, 1 / 3.0, 1));
        pictures.put("the Alps, right third", Views.part(alpine, 2 / 3.0, 0, 1 / 3.0, 1));
        pictures.put("a peak", Views.part(alpine, 0.5, 0.1, 0.25, 0.3));
        pictures.put("firs", Views.part(alpine, 0.15, 0.4, 0.4, 0.5));
        pictures.put("a meadow", Views.part(alpine, 0.75, 0.6, 0.25, 0.4));
        pictures.put("the Alps in grey", recoloured(alpine, grey -> new float[] {grey[0], grey[0], grey[0]}));
        pictures.put("the Alps inverted", recoloured(alpine, level ->
                new float[] {255 - level[0], 255 - level[1], 255 - level[2]}));
        pictures.put("the Alps in blue", recoloured(alpine, level ->
                new float[] {level[0] * 0.5f, level[1] * 0.8f, 255}));
        pictures.put("the Alps in skin tones", recoloured(alpine, level ->
                new float[] {80 + level[0] * 0.68f, 40 + level[1] * 0.6f, level[2] * 0.8f}));
        pictures.put("the Alps mirrored", alpine.mirrored());
        return pictures;
    }

    private static Picture recoloured(Picture picture, UnaryOperator<float[]> change) {
        float[] planes = picture.planes().clone();
        int plane = planes.length / 3;
        for (int i = 0; i < plane; i++) {
            float[] level = change.apply(new float[] {planes[i], planes[plane + i], planes[2 * plane + i]});
            for (int channel = 0; channel < 3; channel++) {
                planes[channel * plane + i] = level[channel];
            }
        }
        return new Picture(picture.width(), picture.height(), planes);
    }

    static Map<String, Picture> drawings() {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        pictures.put("a house", Drawings.drawn(480, 360, new Color(150, 200, 255), Drawings::house));
        pictures.put("a face", Drawings.drawn(400, 400, Color.WHITE, Drawings::face));
        pictures.put("a cat in lines", Drawings.drawn(400, 360, Color.WHITE, Drawings::cat));
        pictures.put("people in lines", Drawings.drawn(640, 300, Color.WHITE, Drawings::people));
        pictures.put("flowers", Drawings.drawn(512, 384, new Color(220, 240, 200), Drawings::flowers));
        pictures.put("a car", Drawings.drawn(600, 300, new Color(230, 230, 230), Drawings::car));
        pictures.put("a fish", Drawings.drawn(500, 320, new Color(20, 120, 180), Drawings::fish));
        pictures.put("mountains", Drawings.drawn(640, 360, new Color(250, 200, 150), Drawings::mountains));
        pictures.put("the sea", Drawings.drawn(640, 400, new Color(120, 180, 240), Drawings::sea));
        pictures.put("a night sky", Drawings.drawn(512, 512, new Color(8, 10, 30), Drawings::stars));
        pictures.put("a city", Drawings.drawn(600, 400, new Color(240, 170, 120), Drawings::city));
        pictures.put("a page", Drawings.drawn(420, 594, Color.WHITE, Drawings::page));
        pictures.put("a dark screen", Drawings.drawn(640, 400, new Color(30, 30, 35), Drawings::screen));
        pictures.put("a chart", Drawings.drawn(600, 400, Color.WHITE, Drawings::chart));
        return pictures;
    }

    static Map<String, Picture> skinToned() {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        pictures.put("skin, flat", Drawings.drawn(300, 300, Drawings.SKIN, paint -> {}));
        pictures.put("dark skin, flat", Drawings.drawn(300, 300, Drawings.DARK_SKIN, paint -> {}));
        pictures.put("an oval of skin", Drawings.drawn(400, 400, new Color(60, 90, 140), paint -> {
            Drawings.shaded(paint, Drawings.SKIN, 200, 200, 150);
        }));
        pictures.put("two balls of skin", Drawings.drawn(480, 320, Color.WHITE, paint -> {
            Drawings.shaded(paint, Drawings.SKIN, 150, 160, 95);
            Drawings.shaded(paint, Drawings.SKIN, 330, 160, 95);
        }));
        pictures.put("a hand", Drawings.drawn(400, 440, new Color(90, 130, 90), Drawings::hand));
        pictures.put(
                "a dark hand",
                Drawings.drawn(400, 440, new Color(235, 235, 220), paint -> Drawings.hand(paint, Drawings.DARK_SKIN)));
        pictures.put("dunes", Drawings.drawn(640, 400, new Color(170, 205, 235), Drawings::dunes));
        pictures.put("peaches", Drawings.drawn(512, 384, new Color(120, 80, 50), Drawings::peaches));
        pictures.put("wood", Drawings.drawn(480, 480, new Color(196, 150, 104), Drawings::wood));
        pictures.put("spots of skin", Drawings.drawn(512, 512, new Color(70, 70, 80), Drawings::spots));
        pictures.put(
                "a pale oval",
                Drawings.drawn(
                        300,
                        420,
                        new Color(120, 30, 40),
                        paint -> Drawings.shaded(paint, Drawings.PALE_SKIN, 150, 210, 130)));
        pictures.put("a landscape of skin", Drawings.drawn(600, 400, Drawings.PALE_SKIN, paint -> {
            Drawings.shaded(paint, Drawings.SKIN, 160, 380, 200);
            Drawings.shaded(paint, Drawings.SKIN, 430, 420, 240);
            Drawings.shaded(paint, Drawings.DARK_SKIN, 300, 520, 260);
        }));
        return pictures;
    }

    static Map<String, Picture> patterns() {
        Map<String, Picture> pictures = new LinkedHashMap<>();
        pictures.put("black", Picture.filled(256, 256, 0, 0, 0));
        pictures.put("white", Picture.filled(256, 256, 255, 255, 255));
        pictures.put("red", Picture.filled(200, 300, 220, 30, 30));
        pictures.put("grey noise", noise(256, 256, false));
        pictures.put("coloured noise", noise(320, 240, true));
        pictures.put("clouds", clouds(320, 320));
        pictures.put("a gradient", Drawings.drawn(400, 300, Color.BLACK, paint -> {
            paint.setPaint(new GradientPaint(0, 0, Color.BLUE, 400, 300, Color.ORANGE));
            paint.fillRect(0, 0, 400, 300);
        }));
        pictures.put("a gradient of pink", Drawings.drawn(400, 300, Color.BLACK, paint -> {
            paint.setPaint(new GradientPaint(0, 0, new Color(255, 200, 190), 0, 300, new Color(160, 70, 60)));
            paint.fillRect(0, 0, 400, 300);
        }));
        pictures.put("a chessboard", Drawings.drawn(400, 400, Color.WHITE, paint -> {
            paint.setColor(Color.BLACK);
            for (int i = 0; i < 64; i++) {
                if ((i + i / 8) % 2 == 0) {
                    paint.fillRect(i % 8 * 50, i / 8 * 50, 50, 50);
                }
            }
        }));
        pictures.put("stripes", Drawings.drawn(512, 256, new Color(30, 60, 120), paint -> {
            paint.setColor(new Color(230, 230, 240));
            for (int x = 0; x < 512; x += 32) {
                paint.fillRect(x, 0, 16, 256);
            }
        }));
        pictures.put("rings", Drawings.drawn(400, 400, new Color(240, 220, 60), paint -> {
            paint.setStroke(new BasicStroke(9));
            for (int r = 10; r < 280; r += 25) {
                paint.setColor(new Color(40, r % 250, 160));
                paint.drawOval(200 - r, 200 - r, 2 * r, 2 * r);
            }
        }));
        return pictures;
    }

    private static Picture noise(int width, int height, boolean coloured) {
        Random random = new Random(23);
        float[] planes = new float[3 * width * height];
        int plane = width * height;
        for (int i = 0; i < planes.length; i++) {
            planes[i] = coloured || i < plane ? random.nextInt(256) : planes[i % plane];
        }
        return new Picture(width, height, planes);
    }

    /** Waves of many lengths and directions. */
    private static Picture clouds(int width, int height) {
        Random random = new Random(29);
        float[] planes = new float[3 * width * height];
        int plane = width * height;
        for (double length = 160; length > 6; length /= 1.4) {
            double angle = random.nextDouble() * 2 * Math.PI;
            double phase = random.nextDouble() * 7;
            for (int i = 0; i < plane; i++) {
                double along = i % width * Math.cos(angle) + Math.floorDiv(i, width) * Math.sin(angle);
                planes[i] += (float) (Math.sin(along * 2 * Math.PI / length + phase) * length * 0.3);
            }
        }
        for (int i = 0; i < plane; i++) {
            float level = Math.max(0, Math.min(255, 150 + planes[i]));
            planes[i] = level;
            planes[plane + i] = Math.min(255, level * 0.6f + 90);
            planes[2 * plane + i] = 255;
        }
        return new Picture(width, height, planes);
    }
}
