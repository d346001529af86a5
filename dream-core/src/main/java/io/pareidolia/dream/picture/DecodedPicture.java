package io.pareidolia.dream.picture;

import java.util.List;
import java.util.Optional;

/**
 * What was found in a file.
 *
 * @param picture sRGB, the right way up, over white where it was transparent
 * @param format what the file was, by its content
 * @param fileSize the size that the picture has in the file, the right way up; {@code picture} may be smaller
 * @param remarks sentences that the person who gave the file should see, such as that only its first frame is taken
 * @param stamp the text of the recipe that {@link PictureWriter} left in the file: a stranger's words, not parsed yet
 */
public record DecodedPicture(
        Picture picture, PictureFormat format, PictureSize fileSize, List<String> remarks, Optional<String> stamp) {
    public DecodedPicture {
        remarks = List.copyOf(remarks);
    }
}
