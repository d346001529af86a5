package io.pareidolia.bot.reddit.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pareidolia.bot.reddit.client.RedditFailure.Kind;
import io.pareidolia.bot.reddit.loopback.Announcement;
import io.pareidolia.bot.reddit.loopback.Hand;
import io.pareidolia.bot.reddit.loopback.LoopbackComment;
import io.pareidolia.bot.reddit.loopback.LoopbackPost;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.reddit.loopback.LoopbackSubreddit;
import io.pareidolia.bot.settings.RedditSettings;
import io.pareidolia.bot.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real JRAW against the loopback Reddit. */
class RedditClientScenarioTest {
    private static final Path PHOTO = Path.of("../docs/alpine.jpg");

    private final LoopbackReddit reddit = LoopbackReddit.start();
    private final LoopbackSubreddit pics = reddit.subreddit("pics")
            .moderators(reddit.user("moderator"), reddit.bot())
            .picturesInComments(true);
    private final Hand ada = reddit.hand("ada");
    private final Hand bob = reddit.hand("bob");
    private final RedditClient client = new RedditClient(
            new RedditSettings(
                    Optional.of(LoopbackReddit.CLIENT_ID),
                    Optional.of(new Secret(LoopbackReddit.CLIENT_SECRET)),
                    Optional.of(LoopbackReddit.BOT),
                    Optional.of(new Secret(LoopbackReddit.PASSWORD)),
                    Optional.empty(),
                    Optional.of(LoopbackReddit.OWNER),
                    Optional.of(URI.create(reddit.apiUrl())),
                    Optional.of(URI.create(reddit.authUrl())),
                    5,
                    List.of(),
                    false,
                    Duration.ofHours(1),
                    Optional.empty(),
                    100),
            Clock.systemUTC());
    private byte[] photo;
    private LoopbackPost post;

    @BeforeEach
    void post() throws IOException {
        photo = Files.readAllBytes(PHOTO);
        post = ada.post(pics, "My mountain", photo);
    }

    @AfterEach
    void close() {
        client.close();
        assertThat(reddit.violations()).isEmpty();
        reddit.close();
    }

    private static RedditFailure failure(Runnable call) {
        return catchThrowableOfType(RedditFailure.class, call::run);
    }

    @Test
    void aMentionIsHeardAnsweredFoundAgainAndRead() {
        LoopbackComment mention = bob.mention(post, "puppyslug");
        List<InboxItem> unread = client.unread();
        assertThat(unread).singleElement().satisfies(item -> {
            assertThat(item.fullname()).isEqualTo(mention.fullname());
            assertThat(item.post()).isEqualTo(post.fullname());
            assertThat(item.author()).isEqualTo("bob");
        });
        assertThat(client.post(post.fullname()).orElseThrow().pictures()).isNotEmpty();
        Comment answer = client.reply(mention.fullname(), "here it is");
        assertThat(client.replies(post.fullname(), mention.fullname()))
                .extracting(Comment::fullname)
                .containsExactly(answer.fullname());
        assertThat(client.replies(post.fullname(), ""))
                .extracting(Comment::fullname)
                .containsExactly(mention.fullname());
        client.read(List.of(mention.fullname()));
        assertThat(client.unread()).isEmpty();
        client.edit(answer.fullname(), "here it was");
        client.distinguish(answer.fullname());
        assertThat(client.comment(answer.fullname()).orElseThrow())
                .matches(comment -> comment.body().equals("here it was") && comment.distinguished());
        client.delete(answer.fullname());
        assertThat(client.replies(post.fullname(), mention.fullname())).allMatch(Comment::deleted);
    }

    @Test
    void galleriesAndCrosspostsKeepTheirOrder() {
        LoopbackPost gallery = ada.gallery(pics, "Three", photo, photo, photo);
        LoopbackPost cross = bob.crosspost(reddit.subreddit("other"), "Look", gallery);
        Post read = client.post(gallery.fullname()).orElseThrow();
        assertThat(read.pictures()).hasSize(3).allMatch(picture -> picture.width() > 0);
        assertThat(client.post(cross.fullname()).orElseThrow().pictures()).isEqualTo(read.pictures());
        assertThat(client.newest("pics", Optional.of(post.fullname())))
                .extracting(Post::fullname)
                .containsExactly(gallery.fullname());
    }

