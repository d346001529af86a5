package io.pareidolia.dream;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.picture.ContactSheet;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several small dreams of one picture on one sheet, each with its words beneath: the looks of a sampler, the layers or
 * channels of an atlas. A dream that fails leaves its place dark and does not end the others.
 */
public final class DreamSheet {
    /** The sheet that pleases is this much wider than high; an empty place weighs against that. */
    private static final double WIDE = 1.4;

    private static final double WEIGHT_OF_EMPTY = 1.5;
    private static final float DARK = 45;

    private final List<Entry> entries;
    private final Function<Recipe, GradientSource> sources;
    private final DreamCaps caps;

    /** One of the dreams and the words beneath it. */
    public record Entry(String words, Recipe recipe) {}

    /**
     * Where the sheet stands.
     *
     * @param picture which of the dreams is under way, counted from 1
     * @param pictures how many there are
     * @param words those beneath that dream
     * @param share what is done of the whole, 0 to 1
     * @param secondsLeft by the speed so far
     * @param preview the sheet as it is now, the places of what is to come dark. Made when asked for, by the thread that
     *     dreams and before the next step
     */
    public record Progress(
            int picture, int pictures, String words, double share, double secondsLeft, Supplier<Picture> preview) {}

    /** Who watches, and may end it. Called by the thread that dreams. */
    public interface Listener {
        /** One step of one dream is done. */
        void progressed(Progress progress);

        /** Asked before every gradient: true ends the whole sheet with a {@code CANCELLED} exception. */
        boolean cancelled();
    }

    /**
     * A finished sheet.
     *
     * @param picture each value within 0..255, not rounded
     * @param dreams those that worked out, each alone and as large as on the sheet
     * @param dead the words of those dreams whose gradient was zero at every step, so that nothing came of them
     * @param remarks a sentence each on what was done otherwise than asked
     */
    public record Result(Picture picture, List<Picture> dreams, List<String> dead, List<String> remarks) {
        public Result {
            dreams = List.copyOf(dreams);
            dead = List.copyOf(dead);
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * @param entries at least one
     * @param sources the gradients of a recipe's layers; a source is used until the next one is asked for
     * @param caps what each of the dreams may cost
     */
    public DreamSheet(List<Entry> entries, Function<Recipe, GradientSource> sources, DreamCaps caps) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a sheet of nothing");
        }
        this.entries = List.copyOf(entries);
        this.sources = sources;
        this.caps = caps;
    }

    /**
     * Dreams all of them, each from the first of several pictures to which its layers react at all.
     *
     * @param starts one or more of the same size; not changed
     * @throws DreamException as {@link #dream(Picture, Optional, Listener)}
     */
    public Result dream(List<Picture> starts, Listener listener) {
        return dream(starts, Optional.empty(), listener);
    }

    /**
     * Dreams all of them.
     *
     * @param photo of any size; not changed
     * @param first words for the photo itself to stand first on the sheet, or empty to leave it out
     * @throws DreamException if the listener cancels or not one dream works out
     */
    public Result dream(Picture photo, Optional<String> first, Listener listener) {
        return dream(List.of(photo), first, listener);
    }

    private Result dream(List<Picture> starts, Optional<String> first, Listener listener) {
        Picture photo = starts.get(0);
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        List<Picture> dreams = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        Watch watch = new Watch(photo, first, tiles, listener);
        DreamException failure = null;
        int failures = 0;
        for (Entry entry : entries) {
            watch.begin(entry);
            try {
                Dreamer dreamer = new Dreamer(sources.apply(entry.recipe), caps);
                Picture start = start(dreamer, entry.recipe, starts, listener);
                DreamResult result = dreamer.dream(start, entry.recipe, watch);
                remarks.addAll(result.remarks());
                if (watch.moved) {
                    PictureSize place = photo.size().withLongest(entry.recipe.size());
                    Picture dream = result.picture().resized(place);
                    dreams.add(dream);
                    tiles.add(new ContactSheet.Tile(dream, entry.words));
                } else {
                    dead.add(entry.words);
                    tiles.add(dark(photo, entry, " (dead)"));
                }
            } catch (DreamException failed) {
                if (failed.kind() == DreamException.Kind.CANCELLED) {
                    throw failed;
                }
                failure = failed;
                failures++;
                remarks.add(entry.words + ": " + failed.getMessage());
                tiles.add(dark(photo, entry, " (failed)"));
            }
        }
        if (failure != null && failures == entries.size()) {
            throw failure;
        }
        first.ifPresent(words -> tiles.add(0, original(photo, tiles, words)));
        return new Result(
                ContactSheet.grid(tiles, columns(tiles)),
                dreams,
                dead,
                remarks.stream().distinct().toList());
    }

