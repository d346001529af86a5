package io.pareidolia.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.reddit.loopback.Hand;
import io.pareidolia.bot.reddit.loopback.LoopbackComment;
import io.pareidolia.bot.reddit.loopback.LoopbackPost;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.reddit.loopback.LoopbackSubreddit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedditTryCommandTest {
    private final LoopbackReddit reddit = LoopbackReddit.start();
    private final LoopbackSubreddit pics = reddit.subreddit("pics")
            .moderators(reddit.user("moderator"), reddit.bot())
            .picturesInComments(true);
    private final LoopbackSubreddit links = reddit.subreddit("links").moderators(reddit.user("moderator"));
    private final Hand ada = reddit.hand("ada");
    private final Hand bob = reddit.hand("bob");
    private final Hand moderator = reddit.hand("moderator");
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "PAREIDOLIA_REDDIT_API_URL", reddit.apiUrl(),
            "PAREIDOLIA_REDDIT_AUTH_URL", reddit.authUrl(),
            "PAREIDOLIA_REDDIT_CLIENT_ID", LoopbackReddit.CLIENT_ID,
            "PAREIDOLIA_REDDIT_CLIENT_SECRET", LoopbackReddit.CLIENT_SECRET,
            "PAREIDOLIA_REDDIT_USERNAME", LoopbackReddit.BOT,
            "PAREIDOLIA_REDDIT_PASSWORD", LoopbackReddit.PASSWORD,
            "PAREIDOLIA_REDDIT_OWNER", LoopbackReddit.OWNER,
            "PAREIDOLIA_FETCH_ALLOW_LOOPBACK", "true"));
    private byte[] photo;
    private Shell shell;

    @BeforeEach
    void photo() throws IOException {
        photo = Files.readAllBytes(Path.of("../docs/alpine.jpg"));
    }

    /** Whatever was looked at, nothing was written, and nothing is read that was not. */
    @AfterEach
    void nothingWasPosted() {
        assertThat(reddit.requests().keySet())
                .filteredOn(request -> !request.startsWith("GET "))
                .allMatch(request -> request.endsWith("/api/v1/access_token"));
        assertThat(reddit.answers()).isEmpty();
        assertThat(reddit.messages()).isEmpty();
        assertThat(pics.modmail()).isEmpty();
        assertThat(reddit.violations()).isEmpty();
        reddit.close();
    }

    private int tried(String link) {
        shell = Shell.ofOperator(environment);
        return shell.type("reddit", "try", link);
    }

    /** What was said of a part, with the lines that belong to it. */
    private String part(String name) {
        StringBuilder part = new StringBuilder();
        boolean on = false;
        for (String line : shell.out().lines().toList()) {
            on = line.startsWith(" ") ? on : line.startsWith(name + " ");
            part.append(on ? line.replaceFirst("^(?:" + name + ")? +", "") + "\n" : "");
        }
        return part.toString().strip();
    }

    @Test
    void underAPostWithAPictureItTellsWhatIsMeantAndHowItWouldAnswer() {
        LoopbackPost post = ada.post(pics, "My mountain", photo);
        assertThat(tried("https://www.reddit.com" + post.permalink()))
                .as(shell.out())
                .isZero();
        assertThat(part("account")).isEqualTo("u/pareidolia");
        assertThat(part("post")).isEqualTo("\"My mountain\" by u/ada in r/pics");
        assertThat(part("picture")).startsWith(reddit.apiUrl()).contains(".redd.it/");
        assertThat(part("fetched")).contains("image/jpeg");
        assertThat(part("r/pics")).isEqualTo("public, the bot moderates it, pictures in comments are allowed");
        assertThat(part("settings"))
                .startsWith("There is no wiki page pareidolia")
                .contains("enabled: true");
        assertThat(part("answer")).isEqualTo("a comment with the picture in it.");
        assertThat(shell.said()).contains("Nothing was posted.");
    }

    @Test
    void allFormsOfALinkLeadThere() {
        LoopbackPost post = ada.post(links, "My mountain", photo);
        String id = post.fullname().substring(3);
        for (String link : new String[] {
            post.fullname(),
            "https://redd.it/" + id,
            "old.reddit.com/comments/" + id,
            reddit.apiUrl() + "r/links/comments/" + id
        }) {
            assertThat(tried(link)).as(link + " " + shell.err()).isZero();
            assertThat(part("answer")).isEqualTo("a post in the profile u/pareidolia, and a comment that leads there.");
        }
    }

    @Test
    void aGalleryIsListedAndACommentPicksFromIt() {
        LoopbackPost gallery = ada.gallery(pics, "Three", photo, photo, photo);
        assertThat(tried(gallery.fullname())).isZero();
        assertThat(part("picture").lines()).hasSize(4);
        String second = part("picture")
                .lines()
                .filter(line -> line.startsWith("2: "))
                .findFirst()
                .orElseThrow();
        LoopbackComment asked = bob.mention(gallery, "eyes #2");
        assertThat(tried("https://reddit.com" + asked.permalink())).isZero();
        assertThat(part("comment")).isEqualTo("u/bob calls the bot: look=eyes, picture 2.");
        assertThat(part("picture").lines().findFirst()).hasValue(second.substring(3));
        assertThat(tried(bob.mention(gallery, "4").fullname())).isEqualTo(2);
        assertThat(part("picture")).isEqualTo("There is none of that number.");
        assertThat(part("answer")).startsWith("no dream: a comment says once a post");
        assertThat(tried(
                        ada.gallery(pics, "New", photo, photo).unprocessed(true).fullname()))
                .isEqualTo(2);
        assertThat(part("picture")).startsWith("Reddit still works on it");
    }

    @Test
    void aReplyMeansThePictureOfTheCommentAboveIt() {
        LoopbackPost post = ada.post(pics, "My mountain", photo);
        LoopbackComment shown = bob.comment(post, "mine", photo);
        assertThat(tried(shown.fullname())).isZero();
        String picture = part("picture");
        assertThat(part("comment")).startsWith("u/bob does not call the bot");
        assertThat(picture).contains("/preview.redd.it/");
        assertThat(tried(ada.mention(shown, "").fullname())).isZero();
        assertThat(part("comment")).isEqualTo("u/ada calls the bot: the usual look.");
        assertThat(part("picture")).isEqualTo(picture);
        assertThat(tried(ada.mention(bob.comment(post, "nice"), "").fullname())).isZero();
        assertThat(part("picture")).contains(".redd.it/").isNotEqualTo(picture);
    }

    @Test
    void whereThereIsNoPictureItSaysWhy() {
        assertThat(tried(ada.video(pics, "Clip").fullname())).isEqualTo(2);
        assertThat(part("picture")).isEqualTo("It is a video.");
        assertThat(tried(ada.write(pics, "Words", "no picture").fullname())).isEqualTo(2);
        assertThat(part("picture")).isEqualTo("There is no picture.");
        assertThat(tried(
                        ada.link(pics, "Elsewhere", "https://example.com/x.jpg").fullname()))
                .isEqualTo(2);
        assertThat(part("fetched")).startsWith("not: Pictures are not fetched from that site");
        LoopbackPost post = ada.post(pics, "Gone", photo);
        ada.delete(post);
        assertThat(tried(post.fullname())).isEqualTo(2);
        assertThat(part("picture")).isEqualTo("The post is gone.");
    }

    @Test
    void thePageIsShownAsItIsReadAndItsFaultsWithTheirLines() {
        LoopbackPost post = ada.post(pics, "My mountain", photo);
        moderator.editWiki(pics, "pareidolia", "reply: post\nwatch: [Art]\ndry run: true\n");
        assertThat(tried(post.fullname())).isZero();
        assertThat(part("settings"))
                .startsWith("The wiki page pareidolia, saved by u/moderator at ")
                .contains("watch: [\"Art\"]", "reply: {dream: post, refusal: comment}");
        assertThat(part("answer")).contains("a post in the profile", "this is a dry run (dry_run)");
        moderator.editWiki(pics, "pareidolia", "reply: post\nwacth: all\n");
        assertThat(tried(post.fullname())).isZero();
        assertThat(part("settings"))
                .contains("cannot be used", "line 2, wacth: There is no such key. Did you mean watch?");
        environment.put("PAREIDOLIA_LOBBY_PUBLIC_URL", "https://dreams.example/");
        moderator.editWiki(pics, "pareidolia", "reply: link");
        assertThat(tried(post.fullname())).isZero();
        assertThat(part("answer")).isEqualTo("a comment that leads to the dream's page at https://dreams.example/.");
        pics.moderators(reddit.user("retired"));
        reddit.hand("retired").editWiki(pics, "pareidolia", "enabled: false");
        pics.dismisses(reddit.user("retired"));
        assertThat(tried(post.fullname())).isZero();
        assertThat(part("settings")).contains("saved by u/retired", "who does not moderate");
        moderator.editWiki(pics, "pareidolia", "enabled: false");
        assertThat(tried(post.fullname())).isEqualTo(2);
        assertThat(part("answer")).isEqualTo("no dream: its moderators have switched the bot off (enabled).");
    }

    @Test
    void whatKeepsTheBotFromAnsweringIsSaid() {
        LoopbackPost post = ada.post(links, "My mountain", photo);
        assertThat(tried(post.spoiler(true).fullname())).isZero();
        assertThat(tried(post.locked(true).fullname())).isEqualTo(2);
        assertThat(part("answer")).isEqualTo("no dream: the post takes no more answers.");
        assertThat(tried(post.locked(false).nsfw(true).fullname())).isEqualTo(2);
        assertThat(part("answer")).startsWith("no dream: pictures that are marked NSFW");
        environment.put("PAREIDOLIA_REDDIT_SUBREDDITS", "pics");
        assertThat(tried(post.fullname())).isEqualTo(2);
        assertThat(part("answer")).isEqualTo("no dream: reddit.subreddits does not name that subreddit.");
        environment.remove("PAREIDOLIA_REDDIT_SUBREDDITS");
        reddit.hand("moderator").mute(links, true);
        assertThat(tried(post.nsfw(false).fullname())).isZero();
        assertThat(part("r/links")).contains("the bot does not moderate it", "the bot is muted", "are not allowed");
    }

    @Test
    void whatCannotBeAskedIsOneSentence() {
        assertThat(tried("t3_zzzzzz")).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().startsWith("There is no such post or comment");
        assertThat(tried("https://example.com/r/pics/comments/abc")).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().contains("is no link to a post or comment");
        assertThat(tried("https://www.reddit.com/r/pics/s/AbC123")).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().startsWith("That is a link for sharing");
        assertThat(tried("https://i.redd.it/abc.jpg")).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().startsWith("That is the address of a picture");
        environment.put("PAREIDOLIA_REDDIT_PASSWORD", "hunter2");
        assertThat(tried("t3_abc")).isEqualTo(1);
        assertThat(shell.said())
                .singleElement()
                .asString()
                .startsWith("Reddit does not accept reddit.username with reddit.password")
                .doesNotContain("hunter2");
        environment.keySet().removeIf(name -> name.startsWith("PAREIDOLIA_REDDIT_"));
        assertThat(tried("t3_abc")).isEqualTo(2);
        assertThat(shell.said()).singleElement().asString().startsWith("There is no Reddit without reddit.clientId");
    }
}
