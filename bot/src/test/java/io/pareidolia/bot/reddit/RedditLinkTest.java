package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.dream.failure.DreamException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedditLinkTest {
    private static final Optional<URI> API = Optional.of(URI.create("http://127.0.0.1:7800/"));

    @ParameterizedTest
    @CsvSource({
        "t3_abc123, t3_abc123",
        "t1_abc123, t1_abc123",
        "https://www.reddit.com/r/aww/comments/abc123/my_cat/, t3_abc123",
        "https://www.reddit.com/r/aww/comments/abc123/my_cat/?utm_source=share&utm_medium=web, t3_abc123",
        "https://www.reddit.com/r/aww/comments/abc123/, t3_abc123",
        "https://www.reddit.com/r/aww/comments/abc123, t3_abc123",
        "https://www.reddit.com/r/aww/comments/abc123/my_cat/def456/?context=3, t1_def456",
        "https://www.reddit.com/r/aww/comments/abc123/comment/def456/, t1_def456",
        "https://old.reddit.com/r/aww/comments/abc123/_/def456, t1_def456",
        "https://www.reddit.com/user/ada/comments/abc123/my_cat/, t3_abc123",
        "https://reddit.com/comments/abc123, t3_abc123",
        "www.reddit.com/r/aww/comments/abc123/my_cat, t3_abc123",
        "/r/aww/comments/abc123/my_cat/, t3_abc123",
        "https://www.reddit.com/gallery/abc123, t3_abc123",
        "https://redd.it/abc123, t3_abc123",
        "redd.it/ABC123, t3_abc123",
        "http://127.0.0.1:7800/r/pics/comments/abc123/x/, t3_abc123",
        "' https://redd.it/abc123 ', t3_abc123"
    })
    void everyFormOfALinkLeadsToItsPostOrComment(String typed, String fullname) {
        assertThat(RedditLink.of(typed, API).fullname()).isEqualTo(fullname);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cat.jpg",
                "t5_abc",
                "https://www.reddit.com/r/aww/",
                "https://www.reddit.com/r/aww/wiki/comments/abc",
                "https://example.com/r/aww/comments/abc123/",
                "https://redd.it/",
                "https://www.reddit.com.example.com/r/aww/comments/abc123/",
                "http://127.0.0.2/r/aww/comments/abc123/",
                "https://[/"
            })
    void anythingElseIsOneSentence(String typed) {
        assertThatThrownBy(() -> RedditLink.of(typed, API))
                .isInstanceOf(DreamException.class)
                .hasMessageContaining("is no link to a post or comment on Reddit");
    }
}
