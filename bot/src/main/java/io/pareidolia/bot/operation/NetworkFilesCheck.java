package io.pareidolia.bot.operation;

import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.network.Catalogue;
import io.pareidolia.dream.network.NetworkCard;
import io.pareidolia.dream.network.NetworkFolder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Whether the files of networks that are here are those of the catalogue, to the last bit. */
public record NetworkFilesCheck(Catalogue catalogue, NetworkFolder folder) implements Check {
    private static final String PART = "networks";

    @Override
    public Finding look() {
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (NetworkCard card : catalogue.all()) {
            if (folder.bundles(card) || Files.exists(folder.of(card))) {
                try {
                    folder.read(card);
                    good.add(card.name());
                } catch (DreamException wrong) {
                    bad.add(String.valueOf(wrong.getMessage()));
                }
            }
        }
        if (!bad.isEmpty()) {
            return Finding.fail(
                    PART, String.join(" ", bad), "Delete the file, and bring it anew with \"networks fetch NAME\".");
        }
        if (good.isEmpty()) {
            return Finding.fail(
                    PART, "None of the catalogue's networks is here.", "Bring one with \"networks fetch NAME\".");
        }
        return Finding.ok(PART, "As the catalogue has them: " + String.join(", ", good) + ".");
    }
}
