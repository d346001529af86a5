package io.pareidolia.dream;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.dream.machine.Device;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.Network;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import io.pareidolia.dream.picture.ContactSheet;
import io.pareidolia.dream.picture.Picture;
import io.pareidolia.dream.picture.PictureLimits;
import io.pareidolia.dream.picture.PictureReader;
import io.pareidolia.dream.picture.PictureSize;
import io.pareidolia.dream.picture.PictureWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Paints {@code config/looks/}: for each network a contact sheet of every look on every photograph of a folder, and for
 * each look a small picture. Run by name, whenever looks or the dreamer change:
 * {@code mvn -pl dream-core test -Dtest=LookPictures -Dpareidolia.photos=FOLDER -Dpareidolia.googlenet=FILE}.
 */
class LookPictures {
    private static final Path RESULTS = Path.of("..", "config", "looks");
    private static final int DREAMED = 512;
    private static final int ON_SHEET = 240;
    private static final int SMALL = 256;
    private static final int THREADS = 2;

    @Test
    void ofTheBundledNetwork() throws IOException {
        NetworkCard card = Catalogue.bundled().require("inception-v3");
        paint(Network.of(card, new NetworkFolder(RESULTS).read(card), Optional.empty()));
    }

    @Test
    void ofTheClassic() throws IOException {
        paint(Network.file(setting("pareidolia.googlenet"), Catalogue.bundled(), Optional.empty()));
    }

    private static String setting(String name) {
        String value = System.getProperty(name, "");
        assertThat(value).as("-D" + name + "=…").isNotEmpty();
        return value;
    }

    private static List<Picture> photos() throws IOException {
        PictureReader reader = new PictureReader(PictureLimits.USUAL);
        List<Picture> photos = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(setting("pareidolia.photos")))) {
            for (Path file : files.sorted().toList()) {
                photos.add(reader.read(file, DREAMED).picture());
            }
        }
        return photos;
    }

    private static void paint(Network network) throws IOException {
        Looks looks = Looks.bundled();
        NetworkChoice choice = new NetworkChoice(
                network.name(), network.kin(), network.sha256(), LayerExpression.of(network.layer()), Optional.empty());
        RecipeResolver resolver = new RecipeResolver(looks, List.of(choice), List.of(), () -> 1);
        List<Picture> photos = photos();
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        Path folder = Files.createDirectories(RESULTS.resolve(network.kin()));
        for (Look look : looks.of(network.kin())) {
            RecipeWish wish = RecipeText.parse(look.name() + " size=" + DREAMED);
            for (Picture photo : photos) {
                Recipe recipe = ((Resolution.Dream) resolver.resolve(wish, photo.width(), photo.height())).recipe();
                try (NetworkGradient gradient =
                        NetworkGradient.of(network, recipe.layer(), Device.AUTO.chosen(), THREADS, 1L << 30)) {
                    Picture dream = new Dreamer(gradient, DreamCaps.NONE)
                            .dream(photo, recipe, progress -> {})
                            .picture();
                    if (photo == photos.get(0)) {
                        write(dream, SMALL, folder.resolve(look.name() + ".jpg"));
                    }
                    tiles.add(new ContactSheet.Tile(sized(dream, ON_SHEET), look.name()));
                }
            }
        }
        // three looks a row
        Picture sheet = ContactSheet.grid(tiles, 3 * photos.size());
        PictureWriter.write(sheet, RESULTS.resolve(network.kin() + ".jpg"), Optional.empty());
    }

    private static void write(Picture picture, int longest, Path file) throws IOException {
        PictureWriter.write(sized(picture, longest), file, Optional.empty());
    }

    private static Picture sized(Picture picture, int longest) {
        PictureSize size = picture.size().withLongest(longest);
        return picture.shrunk(size.width(), size.height());
    }
}
