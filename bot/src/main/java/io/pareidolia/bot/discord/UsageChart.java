package io.pareidolia.bot.discord;

import io.pareidolia.bot.quota.Turnover;
import io.pareidolia.dream.picture.Lettering;
import io.pareidolia.dream.picture.Picture;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a server dreamed, as a picture: a bar of device minutes for each day, and one for each of those who dream most. It
 * has numbers alone, which are the same in every language; the words stand beside it.
 */
final class UsageChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 72;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 44;
    private static final int FOOT = 284;
    private static final int FIRST_MEMBER = FOOT + 56;
    private static final int MEMBER = 32;
    private static final int MEMBER_BAR = 18;
    private static final int MARGIN = 12;

    /** For "1234.5 min" behind the bar of a member. */
    private static final int ROOM_FOR_MINUTES = 112;

    private static final int WIDEST_BAR = 56;
    private static final double MINUTE = 60;
    private static final int GRID_LINES = 4;
    private static final int MOST_LABELLED = 10;
    private static final int WEEK = 7;
    private static final Lettering LETTERS = Lettering.LARGE;
    private static final int INK = 0xE1E1E1;
    private static final int PALE = 0x9A9A9A;
    private static final int GROUND = 0x161616;
    private static final int LINE = 0x303030;
    private static final int BAR = 0x9678C8;
    private static final int TODAY = 0xD8B4FE;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    private final Picture picture;

    private UsageChart(int height) {
        picture = Picture.filled(WIDTH, height, level(GROUND, 0), level(GROUND, 1), level(GROUND, 2));
    }

    /**
     * Draws it.
     *
     * @param last the last day, on the right
     * @param used days on which something was dreamed
     * @param top members, the first first
     */
    static Picture of(LocalDate last, int days, List<Turnover.Day> used, List<Turnover.Share> top) {
        UsageChart chart = new UsageChart(FIRST_MEMBER + top.size() * MEMBER + (top.isEmpty() ? -MEMBER / 2 : 0));
        chart.days(last, days, used);
        chart.members(top);
        return chart.picture;
    }

    private static int level(int colour, int channel) {
        return colour >> (16 - 8 * channel) & 255;
    }

    private void days(LocalDate last, int days, List<Turnover.Day> used) {
        Map<LocalDate, Double> minutes =
                used.stream().collect(Collectors.toMap(Turnover.Day::date, day -> day.seconds() / MINUTE));
        double most =
                minutes.values().stream().mapToDouble(value -> value).max().orElse(0);
        double step = step(Math.max(most, 1)); // less than a minute is not made to look like much
        int lines = (int) Math.max(2, Math.ceil(most / step - 1e-9));
        double full = lines * step;
        write(LEFT - MARGIN - 3 * LETTERS.width(), TOP - LETTERS.height() - MARGIN, "min", PALE);
        for (int line = 0; line <= lines; line++) {
            int y = FOOT - (FOOT - TOP) * line / lines;
            fill(LEFT, y, RIGHT - LEFT, 1, line == 0 ? PALE : LINE);
            String label = BigDecimal.valueOf(line * step).stripTrailingZeros().toPlainString();
            write(LEFT - MARGIN - label.length() * LETTERS.width(), y - LETTERS.height() / 2, label, PALE);
        }
        boolean few = days <= MOST_LABELLED;
        double slot = (double) (RIGHT - LEFT) / days;
        int width = Math.min(WIDEST_BAR, Math.max(2, (int) (slot * 0.7)));
        boolean shown = false;
        for (int day = 0; day < days; day++) {
            LocalDate date = last.minusDays(days - 1L - day);
            double value = minutes.getOrDefault(date, 0.0);
            int middle = LEFT + (int) (slot * (day + 0.5));
            int high = value == 0 ? 0 : Math.max(2, (int) Math.round((FOOT - TOP) * value / full));
            fill(middle - width / 2, FOOT - high, width, high, date.equals(last) ? TODAY : BAR);
            boolean highest = value == most && !shown;
            if (value > 0 && (few || highest)) {
                shown = shown || highest;
                middle(middle, FOOT - high - LETTERS.height() - 2, number(value), INK);
            }
            if (few || (days - 1 - day) % WEEK == 0) {
                fill(middle, FOOT + 1, 1, 5, PALE);
                middle(middle, FOOT + 8, DATE.format(date), date.equals(last) ? INK : PALE);
            }
        }
    }

    /** Between two lines: 1, 2 or 5 of some power of ten, so that there are about four. */
    private static double step(double most) {
        double rough = most / GRID_LINES;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private void members(List<Turnover.Share> top) {
        double most = top.stream().mapToDouble(Turnover.Share::seconds).max().orElse(0);
        int room = RIGHT - LEFT - ROOM_FOR_MINUTES;
        for (int rank = 0; rank < top.size(); rank++) {
            double seconds = top.get(rank).seconds();
            int y = FIRST_MEMBER + rank * MEMBER;
            String place = String.valueOf(rank + 1);
            write(LEFT - MARGIN - place.length() * LETTERS.width(), y, place, INK);
            int length = most == 0 ? 2 : Math.max(2, (int) Math.round(room * seconds / most));
            fill(LEFT, y + (LETTERS.height() - MEMBER_BAR) / 2, length, MEMBER_BAR, BAR);
            write(LEFT + length + MARGIN, y, number(seconds / MINUTE) + " min", INK);
        }
    }

    private static String number(double minutes) {
        if (minutes > 0 && minutes < 0.05) {
            return "<0.1";
        }
        return minutes >= 100 ? String.valueOf(Math.round(minutes)) : String.format(Locale.ROOT, "%.1f", minutes);
    }

    private void middle(int x, int y, String text, int colour) {
        int left = x - text.length() * LETTERS.width() / 2;
        write(Math.min(left, WIDTH - text.length() * LETTERS.width()), y, text, colour);
    }

    private void write(int x, int y, String text, int colour) {
        LETTERS.draw(picture, x, y, text, level(colour, 0), 1);
    }

    private void fill(int x, int y, int width, int height, int colour) {
        int plane = WIDTH * picture.height();
        for (int channel = 0; channel < 3; channel++) {
            for (int row = y; row < y + height; row++) {
                int from = channel * plane + row * WIDTH + x;
                Arrays.fill(picture.planes(), from, from + width, level(colour, channel));
            }
        }
    }
}
