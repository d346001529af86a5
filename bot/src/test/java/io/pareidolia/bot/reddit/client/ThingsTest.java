package io.pareidolia.bot.reddit.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThingsTest {
    private static final String PREVIEW = "\"preview\":{\"images\":[{\"source\":{"
            + "\"url\":\"https://preview.redd.it/p.jpg?s=1&x=2\",\"width\":640,\"height\":480}}]}";
    private static final String GALLERY = "\"is_gallery\":true,\"gallery_data\":{\"items\":[{\"media_id\":\"b\"},"
            + "{\"media_id\":\"a\"},{\"media_id\":\"c\"}]},\"media_metadata\":{"
            + "\"a\":{\"status\":\"valid\",\"e\":\"Image\",\"s\":{\"u\":\"https://preview.redd.it/a\",\"x\":3,\"y\":4}},"
            + "\"b\":{\"status\":\"valid\",\"e\":\"Image\",\"s\":{\"u\":\"https://preview.redd.it/b\",\"x\":1,\"y\":2}},"
            + "\"c\":{\"status\":\"unprocessed\"}}";

    private static Post post(String fields) throws IOException {
        return Things.post(
                JsonMapper.builder().build().readTree("{\"name\":\"t3_p\",\"author\":\"ann\"," + fields + "}"));
    }

    private static Comment comment(String fields) throws IOException {
        return Things.comment(JsonMapper.builder().build().readTree("{\"name\":\"t1_c\"," + fields + "}"));
    }

    @Test
    void aPictureOnRedditComesBeforeItsPreview() throws IOException {
        Post post = post("\"url\":\"https://i.redd.it/p.jpg\"," + PREVIEW);
        assertThat(post.gallery()).isFalse();
        assertThat(post.pictures())
                .containsExactly(
                        new PostPicture("https://i.redd.it/p.jpg", 640, 480),
                        new PostPicture("https://preview.redd.it/p.jpg?s=1&x=2", 640, 480));
    }

    @Test
    void elsewhereThePreviewComesBeforeTheLink() throws IOException {
        assertThat(post("\"url\":\"https://i.imgur.com/q.png\"," + PREVIEW).pictures())
                .extracting(PostPicture::url)
                .containsExactly("https://preview.redd.it/p.jpg?s=1&x=2", "https://i.imgur.com/q.png");
    }

    @Test
    void aGalleryKeepsItsOrderAndTellsWhatIsNotReady() throws IOException {
        Post post = post(GALLERY);
        assertThat(post.gallery()).isTrue();
        assertThat(post.unprocessed()).isTrue();
        assertThat(post.pictures())
                .containsExactly(
                        new PostPicture("https://preview.redd.it/b", 1, 2),
                        new PostPicture("https://preview.redd.it/a", 3, 4));
    }

    @Test
    void aCrosspostShowsThePicturesOfTheOriginal() throws IOException {
        Post post = post("\"url\":\"https://www.reddit.com/gallery/o\",\"media_metadata\":null,\"over_18\":false,"
                + "\"crosspost_parent_list\":[{\"over_18\":true," + GALLERY + "}]");
        assertThat(post.pictures()).hasSize(2);
        assertThat(post.nsfw()).isTrue();
    }

    @Test
    void aTextPostHasNoPictureButThoseInItsText() throws IOException {
        assertThat(post("\"is_self\":true,\"url\":\"https://www.reddit.com/r/a/comments/p/\"")
                        .pictures())
                .isEmpty();
        assertThat(post("\"is_self\":true,\"selftext\":\"![img](a) ![img](b)\","
                                + GALLERY.replaceFirst("\"is_gallery\".*?\"media_metadata\"", "\"media_metadata\""))
                        .pictures())
                .extracting(PostPicture::url)
                .containsExactly("https://preview.redd.it/a", "https://preview.redd.it/b");
    }

    @Test
    void whatIsGoneIsToldByWhom() throws IOException {
        assertThat(post("\"removed_by_category\":\"moderator\"")).matches(post -> post.removed() && !post.deleted());
        assertThat(Things.post(JsonMapper.builder()
                        .build()
                        .readTree("{\"author\":\"[deleted]\",\"removed_by_category\":\"deleted\"}")))
                .matches(post ->
                        post.deleted() && !post.removed() && post.author().isEmpty());
        assertThat(comment("\"author\":\"[deleted]\",\"body\":\"[removed]\""))
                .matches(gone -> gone.removed() && !gone.deleted());
        assertThat(comment("\"author\":\"[deleted]\",\"body\":\"[deleted]\""))
                .matches(gone -> gone.deleted() && !gone.removed());
        assertThat(comment("\"author\":\"ann\",\"body\":\"hello\",\"distinguished\":null"))
                .matches(there -> !there.deleted() && !there.removed() && !there.distinguished());
    }

    @Test
    void aMentionKnowsItsPost() throws IOException {
        InboxItem item = Things.inboxItem(JsonMapper.builder()
                .build()
                .readTree("{\"name\":\"t1_m\",\"was_comment\":true,\"type\":\"username_mention\",\"author\":null,"
                        + "\"context\":\"/r/aww/comments/abc12/a_cat/m/?context=3\",\"created_utc\":1700000000.0}"));
        assertThat(item.post()).isEqualTo("t3_abc12");
        assertThat(item.author()).isEmpty();
    }
}