    private static Picture start(Dreamer dreamer, Recipe recipe, List<Picture> starts, Listener listener) {
        Recipe oneStep = recipe.withOctaves(1).withSteps(1);
        for (Picture start : starts.subList(0, starts.size() - 1)) {
            Objective objective = new Objective(listener);
            dreamer.dream(start, oneStep, objective);
            if (objective.value != 0) {
                return start;
            }
        }
        return starts.get(starts.size() - 1);
    }

    private static ContactSheet.Tile dark(Picture photo, Entry entry, String why) {
        PictureSize size = photo.size().withLongest(entry.recipe.size());
        return new ContactSheet.Tile(Picture.filled(size.width(), size.height(), DARK, DARK, DARK), entry.words + why);
    }

    private static ContactSheet.Tile original(Picture photo, List<ContactSheet.Tile> tiles, String words) {
        return new ContactSheet.Tile(photo.resized(tiles.get(0).picture().size()), words);
    }

    private static int columns(List<ContactSheet.Tile> tiles) {
        PictureSize cell = tiles.get(0).picture().size();
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int columns = 1; columns <= tiles.size(); columns++) {
            int rows = (tiles.size() + columns - 1) / columns;
            double wide = (double) columns * cell.width() / ((double) rows * cell.height());
            double empty = (double) (rows * columns - tiles.size()) / tiles.size();
            double displeasing = Math.abs(Math.log(wide / WIDE)) + WEIGHT_OF_EMPTY * empty;
            if (displeasing < least) {
                least = displeasing;
                best = columns;
            }
        }
        return best;
    }

    /** Of the last step. */
    private static final class Objective implements DreamListener {
        private final Listener listener;
        private double value;

        Objective(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void progressed(DreamProgress now) {
            value = now.objective();
        }

        @Override
        public boolean cancelled() {
            return listener.cancelled();
        }
    }

    /** Turns the progress of single dreams into that of the sheet. */
    private final class Watch implements DreamListener {
        private final Picture photo;
        private final Optional<String> first;
        private final List<ContactSheet.Tile> finished;
        private final Listener listener;
        private final double all;
        private final long begun = System.nanoTime();
        private double before;
        private int number;
        private @Nullable Entry entry;
        private long entryBegun;
        private double share;
        private boolean moved;

        /** @param finished what stands on the sheet already; grows meanwhile */
        Watch(Picture photo, Optional<String> first, List<ContactSheet.Tile> finished, Listener listener) {
            this.photo = photo;
            this.first = first;
            this.finished = finished;
            this.listener = listener;
            all = entries.stream()
                    .mapToDouble(each -> Sampler.work(each.recipe, photo.size()))
                    .sum();
        }

        void begin(Entry next) {
            if (entry != null) {
                before += Sampler.work(entry.recipe, photo.size());
            }
            entry = next;
            entryBegun = System.nanoTime();
            number++;
            moved = false;
        }

        @Override
        public void progressed(DreamProgress now) {
            Entry current = entry;
            if (current == null) {
                throw new IllegalStateException("progress before the first dream");
            }
            moved |= now.objective() != 0;
            long time = System.nanoTime();
            double spent = (time - entryBegun) / 1e9;
            double reached =
                    (before + Sampler.work(current.recipe, photo.size()) * spent / (spent + now.secondsLeft())) / all;
            // an estimate that has grown is no step back
            share = Math.max(share, reached);
            double secondsLeft = (time - begun) / 1e9 * (1 - share) / share;
            listener.progressed(new Progress(
                    number, entries.size(), current.words, share, secondsLeft, () -> soFar(current, now.preview())));
        }

        private Picture soFar(Entry current, Supplier<Picture> dream) {
            List<ContactSheet.Tile> shown = new ArrayList<>(finished);
            PictureSize place = photo.size().withLongest(current.recipe.size());
            shown.add(new ContactSheet.Tile(dream.get().resized(place), current.words));
            entries.subList(shown.size(), entries.size()).forEach(next -> shown.add(dark(photo, next, "")));
            first.ifPresent(words -> shown.add(0, original(photo, shown, words)));
            return ContactSheet.grid(shown, columns(shown));
        }

        @Override
        public boolean cancelled() {
            return listener.cancelled();
        }
    }
}