    @Test
    void aPictureStandsInACommentOrInAPostOfItsOwn() {
        Upload upload = client.upload(photo, "image/jpeg", "dream.jpg");
        Comment answer = client.reply(
                post.fullname(),
                RichText.empty()
                        .picture(upload, "a dream")
                        .code("look=puppyslug")
                        .paragraph(new RichText.Span.Small("a bot")));
        assertThat(reddit.answers())
                .singleElement()
                .satisfies(comment -> assertThat(comment.pictures()).hasSize(1));
        assertThat(client.comment(answer.fullname()).orElseThrow().pictures()).hasSize(1);

        Upload other = client.upload(photo, "image/jpeg", "dream.jpg");
        Optional<String> link =
                client.submit("u_" + LoopbackReddit.BOT, "A dream", other, true, false, Duration.ofSeconds(10));
        assertThat(link).isPresent();
        assertThat(client.submitted(LoopbackReddit.BOT)).singleElement().satisfies(posted -> {
            assertThat(link.get()).contains(posted.permalink());
            assertThat(posted.nsfw()).isTrue();
        });
    }

    @Test
    void thePageOfRulesIsWrittenOnceAndKeptAmongModerators() {
        assertThat(client.about("pics")).matches(there -> there.moderator() && there.picturesInComments());
        assertThat(client.wiki("pics", "pareidolia")).isEmpty();
        client.editWiki("pics", "pareidolia", "enabled: true", "first", Optional.empty());
        client.hideWiki("pics", "pareidolia");
        WikiPage first = client.wiki("pics", "pareidolia").orElseThrow();
        assertThat(first.text()).isEqualTo("enabled: true");
        assertThat(first.author()).isEqualTo(LoopbackReddit.BOT);
        client.editWiki("pics", "pareidolia", "enabled: false", "second", Optional.of(first.revision()));
        assertThat(failure(() -> client.editWiki(
                                "pics", "pareidolia", "enabled: true", "third", Optional.of(first.revision())))
                        .kind())
                .isEqualTo(Kind.CONFLICT);
        client.modmail("pics", "Your page", "line 3");
        assertThat(pics.modmail()).hasSize(1);
        assertThat(client.isModerator("pics", "moderator")).isTrue();
        assertThat(client.isModerator("pics", "ada")).isFalse();
        assertThat(client.isContributor("pics", "ada")).isFalse();
        assertThat(client.author("ada").name()).isEqualTo("ada");
        client.message("ada", "hello", "you");
        assertThat(reddit.messages()).isNotEmpty();
    }

    @Test
    void aTokenThatEndsInTheMiddleIsReplaced() {
        client.me();
        reddit.expireTokens();
        assertThat(client.me().name()).isEqualTo(LoopbackReddit.BOT);
        assertThat(reddit.tokensIssued()).isEqualTo(2);
        assertThat(client.lackingScopes()).isEmpty();
    }

    @Test
    void aLostAnnouncementSaysNothing() {
        reddit.announce(Announcement.SILENT);
        Upload upload = client.upload(photo, "image/jpeg", "dream.jpg");
        assertThat(client.submit("pics", "A dream", upload, false, true, Duration.ofSeconds(1)))
                .isEmpty();
        assertThat(client.submitted(LoopbackReddit.BOT)).hasSize(1);
    }

    @Test
    void closedThreadsAndBansAreTold() {
        post.locked(true);
        LoopbackPost old = ada.post(pics, "Old", photo).archived(true);
        assertThat(failure(() -> client.reply(old.fullname(), "x")).kind()).isEqualTo(Kind.ARCHIVED);
        LoopbackSubreddit strict = reddit.subreddit("strict").moderators(reddit.user("moderator"));
        LoopbackPost there = ada.post(strict, "There", photo).locked(true);
        assertThat(failure(() -> client.reply(there.fullname(), "x")).kind()).isEqualTo(Kind.LOCKED);
        reddit.hand("moderator").ban(strict);
        assertThat(client.about("strict").banned()).isTrue();
    }
}
