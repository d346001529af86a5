package io.pareidolia.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pareidolia.bot.job.Blocklists;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.Reason;
import io.pareidolia.dream.content.BlockedPicture;
import io.pareidolia.dream.content.Fingerprint;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold of the blocklist on whatever database it is kept. */
@Timeout(300)
abstract class BlocklistsContract {
    private static final String ONE = "1".repeat(64);
    private static final String OTHER = "2".repeat(64);
    private static final Fingerprint LIKENESS = Fingerprint.read("1:" + "ab".repeat(384));
    private static final Fingerprint LATER = Fingerprint.read("1:" + "ba".repeat(384));

    private Database database;
    private Blocklists blocklists;

    /** An empty database. */
    abstract Database open() throws Exception;

    @BeforeEach
    void openDatabase() throws Exception {
        database = open();
        blocklists = new SqlBlocklists(database);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private boolean block(String sha256, String by, String reason) {
        return blocklists.block(new BlockedPicture(sha256, Optional.empty()), Author.operator(by), new Reason(reason));
    }

    @Test
    void whatItLooksLikeMayBeSaidAndAllIsAudited() {
        BlockedPicture picture = new BlockedPicture(ONE, Optional.of(LIKENESS));
        assertThat(blocklists.block(picture, Author.operator("ann"), new Reason("a passport")))
                .isTrue();
        assertThat(blocklists.all().pictures()).containsExactly(picture);
        blocklists.unblock(ONE, Author.operator("bob"));
        assertThat(new SqlAuditTrail(database).latest(9))
                .extracting(entry -> entry.author() + " " + entry.action() + " " + entry.what())
                .containsExactly("operator bob unblock not blocked", "operator ann block blocked: a passport");
    }

    @Test
    void aPictureThatWasSeenIsBlockedWithItsLooks() {
        long before = blocklists.version();
        blocklists.seen(ONE, Optional.of(LATER));
        blocklists.seen(ONE, Optional.of(LIKENESS));
        blocklists.seen(OTHER, Optional.empty());
        assertThat(blocklists.version()).isEqualTo(before);
        assertThat(blocklists.all().pictures()).isEmpty();
        assertThat(block(ONE, "ann", "it is a scan of a passport")).isTrue();
        assertThat(block(OTHER, "ann", "likewise")).isTrue();
        assertThat(blocklists.version()).isGreaterThan(before);
        assertThat(blocklists.all().pictures())
                .containsExactlyInAnyOrder(
                        new BlockedPicture(ONE, Optional.of(LIKENESS)), new BlockedPicture(OTHER, Optional.empty()));
    }

    @Test
    void whatIsBlockedTwiceIsBlockedOnceAndLearnsWhatItLooksLike() {
        assertThat(block(ONE, "ann", "first")).isTrue();
        blocklists.seen(ONE, Optional.of(LIKENESS));
        assertThat(blocklists.all().pictures()).containsExactly(new BlockedPicture(ONE, Optional.empty()));
        long before = blocklists.version();
        assertThat(block(ONE, "bob", "second")).isFalse();
        assertThat(blocklists.version()).isGreaterThan(before);
        assertThat(blocklists.all().pictures()).containsExactly(new BlockedPicture(ONE, Optional.of(LIKENESS)));
        assertThat(database.<String>read(handle -> handle.createQuery("SELECT blocked_by FROM blocked_picture")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("operator ann");
    }

    @Test
    void whatIsUnblockedPassesAgain() {
        block(ONE, "ann", "a mistake");
        long before = blocklists.version();
        assertThat(blocklists.unblock(ONE, Author.operator("ann"))).isTrue();
        assertThat(blocklists.unblock(ONE, Author.operator("ann"))).isFalse();
        assertThat(blocklists.version()).isGreaterThan(before);
        assertThat(blocklists.all().pictures()).isEmpty();
    }

    @Test
    void whatWasSeenIsForgottenButNotWhatIsBlocked() {
        blocklists.seen(ONE, Optional.of(LIKENESS));
        blocklists.seen(OTHER, Optional.of(LATER));
        assertThat(blocklists.forgetSeen(Duration.ofHours(1))).isZero();
        block(ONE, "ann", "why");
        assertThat(blocklists.forgetSeen(Duration.ZERO)).isEqualTo(2);
        block(OTHER, "ann", "too late to know what it looks like");
        assertThat(blocklists.all().pictures())
                .containsExactlyInAnyOrder(
                        new BlockedPicture(ONE, Optional.of(LIKENESS)), new BlockedPicture(OTHER, Optional.empty()));
    }

    @Test
    void onlyAHashIsAHash() {
        assertThatThrownBy(() -> block("A".repeat(64), "ann", "why")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> blocklists.seen("1", Optional.of(LIKENESS)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
