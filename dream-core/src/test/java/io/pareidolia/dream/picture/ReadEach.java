package io.pareidolia.dream.picture;

import io.pareidolia.dream.failure.DreamException;
import java.nio.file.Path;

/** Reads files in a process of its own and says for each, on a line, what became of it. */
final class ReadEach {
    private ReadEach() {}

    /** The longest side that is wanted, then the files. */
    public static void main(String[] arguments) {
        PictureReader reader = new PictureReader(PictureLimits.USUAL);
        for (int i = 1; i < arguments.length; i++) {
            try {
                DecodedPicture decoded = reader.read(Path.of(arguments[i]), Integer.parseInt(arguments[0]));
                float level = decoded.picture().planes()[decoded.picture().width() / 2];
                System.out.println("READ " + decoded.picture().size() + " level " + Math.round(level));
            } catch (DreamException refusal) {
                System.out.println(refusal.kind() + " " + refusal.getMessage());
            }
        }
    }
}
