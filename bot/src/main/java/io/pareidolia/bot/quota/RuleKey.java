package io.pareidolia.bot.quota;

import io.pareidolia.bot.quota.Scope.Level;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule may say. Where several rules say the same, that of the narrowest scope holds. The totals are for all
 * members of a platform or a community together; they hold beside each other, and where nobody sets one, nothing is
 * counted.
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody changes the forms and the sets
public enum RuleKey {
    JOBS_PER_HOUR("jobsPerHour", whole("jobs"), Reach.ANY, "How many jobs a member may have in an hour."),
    JOBS_PER_DAY("jobsPerDay", whole("jobs"), Reach.ANY, "How many jobs a member may have in a day."),
    DEVICE_SECONDS_PER_HOUR(
            "deviceSecondsPerHour",
            whole("seconds"),
            Reach.ANY,
            "How much device time the jobs of a member may take in an hour."),
    DEVICE_SECONDS_PER_DAY(
            "deviceSecondsPerDay",
            whole("seconds"),
            Reach.ANY,
            "How much device time the jobs of a member may take in a day."),
    DEVICE_SECONDS_PER_JOB(
            "deviceSecondsPerJob", whole("seconds"), Reach.ANY, "How much device time one job may take."),
    WAITING_PER_MEMBER("waitingPerMember", positive("jobs"), Reach.ANY, "How many jobs of a member may wait at once."),
    RUNNING_PER_MEMBER(
            "runningPerMember", positive("jobs"), Reach.ANY, "How many jobs of a member may be dreamed at once."),
    RUNNING_PER_COMMUNITY(
            "runningPerCommunity",
            positive("jobs"),
            Reach.COMMUNITIES,
            "How many jobs of a community may be dreamed at once."),
    LARGEST_SIZE(
            "largestSize",
            new RuleForm.Whole(64, 8192, "pixels"),
            Reach.ANY,
            "The longest side that a dream may have."),
    NETWORKS("networks", new RuleForm.Names("networks"), Reach.ANY, "Which networks may be used."),
    LOOKS(
            "looks",
            new RuleForm.Names("looks"),
            Reach.ANY,
            "Which looks may be used; unless all may, a recipe must name one of them."),
    PRIORITY(
            "priority",
            new RuleForm.Whole(-100, 100, ""),
            Reach.ANY,
            "Which of a member's jobs come first: larger is sooner."),
    FILTER(
            "filter",
            RuleForm.Choice.of("strict", "sensitive", "off"),
            Reach.ANY,
            "What the content filter refuses; off only by the operator."),
    NSFW_EXEMPT(
            "nsfwExempt",
            RuleForm.Choice.of("true", "false"),
            Reach.ANY,
            "Whether places that are marked NSFW go unfiltered; only by the operator."),
    OPT_OUT(
            "optOut",
            RuleForm.Choice.of("true", "false"),
            Reach.OPT_OUT,
            "Whether the bot leaves a member or a community alone."),
    CALLED(
            "called",
            RuleForm.Choice.of("true", "false"),
            Reach.MEMBERS,
            "Whether a member who has waited for long is pinged when the dream is there."),
    CHANNELS(
            "channels",
            new RuleForm.Names("channels"),
            Reach.COMMUNITIES,
            "In which channels alone dreams may be asked for."),
    CHANNELS_DENIED(
            "channelsDenied",
            new RuleForm.Names("channels, or none"),
            Reach.COMMUNITIES,
            "In which channels no dreams may be asked for."),
    PRIVATE_ONLY(
            "privateOnly",
            RuleForm.Choice.of("false", "true"),
            Reach.ANY,
            "Whether only who asked sees the answer, where the platform can do that."),
    DEFAULTS(
            "defaults",
            new RuleForm.RecipeWords(),
            Reach.COMMUNITIES,
            "Words of a recipe for those who ask on Discord without saying them."),
    REPORTS_TO("reportsTo", new RuleForm.Id(), Reach.COMMUNITIES, "The channel in which moderators hear of reports."),
    MODERATORS(
            "moderators",
            new RuleForm.Names("roles, or none"),
            Reach.COMMUNITIES,
            "Roles that may moderate without being able to manage the community."),
    TOTAL_JOBS_PER_HOUR("totalJobsPerHour", whole("jobs"), Reach.TOTAL, "How many jobs all may have in an hour."),
    TOTAL_JOBS_PER_DAY("totalJobsPerDay", whole("jobs"), Reach.TOTAL, "How many jobs all may have in a day."),
    TOTAL_DEVICE_SECONDS_PER_HOUR(
            "totalDeviceSecondsPerHour",
            whole("seconds"),
            Reach.TOTAL,
            "How much device time the jobs of all may take in an hour."),
    TOTAL_DEVICE_SECONDS_PER_DAY(
            "totalDeviceSecondsPerDay",
            whole("seconds"),
            Reach.TOTAL,
            "How much device time the jobs of all may take in a day.");

