package io.pareidolia.dream.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFormatTest {
    @ParameterizedTest
    @CsvSource({
        "JPEG, image/jpeg",
        "PNG, image/png",
        "WEBP, image/webp",
        "GIF, image/gif",
        "BMP, image/bmp",
        "TIFF, image/tiff",
        "NPY, application/octet-stream"
    })
    void mediaTypesAreTheRegisteredOnes(PictureFormat format, String mediaType) {
        assertThat(format.mediaType()).isEqualTo(mediaType);
    }
}
