package io.pareidolia.bot.reddit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pareidolia.bot.discord.loopback.Fault;
import io.pareidolia.bot.process.BotProcess;
import io.pareidolia.bot.process.RedditCounterpart;
import io.pareidolia.bot.reddit.loopback.Hand;
import io.pareidolia.bot.reddit.loopback.LoopbackComment;
import io.pareidolia.bot.reddit.loopback.LoopbackPost;
import io.pareidolia.bot.reddit.loopback.LoopbackReddit;
import io.pareidolia.bot.reddit.loopback.LoopbackSubreddit;
import io.pareidolia.bot.reddit.loopback.LoopbackThing;
import io.pareidolia.bot.reddit.loopback.ModmailConversation;
import io.pareidolia.bot.reddit.loopback.Notice;
import io.pareidolia.bot.reddit.loopback.RateLimitForm;
import io.pareidolia.bot.reddit.loopback.Redditor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What people do on Reddit, and what the real service answers: each way to call it, each way to go wrong. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // it mostly waits, and other classes go on meanwhile
@ResourceLock("its process") // one scenario comes after the other all the same
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedditScenarioTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Set<String> ENDS = Set.of("answered", "refused", "failed", "cancelled", "expired");
    private static final String LEASE = "^/api/media/asset";
    private static final String COMMENT = "^/api/comment$";

    private final LoopbackReddit reddit = LoopbackReddit.start().rateLimit(1_000_000);
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger photos = new AtomicInteger();
    private final Hand moderator = reddit.hand("moderator");

    /** Where the picture stands in the answer. */
    private final LoopbackSubreddit pics =
            reddit.subreddit("pics").picturesInComments(true).moderators(moderator.person());

    /** Where it cannot. */
    private final LoopbackSubreddit links = reddit.subreddit("links").moderators(moderator.person());

    /** Where nobody needs to ask, or for posts of one flair only; made first, so that they are watched from the start. */
    private final LoopbackSubreddit watched = governed("watched", "watch: all\n");

    private final LoopbackSubreddit flaired = governed("flaired", "watch: [Art]\n");

    @TempDir
    static Path folder;

    private BotProcess bot;
    private int logged;

    @BeforeAll
    void begin() throws IOException {
        bot = process(folder, reddit).start();
    }

    private static BotProcess process(Path folder, LoopbackReddit reddit) throws IOException {
        return new BotProcess(folder, new RedditCounterpart(reddit))
                .with("REDDIT_REQUESTS_PER_MINUTE", "100000")
                .with("QUEUE_JOBS_PER_HOUR", "10000")
                .with("QUEUE_JOBS_PER_DAY", "10000");
    }

    @BeforeEach
    void remember() {
        logged = bot.log().length();
    }

    @AfterEach
    void nothingGoesWrong() {
        reddit.faults().liftAll();
        String log = bot.log().substring(logged);
        assertThat(bot.isAlive()).as(log).isTrue();
        assertThat(log.lines().filter(line -> line.contains(" ERROR ") && !line.contains(" Alerts: ")))
                .isEmpty();
        assertThat(log).doesNotContain(LoopbackReddit.PASSWORD, LoopbackReddit.CLIENT_SECRET);
        assertThat(reddit.violations()).isEmpty();
    }

    @AfterAll
    void end() {
        bot.close();
        reddit.close();
    }

    // ---- who does what

    /** Somebody new, who has asked for nothing yet. */
    private Hand somebody() {
        return reddit.hand("member" + people.incrementAndGet());
    }

    /** One like no other, wider than high. */
    private byte[] wide() {
        return BotProcess.photo(64, 48, photos.incrementAndGet());
    }

    private byte[] high() {
        return BotProcess.photo(48, 64, photos.incrementAndGet());
    }

    private LoopbackPost photo(LoopbackSubreddit subreddit) {
        return somebody().post(subreddit, "A photo", wide());
    }

    private LoopbackComment mention(LoopbackThing under, String words) {
        return somebody().mention(under, words);
    }

    /** One that the bot moderates, with this page in its wiki. */
    private LoopbackSubreddit governed(String name, String page) {
        LoopbackSubreddit subreddit =
                reddit.subreddit(name).picturesInComments(true).moderators(moderator.person(), reddit.bot());
        moderator.editWiki(subreddit, "pareidolia", page);
        return subreddit;
    }

    // ---- what is awaited

    private <T> T await(String what, Supplier<Optional<T>> there) {
        try {
            return reddit.await(PATIENCE, what, there);
        } catch (AssertionError inVain) {
            throw new AssertionError(bot.log(), inVain);
        }
    }

    private LoopbackComment answer(LoopbackThing asked) {
        return await("an answer to " + asked, () -> asked.answers().stream().findFirst());
    }

    private Optional<BotProcess.StoredJob> job(LoopbackThing asked) {
        return bot.jobs().stream()
                .filter(job -> job.asked().equals(asked.fullname()))
                .findFirst();
    }

    private BotProcess.StoredJob end(LoopbackThing asked) {
        return await("the end of " + asked, () -> job(asked).filter(job -> ENDS.contains(job.state())));
    }

    private void awaitRead(LoopbackComment said) {
        await(
                "that it is read: " + said,
                () -> reddit.bot().inbox().stream()
                        .filter(notice -> notice.comment().filter(said::equals).isPresent())
                        .filter(notice -> !notice.isUnread())
                        .findFirst());
    }

    /** What was read and is no job never will be answered. */
    private void assertLeftAlone(LoopbackComment said) {
        awaitRead(said);
        assertThat(job(said)).as(bot.log()).isEmpty();
        assertThat(said.everAnswered()).isEmpty();
    }

    private Notice letter(Redditor to) {
        return await("a message to " + to, () -> letters(to).stream().findFirst());
    }

    private List<Notice> letters(Redditor to) {
        return reddit.messages().stream()
                .filter(message -> message.to() == to
                        && message.author().filter(reddit.bot()::equals).isPresent())
                .toList();
    }

    private ModmailConversation modmail(LoopbackSubreddit subreddit) {
        return await(
                "modmail in " + subreddit, () -> subreddit.modmail().stream().findFirst());
    }

    /** What stands there as it is shown, as far as signs are concerned that stand for themselves. */
    private static String words(LoopbackComment answer) {
        return words(answer.text());
    }

    private static String words(Notice letter) {
        return words(letter.body());
    }

    private static String words(String markdown) {
        return markdown.replaceAll("\\\\(\\p{Punct})", "$1");
    }

    private static String recipe(LoopbackComment answer) {
        return answer.text()
                .lines()
                .filter(line -> line.contains("network="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no recipe in " + answer.text()));
    }

    private static String seed(LoopbackComment answer) {
        return recipe(answer).replaceFirst(".*(seed=\\S+?)`?$", "$1");
    }

    private List<LoopbackPost> ownPosts() {
        return reddit.posts().stream()
                .filter(post -> post.author() == reddit.bot())
                .toList();
    }

    /** The bot's own post to which an answer leads. */
    private LoopbackPost shown(LoopbackComment answer) {
        return ownPosts().stream()
                .filter(post -> answer.text().contains("/comments/" + post.id() + "/"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link in " + answer.text()));
    }

    private static void assertShowsHigh(LoopbackComment answer) {
        assertThat(answer.pictures())
                .singleElement()
                .satisfies(picture -> assertThat(picture.height()).isGreaterThan(picture.width()));
    }

    private static void assertShowsWide(LoopbackComment answer) {
        assertThat(answer.pictures())
                .singleElement()
                .satisfies(picture -> assertThat(picture.width()).isGreaterThan(picture.height()));
    }

    // ---- hearing

    @Test
    void aMentionIsAnsweredByOneCommentWithThePictureAndEverythingBelowIt() {
        LoopbackComment asked = mention(photo(pics), "dots steps=3");
        LoopbackComment answer = answer(asked);
        assertShowsWide(answer);
        assertThat(answer.pictures().get(0).bytes())
                .isNotEqualTo(asked.post().pictures().get(0).bytes());
        assertThat(recipe(answer))
                .contains("network=tiny", "layer=block#2", "octaves=", "scale=", "steps=3", "step=", "size=", "seed=");
        assertThat(answer.text())
                .contains(
                        "The same picture as a neural network dreams it: dots",
                        "s of dreaming",
                        "Understood: look=dots steps=3.",
                        "I am a bot.",
                        "To repeat it, call me by my name with the line above.",
                        "reply delete",
                        "reply report, or stop",
                        "[Feedback](https://www.reddit.com/message/compose/?to=operator&subject=Dream%20"
                                + job(asked).orElseThrow().id() + ")");
        assertThat(end(asked).state()).isEqualTo("answered");
        awaitRead(asked);
        assertThat(asked.post().comments()).containsExactly(asked, answer);
    }

    @Test
    void wordsThatAreNoRecipePickNothing() {
        LoopbackComment answer = answer(mention(photo(pics), "what do you think of his eyes and the dots on him?"));
        assertThat(answer.text()).contains("No look was named, so this is the usual one.");
        assertThat(recipe(answer)).doesNotContain("layer=block#2");
    }

    @Test
    void wordsCountFromTheNameToTheEndOfTheLine() {
        LoopbackComment asked = somebody()
                .comment(photo(pics), "I like stripes, but let us see u/pareidolia dots\n\nmaze would be nice too");
        assertThat(answer(asked).text()).contains("Understood: look=dots.");
    }

    @Test
    void whatIsNearlyAWordIsOffered() {
        assertThat(answer(mention(photo(pics), "stripse")).text())
                .contains("stripse was not understood; did you mean stripes?");
    }

    @Test
    void aWrongValueIsOneSentence() {
        LoopbackComment asked = mention(photo(pics), "octaves=9999");
        assertThat(answer(asked).text()).contains("octaves").doesNotContain("network=");
        assertThat(end(asked).state()).isEqualTo("refused");
    }

    @Test
    void whatSomebodyWritesNeverComesBackAsMarkdown() {
        LoopbackComment answer = answer(mention(photo(links), "octavs=3_4_5 layr=[x](https://example.com/evil)"));
        assertThat(answer.text())
                .contains("octavs=3\\_4\\_5 was not understood")
                .doesNotContain("octavs=3_4_5", "](https://example.com", "u/pareidolia ");
    }

    @Test
    void aNumberPicksFromAGallery() {
        LoopbackPost gallery = somebody().gallery(pics, "Two", wide(), high());
        LoopbackComment second = mention(gallery, "2");
        LoopbackComment first = mention(gallery, "dots");
        LoopbackComment fifth = mention(gallery, "#5");
        assertShowsHigh(answer(second));
        assertShowsWide(answer(first));
        assertThat(words(answer(fifth)))
                .contains("There is no picture 5 in this gallery; it has 2")
                .doesNotContain("network=");
    }

    @Test
    void aGalleryOnWhichRedditStillWorksIsAnsweredWhenItIsDone() {
        LoopbackPost gallery = somebody().gallery(pics, "New", wide(), high()).unprocessed(true);
        LoopbackComment asked = mention(gallery, "2");
        LoopbackComment other = mention(photo(pics), "dots");
        answer(other); // which came after it
        assertThat(job(asked)).isEmpty();
        gallery.unprocessed(false);
        assertShowsHigh(answer(asked));
    }

    @Test
    void thePictureIsFoundWhereverAPostHasIt() {
        Hand hand = somebody();
        LoopbackPost gallery = hand.gallery(links, "A gallery of elsewhere", wide(), high());
        LoopbackComment crossposted = mention(hand.crosspost(pics, "Seen elsewhere", gallery), "2");
        LoopbackComment linked = mention(hand.linkToPicture(pics, "At another host", high()), "dots");
        LoopbackComment fresh = mention(hand.post(pics, "Just now", high()).hinted(false), "dots");
        assertShowsHigh(answer(crossposted));
        assertShowsHigh(answer(linked));
        assertShowsHigh(answer(fresh));
    }

    @Test
    void belowACommentWithAPictureThatPictureIsMeant() {
        LoopbackComment shown = somebody().comment(photo(pics), "mine is like that too", high());
        assertShowsHigh(answer(mention(shown, "dots")));
    }

    @Test
    void anAnswerCanBeAskedForMore() {
        LoopbackComment first = answer(mention(photo(pics), "maze seed=5"));
        LoopbackComment deeper = answer(somebody().comment(first, "deeper"));
        assertThat(recipe(deeper)).contains("layer=block#1,2");
        assertThat(deeper.pictures().get(0).bytes())
                .isNotEqualTo(first.pictures().get(0).bytes());
        LoopbackComment again = answer(somebody().comment(first, "again please"));
        assertThat(recipe(again)).contains("layer=block#1,2");
        assertThat(seed(again)).isNotEqualTo("seed=5");
        LoopbackComment mine = answer(somebody().comment(deeper, "same on mine", high()));
        assertThat(recipe(mine)).contains("layer=block#1,2");
        assertShowsHigh(mine);
        LoopbackComment thanks = somebody().comment(mine, "wow, that is deeper than I thought");
        assertLeftAlone(thanks);
    }

    @Test
    void whereThereIsNoPictureThatIsSaidOnceAPost() {
        LoopbackPost text = somebody().write(pics, "A question", "Who are you?");
        LoopbackComment first = mention(text, "dots");
        assertThat(words(answer(first)))
                .contains("There is no picture here that I could dream.", "I am a bot")
                .doesNotContain("network=");
        assertLeftAlone(mention(text, "dots"));
        LoopbackComment video = mention(somebody().video(pics, "It moves"), "dots");
        assertThat(words(answer(video))).contains("That is a video; I dream pictures alone.");
        assertThat(end(video).state()).isEqualTo("refused");
    }

    @Test
    void aPictureThatIsGoneIsNotDreamed() {
        Hand poster = somebody();
        LoopbackPost deleted = poster.post(pics, "Not for long", wide());
        LoopbackPost removed = poster.post(pics, "Against the rules", wide());
        LoopbackPost lost = poster.post(pics, "Its host has lost it", wide());
        LoopbackComment under = somebody().comment(deleted, "nice");
        LoopbackComment underOther = somebody().comment(removed, "hm");
        poster.delete(deleted);
        moderator.remove(removed);
        reddit.takeDown(lost.pictures().get(0));
        LoopbackComment first = mention(under, "dots");
        LoopbackComment second = mention(underOther, "dots");
        LoopbackComment third = mention(lost, "dots");
        assertThat(words(answer(first))).contains("That picture is not there any more.");
        assertThat(words(answer(second))).contains("That picture is not there any more.");
        assertThat(answer(third).text()).doesNotContain("network=", "127.0.0.1");
        assertThat(end(third).state()).isEqualTo("refused");
    }

    @Test
    void anEditIsNoOrder() {
        Hand hand = somebody();
        LoopbackComment nice = hand.comment(photo(pics), "nice, u/nobody_at_all");
        LoopbackComment asked = hand.mention(photo(pics), "dots");
        answer(asked);
        hand.edit(nice, "u/pareidolia dots");
        hand.edit(asked, "u/pareidolia maze");
        answer(mention(photo(pics), "dots")); // which came after both
        assertThat(nice.everAnswered()).isEmpty();
        assertThat(asked.everAnswered()).hasSize(1);
    }

    @Test
    void botsAreNotAnswered() {
        LoopbackPost post = photo(pics);
        assertLeftAlone(reddit.hand("AutoModerator").mention(post, "dots"));
        assertLeftAlone(reddit.hand("remind_me_bot").mention(post, "dots"));
        assertLeftAlone(reddit.hand("AutoModerator").comment(answer(mention(post, "dots")), "deeper"));
    }

    @Test
    void aPostGetsFiveAnswersAndNoMore() {
        LoopbackPost post = photo(pics);
        List<LoopbackComment> asked = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            asked.add(mention(post, "dots"));
        }
        asked.forEach(this::awaitRead);
        assertThat(asked).filteredOn(one -> job(one).isPresent()).hasSize(5).containsAll(asked.subList(0, 5));
        asked.subList(0, 5).forEach(this::answer);
        assertThat(asked.get(5).everAnswered()).isEmpty();
    }

    @Test
    void aFirstStartAnswersNothingThatIsOld(@TempDir Path another) throws IOException {
        try (LoopbackReddit fresh = LoopbackReddit.start().rateLimit(1_000_000);
                BotProcess first = process(another, fresh)) {
            LoopbackSubreddit subreddit = fresh.subreddit("pics").picturesInComments(true);
            LoopbackPost post = fresh.hand("ada").post(subreddit, "Old", wide());
            LoopbackComment old = fresh.hand("bob").mention(post, "dots");
            fresh.clock().advance(Duration.ofMinutes(61));
            LoopbackComment recent = fresh.hand("cleo").mention(post, "dots");
            fresh.clock().advance(Duration.ofMinutes(58));
            first.start();
            fresh.awaitAnswer(recent, PATIENCE);
            assertThat(old.everAnswered()).isEmpty();
            assertThat(first.jobs()).hasSize(1);
            first.end();
            LoopbackComment later = fresh.hand("dan").mention(post, "dots");
            fresh.clock().advance(Duration.ofHours(5)); // it was away, but it is not its first start
            first.start();
            fresh.awaitAnswer(later, PATIENCE);
            assertThat(fresh.bot().unread()).isEmpty();
        }
    }

    // ---- answering

    @Test
    void whereNoPictureFitsIntoACommentItStandsInAPostOfTheBots() {
        int before = ownPosts().size();
        LoopbackComment asked = mention(photo(links), "dots");
        LoopbackComment answer = answer(asked);
        LoopbackPost post = shown(answer);
        assertThat(ownPosts()).hasSize(before + 1);
        assertThat(post.subreddit()).isEqualTo(reddit.profile());
        assertThat(post.title()).startsWith("A dream of a neural network: dots");
        assertThat(post.pictures()).hasSize(1);
        assertThat(post.isNsfw()).isFalse();
        assertThat(post.isSpoiler()).isFalse();
        assertThat(answer.pictures()).isEmpty();
        assertThat(answer.text()).contains("**dots**", "[The dream](https://www.reddit.com/comments/" + post.id());
        assertThat(recipe(answer)).startsWith("`").endsWith("`").contains("network=tiny", "layer=block#2", "seed=");
    }

    @Test
    void aSpoilerStaysHidden() {
        LoopbackPost secret = photo(pics).spoiler(true);
        LoopbackComment answer = answer(mention(secret, "dots"));
        assertThat(answer.pictures()).isEmpty();
        assertThat(shown(answer).isSpoiler()).isTrue();
    }

    @Test
    void nsfwIsDreamedWhereThePageSaysSoAndMarkedSo() {
        LoopbackComment refused = mention(photo(pics).nsfw(true), "dots");
        assertThat(words(answer(refused))).contains("Pictures that are marked NSFW are not dreamed here.");
        assertThat(end(refused).state()).isEqualTo("refused");
        LoopbackSubreddit grown = governed("grown", "nsfw: true\nreply: post\n");
        LoopbackComment answer = answer(mention(photo(grown).nsfw(true), "dots"));
        assertThat(shown(answer).isNsfw()).isTrue();
    }

    @Test
    void aSubredditThatWantsABreakWaitsAloneForItsAnswer() {
        LoopbackSubreddit strict = reddit.subreddit("strict")
                .picturesInComments(true)
                .rateLimit(Duration.ofSeconds(12), RateLimitForm.SECONDS_AND_TEXT);
        LoopbackComment slow = mention(photo(strict), "dots");
        await(
                "a try",
                () -> reddit.exchanges().stream()
                        .filter(exchange -> exchange.path().equals("/api/comment")
                                && exchange.body().toString().contains(slow.fullname()))
                        .findFirst());
        LoopbackComment slower = mention(photo(strict), "maze");
        LoopbackComment other = answer(mention(photo(pics), "dots"));
        assertThat(slow.everAnswered()).isEmpty();
        assertThat(answer(slow).created()).isAfter(other.created());
        answer(slower);
        assertThat(reddit.exchanges())
                .filteredOn(exchange -> exchange.path().equals("/api/comment")
                        && exchange.body().toString().contains(slow.fullname()))
                .hasSizeLessThan(4);
    }

    @Test
    void aTokenThatEndsInTheMiddleIsRenewedOnce() throws InterruptedException {
        Fault held = reddit.faults().on("POST", LEASE).holds();
        LoopbackComment asked = mention(photo(pics), "dots");
        held.awaitStrike(PATIENCE);
        int before = reddit.tokensIssued();
        reddit.expireTokens();
        held.lift();
        answer(asked);
        awaitRead(asked);
        assertThat(asked.everAnswered()).hasSize(1);
        assertThat(reddit.tokensIssued()).isEqualTo(before + 1);
    }

    @Test
    void underALockedOrArchivedPostNothingIsTried() {
        LoopbackPost locked = photo(pics);
        LoopbackPost archived = photo(pics);
        LoopbackComment first = mention(locked, "dots");
        LoopbackComment second = mention(archived, "dots");
        locked.locked(true);
        archived.archived(true);
        assertLeftAlone(first);
        assertLeftAlone(second);
    }

    /** Asks, and lets something happen while the answer is on its way. */
    private LoopbackComment meanwhile(Hand hand, LoopbackPost post, Runnable happening) throws InterruptedException {
        Fault held = reddit.faults().on("POST", LEASE).holds();
        LoopbackComment asked = hand.mention(post, "dots");
        held.awaitStrike(PATIENCE);
        happening.run();
        held.lift();
        return asked;
    }

    @Test
    void whoeverAskedIsToldInPrivateWhereAThreadWasLockedInTheMeantime() throws InterruptedException {
        Hand hand = somebody();
        LoopbackPost post = photo(pics);
        LoopbackComment asked = meanwhile(hand, post, () -> post.locked(true));
        assertThat(letter(hand.person()).body()).contains("network=tiny", "https://www.reddit.com/comments/");
        assertThat(end(asked).state()).isEqualTo("failed");
        assertThat(asked.everAnswered()).isEmpty();
        assertThat(letters(hand.person())).hasSize(1);
    }

    @Test
    void whoHasBlockedTheBotOrTakenTheQuestionBackIsNotWrittenTo() throws InterruptedException {
        Hand shy = somebody();
        LoopbackComment blocked = meanwhile(shy, photo(pics), shy::block);
        assertThat(end(blocked).state()).isEqualTo("failed");
        Hand sorry = somebody();
        LoopbackPost post = photo(pics);
        Fault held = reddit.faults().on("POST", LEASE).holds();
        LoopbackComment taken = sorry.mention(post, "dots");
        held.awaitStrike(PATIENCE);
        sorry.delete(taken);
        held.lift();
        assertThat(end(taken).state()).isEqualTo("failed");
        assertThat(letters(shy.person())).isEmpty();
        assertThat(letters(sorry.person())).isEmpty();
        assertThat(post.answers()).isEmpty();
    }

    @Test
    void aBanIsRememberedAndNothingIsTriedThereAnyMore() throws InterruptedException {
        LoopbackSubreddit hostile =
                reddit.subreddit("hostile").picturesInComments(true).moderators(moderator.person());
        LoopbackComment asked = meanwhile(somebody(), photo(hostile), () -> moderator.ban(hostile));
        assertThat(end(asked).state()).isEqualTo("failed");
        long before = reddit.requests("POST", COMMENT);
        assertLeftAlone(mention(photo(hostile), "dots"));
        assertLeftAlone(mention(photo(hostile), "dots"));
        assertThat(reddit.requests("POST", COMMENT)).isEqualTo(before);
        assertThat(bot.log()).containsOnlyOnce("r/hostile: nothing is answered there for a day");
    }

    @Test
    void whatIsQuarantinedOrPrivateIsRememberedAndLeftAlone() {
        LoopbackSubreddit shunned = reddit.subreddit("shunned").quarantined(true);
        LoopbackPost post = photo(shunned);
        assertLeftAlone(mention(post, "dots"));
        long before = reddit.requests("GET", "^/r/shunned/");
        assertLeftAlone(mention(post, "dots"));
        assertThat(reddit.requests("GET", "^/r/shunned/")).isEqualTo(before);
        assertThat(bot.log()).containsOnlyOnce("r/shunned: nothing is answered there for a day");
    }

    // ---- the page of moderators

    @Test
    void aPageThatIsBrokenIsToldOnceAndMended() {
        LoopbackSubreddit governed = governed("mended", "footer: The first rule holds.\n");
        LoopbackPost post = photo(governed);
        assertThat(answer(mention(post, "dots")).text()).contains("The first rule holds.");
        moderator.editWiki(governed, "pareidolia", "enabled: true\nfooter: new\nlangage: de\nreply: coment\n");
        assertThat(answer(mention(post, "dots")).text()).contains("The first rule holds.");
        ModmailConversation told = modmail(governed);
        assertThat(told.body())
                .contains("Line 3, `langage`", "`language`", "Line 4, `reply`", "`comment`")
                .contains("/r/mended/wiki/pareidolia");
        assertThat(answer(mention(post, "dots")).text()).contains("The first rule holds.");
        assertThat(governed.modmail()).hasSize(1);
        moderator.editWiki(governed, "pareidolia", "footer: The second rule holds.\nlanguage: de\n");
        assertThat(answer(mention(post, "dots")).text())
                .contains("The second rule holds.", "Verstanden: look=dots.", "Ich bin ein Bot.")
                .doesNotContain("The first rule");
        moderator.editWiki(governed, "pareidolia", "");
        assertThat(answer(mention(post, "dots")).text()).contains("The second rule holds.");
        assertThat(governed.modmail()).hasSize(2);
        assertThat(governed.modmail().get(1).body()).contains("Nothing stands on it any more");
    }

    @Test
    void whatOthersWriteOnThePageDoesNotCount() {
        Hand stranger = somebody();
        LoopbackSubreddit open =
                governed("open", "footer: As moderators say.\n").contributors(stranger.person());
        assertThat(answer(mention(photo(open), "dots")).text()).contains("As moderators say.");
        stranger.editWiki(open, "pareidolia", "footer: As strangers say.\n");
        assertThat(answer(mention(photo(open), "dots")).text())
                .contains("As moderators say.")
                .doesNotContain("As strangers say.");
        assertThat(open.modmail()).isEmpty();
    }

    @Test
    void thePageTurnsTheBotOffOrMakesItSilent() {
        LoopbackSubreddit off = governed("off", "enabled: false\n");
        assertLeftAlone(mention(photo(off), "dots"));
        LoopbackSubreddit silent =
                governed("silent", "reply:\n  dream: comment\n  refusal: silent\nignore_flair: [Serious]\n");
        assertLeftAlone(mention(somebody().write(silent, "A question", "?"), "dots"));
        assertLeftAlone(mention(photo(silent).flair("Serious"), "dots"));
        LoopbackComment wrong = mention(photo(silent), "octaves=9999");
        LoopbackComment good = mention(photo(silent), "dots");
        answer(good);
        end(wrong);
        assertThat(wrong.everAnswered()).isEmpty();
    }

    @Test
    void aDryRunPostsNothing() {
        LoopbackSubreddit dry = governed("dry", "dry_run: true\n");
        int uploads = reddit.uploads().size();
        LoopbackComment asked = mention(photo(dry), "dots");
        end(asked);
        assertThat(bot.log()).contains("dry run: this would be posted under " + asked.fullname() + " in r/dry");
        assertThat(asked.everAnswered()).isEmpty();
        assertThat(reddit.uploads()).hasSize(uploads);
    }

    @Test
    void thePageSaysHowAnAnswerComes() {
        LoopbackSubreddit proud = governed("proud", "distinguish: true\n");
        LoopbackComment distinguished = answer(mention(photo(proud), "dots"));
        await("the mark", () -> Optional.of(distinguished).filter(LoopbackComment::isDistinguished));
        LoopbackSubreddit discreet = governed("discreet", "reply: message\n");
        Hand hand = somebody();
        LoopbackComment asked = hand.mention(photo(discreet), "dots");
        assertThat(letter(hand.person()).body()).contains("network=tiny", "https://www.reddit.com/comments/");
        assertThat(end(asked).state()).isEqualTo("answered");
        assertThat(asked.everAnswered()).isEmpty();
    }

    @Test
    void thePageSaysWhoMayAskAndForWhat() {
        LoopbackSubreddit choosy = governed(
                "choosy",
                "author:\n  account_age: '> 30 days'\n  combined_karma: '> 100'\nlooks: [dots, maze]\nlargest size: 64\n");
        Hand fresh = somebody();
        fresh.person().created(reddit.clock().instant().minus(Duration.ofDays(3)));
        LoopbackComment early = fresh.mention(photo(choosy), "dots");
        assertThat(letter(fresh.person()).body()).contains("let only some accounts ask for dreams");
        assertLeftAlone(early);
        Hand unknown = somebody();
        unknown.person().karma(40, 50);
        unknown.mention(photo(choosy), "dots");
        assertThat(letter(unknown.person()).body()).contains("let only some accounts ask for dreams");
        moderator.person().karma(1, 1); // who is exempt
        assertThat(recipe(answer(moderator.mention(photo(choosy), "dots")))).contains("layer=block#2");
        assertThat(words(answer(mention(photo(choosy), "stripes"))))
                .doesNotContain("network=")
                .contains("dots");
        assertThat(recipe(answer(mention(photo(choosy), "")))).containsPattern("layer=block#(2|1,2) ");
        assertThat(words(answer(mention(photo(choosy), "maze size=128"))))
                .doesNotContain("network=")
                .contains("64");
    }

    @Test
    void thePageSaysHowMuchMayBeDreamed() {
        LoopbackSubreddit frugal = governed("frugal", "quota:\n  member: 1\n");
        Hand keen = somebody();
        answer(keen.mention(photo(frugal), "dots"));
        LoopbackComment second = keen.mention(photo(frugal), "dots");
        assertThat(end(second).state()).isEqualTo("refused");
        assertThat(answer(second).text()).doesNotContain("network=");
        answer(mention(photo(frugal), "dots"));
        answer(moderator.mention(photo(frugal), "dots"));
        answer(moderator.mention(photo(frugal), "dots"));
        moderator.editWiki(frugal, "pareidolia", "quota:\n  member: 5\n");
        answer(keen.mention(photo(frugal), "dots"));
    }

    // ---- below an answer

    private void awaitGone(LoopbackThing thing) {
        await("that it goes: " + thing, () -> Optional.of(thing).filter(LoopbackThing::isDeleted));
    }

    private void awaitPictures(int many) {
        await("that the pictures go", () -> Optional.of(true).filter(any -> bot.pictures() == many));
    }

    @Test
    void whoeverAskedDeletesTheAnswerThePostAndThePictures() {
        int before = bot.pictures();
        Hand hand = somebody();
        LoopbackComment answer = answer(hand.mention(photo(links), "dots"));
        LoopbackPost own = shown(answer);
        Hand stranger = somebody();
        stranger.comment(answer, "delete");
        assertThat(words(letter(stranger.person()))).contains("Only who asked for this dream, who posted the picture");
        assertThat(answer.isDeleted()).isFalse();
        hand.comment(answer, "delete");
        awaitGone(answer);
        awaitGone(own);
        awaitPictures(before);
    }

    @Test
    void whoeverPostedThePictureAndModeratorsDeleteToo() {
        LoopbackComment fourth = answer(mention(photo(pics), "dots"));
        int before = bot.pictures();
        Hand poster = somebody();
        LoopbackComment first = answer(mention(poster.post(pics, "Mine", wide()), "dots"));
        LoopbackComment second = answer(mention(photo(pics), "dots"));
        LoopbackComment third = answer(mention(photo(pics), "dots"));
        poster.comment(first, "delete please");
        moderator.comment(second, "!remove");
        moderator.comment(third, "delete");
        assertLeftAlone(somebody().comment(fourth, "!remove"));
        awaitGone(first);
        awaitGone(second);
        awaitGone(third);
        assertThat(fourth.isDeleted()).isFalse();
        awaitPictures(before);
    }

    @Test
    void aReportTellsModeratorsOnce() {
        LoopbackSubreddit reported =
                reddit.subreddit("reported").picturesInComments(true).moderators(moderator.person());
        LoopbackComment asked = mention(photo(reported), "dots");
        LoopbackComment answer = answer(asked);
        Hand offended = somebody();
        offended.comment(answer, "report this is not nice");
        assertThat(words(letter(offended.person())))
                .contains("the moderators and whoever runs this bot have been told");
        assertThat(modmail(reported).body())
                .contains("/comments/" + asked.post().id(), "`!remove`");
        awaitRead(somebody().comment(answer, "report"));
        assertThat(reported.modmail()).hasSize(1);
        assertThat(bot.log()).contains("Job " + job(asked).orElseThrow().id() + " was reported on Reddit");
        assertThat(answer.isDeleted()).isFalse();
    }

    @Test
    void whoeverSaysStopIsLeftAloneUntilTheySayStart() {
        Hand hand = somebody();
        LoopbackComment answer = answer(hand.mention(photo(pics), "dots"));
        hand.comment(answer, "stop");
        assertThat(words(letter(hand.person()))).contains("I leave you alone from now on.");
        assertLeftAlone(hand.mention(photo(pics), "dots"));
        Hand other = somebody();
        LoopbackComment onTheirs = other.mention(hand.post(pics, "Mine alone", wide()), "dots");
        assertThat(words(letter(other.person()))).contains("asked me to leave their pictures alone");
        assertLeftAlone(onTheirs);
        hand.message("Hello", "start");
        await(
                "the word",
                () -> Optional.of(true).filter(any -> letters(hand.person()).size() == 2));
        answer(hand.mention(photo(pics), "dots"));
    }

    @Test
    void moderatorsBlockAndPauseAndAskHowItStands() {
        LoopbackSubreddit governed = governed("commanded", "footer: Hello.\n");
        Hand rude = somebody();
        LoopbackComment answer = answer(rude.mention(photo(governed), "dots"));
        assertLeftAlone(rude.comment(answer, "!pause"));
        assertLeftAlone(moderator.comment(answer, "!block " + rude.person().name() + " 7d"));
        assertLeftAlone(rude.mention(photo(governed), "dots"));
        assertThat(letters(rude.person())).isEmpty();
        assertLeftAlone(moderator.comment(answer, "!unblock u/" + rude.person().name()));
        answer(rude.mention(photo(governed), "dots"));
        assertLeftAlone(moderator.comment(answer, "!pause"));
        Hand patient = somebody();
        LoopbackComment paused = patient.mention(photo(governed), "dots");
        assertThat(words(letter(patient.person()))).contains("paused");
        assertLeftAlone(paused);
        answer(mention(photo(pics), "dots")); // which is another place
        assertLeftAlone(moderator.comment(answer, "!resume"));
        answer(patient.mention(photo(governed), "dots"));
        int letters = letters(moderator.person()).size();
        assertLeftAlone(moderator.comment(answer, "!usage"));
        assertLeftAlone(moderator.comment(answer, "!settings"));
        await(
                "both",
                () -> Optional.of(true)
                        .filter(any -> letters(moderator.person()).size() == letters + 2));
        assertThat(words(letters(moderator.person()).get(letters))).contains("r/commanded", "Dreams in");
        assertThat(words(letters(moderator.person()).get(letters + 1))).contains("    footer: Hello.");
    }

    // ---- without being asked

    @Test
    void newPostsAreDreamedWhereThePageSaysSo() {
        Hand shy = somebody();
        shy.message("Please", "stop");
        assertThat(words(letter(shy.person()))).contains("I leave you alone from now on.");
        for (LoopbackSubreddit watching : List.of(watched, flaired)) {
            await(
                    "a first look",
                    () -> Optional.of(true)
                            .filter(any -> reddit.requests("GET", "^/r/" + watching.name() + "/new$") > 0));
        }
        LoopbackPost alone = shy.post(watched, "Leave it", wide());
        LoopbackPost words = somebody().write(watched, "Words", "only");
        LoopbackPost plain = photo(flaired);
        LoopbackPost post = photo(watched);
        LoopbackPost art = photo(flaired).flair("Art");
        LoopbackComment answer = answer(post);
        assertShowsWide(answer);
        assertThat(answer.text())
                .contains("Pictures posted here are dreamed without being asked for; reply stop")
                .doesNotContain("No look was named");
        answer(art);
        // those were posted before, and are looked at in that order
        for (LoopbackPost other : List.of(alone, words, plain)) {
            assertThat(job(other)).isEmpty();
            assertThat(other.everAnswered()).isEmpty();
        }
        assertThat(post.everAnswered()).hasSize(1);
        assertThat(art.everAnswered()).hasSize(1);
    }

    @Test
    void whatIsAnsweredIsLookedAfter() throws IOException {
        Hand sorry = somebody();
        Hand poster = somebody();
        LoopbackComment taken = sorry.mention(photo(links), "dots");
        LoopbackComment onDeleted = mention(poster.post(pics, "Not for long", wide()), "dots");
        LoopbackComment unwanted = mention(photo(pics), "dots");
        LoopbackComment fine = mention(photo(pics), "dots");
        LoopbackComment first = answer(taken);
        LoopbackComment second = answer(onDeleted);
        LoopbackComment third = answer(unwanted);
        LoopbackComment fourth = answer(fine);
        LoopbackPost own = shown(first);
        sorry.delete(taken);
        poster.delete(onDeleted.post());
        moderator.remove(third);
        bot.end();
        reddit.clock().advance(Duration.ofHours(13));
        bot.start();
        awaitGone(first);
        awaitGone(own);
        awaitGone(second);
        await(
                "that it is noticed",
                () -> Optional.of(true)
                        .filter(any ->
                                bot.log().contains("its answer was removed, so nothing more is said in that thread")));
        assertLeftAlone(mention(unwanted.post(), "dots"));
        assertThat(fourth.isDeleted()).isFalse();
        answer(mention(fine.post(), "dots"));
    }

    @Test
    void anInvitationIsAcceptedWhereTheOperatorHasNamedTheSubreddit(@TempDir Path another) throws IOException {
        try (LoopbackReddit fresh = LoopbackReddit.start().rateLimit(1_000_000);
                BotProcess listed = process(another, fresh).with("REDDIT_SUBREDDITS", "invited,other")) {
            Hand host = fresh.hand("host");
            LoopbackSubreddit invited =
                    fresh.subreddit("invited").picturesInComments(true).moderators(host.person());
            LoopbackSubreddit unlisted =
                    fresh.subreddit("unlisted").picturesInComments(true).moderators(host.person());
            listed.start();
            host.invite(unlisted);
            host.invite(invited);
            LoopbackComment nowhere =
                    fresh.hand("ada").mention(fresh.hand("bob").post(unlisted, "Photo", wide()), "dots");
            fresh.await(
                    PATIENCE,
                    "the page",
                    () -> Optional.of(invited).filter(one -> one.wiki().isHidden("pareidolia")));
            assertThat(invited.isModerator(fresh.bot())).isTrue();
            assertThat(unlisted.isModerator(fresh.bot())).isFalse();
            assertThat(invited.wiki().text("pareidolia")).contains(WikiTemplate.text());
            assertThat(invited.wiki().isListed("pareidolia")).isFalse();
            LoopbackComment asked = fresh.hand("ada").mention(fresh.hand("bob").post(invited, "Photo", wide()), "dots");
            fresh.awaitAnswer(asked, PATIENCE);
            host.editWiki(invited, "pareidolia", WikiTemplate.text().replace("enabled: true", "enabled: false"));
            LoopbackComment late = fresh.hand("ada").mention(fresh.hand("bob").post(invited, "Photo", wide()), "dots");
            fresh.await(
                    PATIENCE,
                    "that all is read",
                    () -> Optional.of(true).filter(any -> fresh.bot().unread().isEmpty()));
            assertThat(listed.jobs()).extracting(BotProcess.StoredJob::asked).containsExactly(asked.fullname());
            assertThat(nowhere.everAnswered()).isEmpty();
            assertThat(late.everAnswered()).isEmpty();
            assertThat(invited.modmail()).isEmpty();
        }
    }
}