    private static final int MANY = 100_000_000;

    private final String word;
    private final RuleForm form;
    private final Set<Level> levels;
    private final String help;

    RuleKey(String word, RuleForm form, Reach reach, String help) {
        this.word = word;
        this.form = form;
        this.levels = reach.levels;
        this.help = help;
    }

    /** On which scopes a rule may say it. */
    private enum Reach {
        ANY(EnumSet.allOf(Level.class)),
        COMMUNITIES(EnumSet.of(Level.EVERYBODY, Level.PLATFORM, Level.COMMUNITY)),
        TOTAL(EnumSet.of(Level.PLATFORM, Level.COMMUNITY)),
        MEMBERS(EnumSet.of(Level.MEMBER_EVERYWHERE)),
        OPT_OUT(EnumSet.of(Level.COMMUNITY, Level.MEMBER_EVERYWHERE, Level.MEMBER));

        private final Set<Level> levels;

        Reach(Set<Level> levels) {
            this.levels = levels;
        }
    }

    private static RuleForm whole(String unit) {
        return new RuleForm.Whole(0, MANY, unit);
    }

    private static RuleForm positive(String unit) {
        return new RuleForm.Whole(1, MANY, unit);
    }

    /** As people write it. */
    public String word() {
        return word;
    }

    /** What it says, in a sentence. */
    public String help() {
        return help;
    }

    /** What is allowed, in words that follow "is". */
    public String range() {
        return form.range();
    }

    /** The value as it is kept; empty if {@code text} is none that is allowed. */
    public Optional<String> read(String text) {
        return form.read(text);
    }

    /** Whether a rule about {@code scope} may say it. */
    public boolean fits(Scope scope) {
        return levels.contains(scope.level());
    }

    /**
     * Whether {@code author} may say {@code value}: only the operator does without the filter. The program may limit what
     * a community has in a day, where its moderators wish so.
     */
    public boolean isUpTo(Author author, String value) {
        boolean lax = (this == FILTER && value.equals("off")) || (this == NSFW_EXEMPT && value.equals("true"));
        boolean wished = author.kind() == Author.Kind.PROGRAM && this == TOTAL_JOBS_PER_DAY;
        return author.kind() == Author.Kind.OPERATOR || wished || !(lax || isOperators());
    }

    /** Whether only the operator may say it at all: what a community as a whole takes of the service. */
    public boolean isOperators() {
        return isTotal() || this == RUNNING_PER_COMMUNITY;
    }

    /** Whether it is about all members together. */
    public boolean isTotal() {
        return word.startsWith("total");
    }

    String ofTwoRoles(String one, String other) {
        return form.ofTwoRoles(one, other);
    }

    /** The key of that {@link #word}. */
    public static Optional<RuleKey> of(String word) {
        return Arrays.stream(values())
                .filter(key -> key.word.equalsIgnoreCase(word))
                .findFirst();
    }

    /** All that hold for a single member. */
    static List<RuleKey> ofMembers() {
        return Arrays.stream(values()).filter(key -> !key.isTotal()).toList();
    }
}
