package io.pareidolia.dream.content;

import io.pareidolia.dream.picture.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.Consumer;

/** What a child draws, and shapes in the colours of skin. */
final class Drawings {
    static final Color SKIN = new Color(224, 172, 140);
    static final Color DARK_SKIN = new Color(141, 85, 54);
    static final Color PALE_SKIN = new Color(246, 214, 194);

    private Drawings() {}

    static Picture drawn(int width, int height, Color ground, Consumer<Graphics2D> how) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paint.setColor(ground);
        paint.fillRect(0, 0, width, height);
        paint.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        how.accept(paint);
        paint.dispose();
        return Picture.of(image);
    }

    static void shape(Graphics2D paint, Color colour, double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        paint.setColor(colour);
        paint.fill(path);
    }

    static void circle(Graphics2D paint, Color colour, double x, double y, double radius) {
        paint.setColor(colour);
        paint.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** A ball with light from above. */
    static void shaded(Graphics2D paint, Color colour, int x, int y, int radius) {
        paint.setPaint(new RadialGradientPaint(
                new Point(x - radius / 3, y - radius / 3), radius * 1.5f, new float[] {0, 0.7f, 1}, new Color[] {
                    colour.brighter(), colour, colour.darker()
                }));
        paint.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    static void house(Graphics2D paint) {
        shape(paint, new Color(70, 160, 70), 0, 260, 480, 240, 480, 360, 0, 360);
        shape(paint, new Color(220, 200, 160), 140, 160, 340, 160, 340, 300, 140, 300);
        shape(paint, new Color(170, 60, 40), 110, 160, 240, 70, 370, 160);
        shape(paint, new Color(90, 60, 40), 220, 220, 260, 220, 260, 300, 220, 300);
        circle(paint, Color.YELLOW, 410, 60, 36);
    }

    static void face(Graphics2D paint) {
        circle(paint, new Color(255, 220, 80), 200, 200, 150);
        circle(paint, Color.BLACK, 150, 160, 16);
        circle(paint, Color.BLACK, 250, 160, 16);
        paint.setStroke(new BasicStroke(10));
        paint.drawArc(120, 150, 160, 140, 200, 140);
    }

    static void cat(Graphics2D paint) {
        paint.setColor(Color.BLACK);
        paint.drawOval(130, 60, 140, 120);
        paint.drawOval(100, 170, 200, 160);
        paint.drawPolyline(new int[] {145, 140, 180}, new int[] {80, 25, 62}, 3);
        paint.drawPolyline(new int[] {220, 260, 255}, new int[] {62, 25, 80}, 3);
        paint.drawOval(165, 105, 12, 18);
        paint.drawOval(222, 105, 12, 18);
        paint.drawArc(290, 190, 80, 120, 270, 180);
        for (int i = -1; i <= 1; i++) {
            paint.drawLine(190, 140, 90, 140 + 15 * i);
            paint.drawLine(210, 140, 310, 140 + 15 * i);
        }
    }

    static void people(Graphics2D paint) {
        paint.setColor(new Color(40, 40, 40));
        for (int x = 80; x < 640; x += 120) {
            paint.drawOval(x - 22, 40, 44, 44);
            paint.drawLine(x, 84, x, 180);
            paint.drawLine(x - 45, 130 - x % 50, x, 110);
            paint.drawLine(x + 45, 100 + x % 50, x, 110);
            paint.drawLine(x, 180, x - 35, 260);
            paint.drawLine(x, 180, x + 35, 260);
        }
    }

    static void flowers(Graphics2D paint) {
        Random random = new Random(3);
        for (int i = 0; i < 14; i++) {
            int x = 40 + random.nextInt(430);
            int y = 60 + random.nextInt(220);
            paint.setColor(new Color(40, 120, 40));
            paint.drawLine(x, y, x + random.nextInt(21) - 10, 384);
            Color petals = Color.getHSBColor(random.nextFloat(), 0.7f, 0.9f);
            for (int petal = 0; petal < 6; petal++) {
                circle(paint, petals, x + 18 * Math.cos(petal * 1.05), y + 18 * Math.sin(petal * 1.05), 12);
            }
            circle(paint, Color.YELLOW, x, y, 10);
        }
    }

    static void car(Graphics2D paint) {
        shape(paint, new Color(90, 90, 90), 0, 230, 600, 230, 600, 300, 0, 300);
        shape(paint, new Color(200, 30, 40), 90, 150, 510, 150, 530, 220, 70, 220);
        shape(paint, new Color(160, 210, 230), 190, 150, 230, 90, 380, 90, 430, 150);
        circle(paint, Color.BLACK, 170, 220, 38);
        circle(paint, Color.BLACK, 430, 220, 38);
        circle(paint, Color.LIGHT_GRAY, 170, 220, 16);
        circle(paint, Color.LIGHT_GRAY, 430, 220, 16);
    }

    static void fish(Graphics2D paint) {
        paint.setColor(new Color(250, 140, 30));
        paint.fill(new Ellipse2D.Double(120, 100, 240, 120));
        shape(paint, new Color(250, 170, 60), 340, 160, 440, 90, 440, 230);
        circle(paint, Color.WHITE, 170, 145, 14);
        circle(paint, Color.BLACK, 168, 145, 7);
        for (int i = 0; i < 9; i++) {
            paint.setColor(new Color(200, 230, 255));
            paint.drawOval(60 + i * 6, 30 + i * 23 % 120, 8 + i, 8 + i);
        }
    }

    static void mountains(Graphics2D paint) {
        Random random = new Random(5);
        for (int layer = 0; layer < 5; layer++) {
            paint.setColor(new Color(140 - 25 * layer, 120 - 20 * layer, 150 - 20 * layer));
            Path2D ridge = new Path2D.Double();
            ridge.moveTo(0, 360);
            double y = 120 + 45 * layer;
            for (int x = 0; x <= 640; x += 20) {
                y += random.nextGaussian() * 14 - (y - 120 - 45 * layer) * 0.1;
                ridge.lineTo(x, y);
            }
            ridge.lineTo(640, 360);
            paint.fill(ridge);
        }
    }

    static void sea(Graphics2D paint) {
        paint.setPaint(new GradientPaint(0, 200, new Color(20, 90, 140), 0, 400, new Color(10, 40, 80)));
        paint.fillRect(0, 200, 640, 200);
        circle(paint, new Color(255, 240, 180), 460, 90, 34);
        paint.setColor(new Color(180, 210, 230));
        for (int y = 215; y < 400; y += 18) {
            for (int x = y % 60; x < 640; x += 70) {
                paint.drawArc(x, y, 40, 10, 0, 180);
            }
        }
        shape(paint, Color.WHITE, 200, 200, 200, 90, 270, 200);
        shape(paint, new Color(120, 60, 30), 160, 205, 290, 205, 260, 230, 190, 230);
    }

    static void stars(Graphics2D paint) {
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            int level = 120 + random.nextInt(136);
            circle(
                    paint,
                    new Color(level, level, 255),
                    random.nextInt(512),
                    random.nextInt(512),
                    0.6 + random.nextDouble() * 1.6);
        }
        circle(paint, new Color(240, 235, 210), 380, 110, 42);
    }

    static void city(Graphics2D paint) {
        Random random = new Random(11);
        for (int x = 0; x < 600; x += 50) {
            int top = 80 + random.nextInt(200);
            shape(paint, new Color(50, 50, 70 + x / 10), x, top, x + 46, top, x + 46, 400, x, 400);
            for (int y = top + 10; y < 390; y += 22) {
                for (int window = x + 6; window < x + 40; window += 14) {
                    paint.setColor(random.nextBoolean() ? new Color(255, 230, 130) : new Color(30, 30, 40));
                    paint.fillRect(window, y, 8, 12);
                }
            }
        }
    }

    static void page(Graphics2D paint) {
        words(paint, new Color(20, 20, 20), 40, 380, 50, 550, 16);
    }

    static void screen(Graphics2D paint) {
        words(paint, new Color(120, 220, 130), 20, 600, 24, 380, 20);
    }

    /** Lines of strokes that look like writing from afar. */
    static void words(Graphics2D paint, Color ink, int left, int right, int top, int bottom, int line) {
        Random random = new Random(13);
        paint.setColor(ink);
        paint.setStroke(new BasicStroke(1.5f));
        for (int y = top; y < bottom; y += line) {
            int end = right - random.nextInt(120);
            for (int x = left; x < end; x += 7) {
                if (random.nextInt(6) > 0) {
                    int rise = random.nextInt(3) * 3;
                    paint.drawLine(x, y, x, y - 5 - rise);
                    paint.drawArc(x, y - 6, 5, 6, random.nextInt(360), 200);
                }
            }
        }
    }

    static void chart(Graphics2D paint) {
        paint.setColor(Color.DARK_GRAY);
        paint.drawLine(50, 350, 570, 350);
        paint.drawLine(50, 350, 50, 30);
        for (int i = 0; i < 8; i++) {
            paint.setColor(new Color(60 + 20 * i, 110, 200 - 15 * i));
            int height = 60 + i * 83 % 220;
            paint.fillRect(75 + 62 * i, 350 - height, 40, height);
        }
    }

    static void hand(Graphics2D paint) {
        hand(paint, SKIN);
    }

    static void hand(Graphics2D paint, Color skin) {
        shaded(paint, skin, 200, 280, 95);
        paint.setStroke(new BasicStroke(38, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        paint.setColor(skin);
        int[][] tips = {{60, 230}, {120, 90}, {178, 60}, {236, 72}, {292, 120}};
        for (int[] tip : tips) {
            paint.drawLine(200 + (tip[0] - 200) / 3, 240, tip[0], tip[1]);
        }
        paint.fillRect(150, 340, 100, 100);
    }

    static void dunes(Graphics2D paint) {
        for (int layer = 0; layer < 4; layer++) {
            int top = 160 + 55 * layer;
            paint.setPaint(new GradientPaint(
                    0,
                    top - 40,
                    new Color(238 - 12 * layer, 196 - 16 * layer, 150 - 18 * layer),
                    0,
                    top + 140,
                    new Color(180, 120, 80)));
            Path2D dune = new Path2D.Double();
            dune.moveTo(0, 400);
            for (int x = 0; x <= 640; x += 8) {
                dune.lineTo(x, top + 34 * Math.sin(x * 0.009 * (layer + 1) + layer * 2));
            }
            dune.lineTo(640, 400);
            paint.fill(dune);
        }
    }

    static void peaches(Graphics2D paint) {
        Random random = new Random(17);
        for (int i = 0; i < 9; i++) {
            shaded(paint, new Color(240, 160, 110), 80 + i % 3 * 175, 70 + i / 3 * 125 + random.nextInt(20), 62);
        }
    }

    static void wood(Graphics2D paint) {
        paint.setStroke(new BasicStroke(2));
        for (int x = -20; x < 500; x += 9) {
            paint.setColor(new Color(150 + x * 7 % 30, 105 + x * 5 % 20, 65));
            Path2D grain = new Path2D.Double();
            grain.moveTo(x, 0);
            for (int y = 0; y <= 480; y += 12) {
                grain.lineTo(x + 10 * Math.sin(y * 0.012 + x * 0.02), y);
            }
            paint.draw(grain);
        }
    }

    static void spots(Graphics2D paint) {
        Random random = new Random(19);
        Color[] skins = {SKIN, DARK_SKIN, PALE_SKIN};
        for (int i = 0; i < 24; i++) {
            shaded(paint, skins[i % 3], random.nextInt(512), random.nextInt(512), 20 + random.nextInt(50));
        }
    }
}
