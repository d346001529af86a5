package io.pareidolia.bot.quota;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for a member, each value from the narrowest rule that gives it. */
public final class Limits {
    /**
     * A value that holds.
     *
     * @param from the scope whose rule gives it; empty for the default
     */
    public record Value(String text, Optional<Scope> from) {}

    private final Map<RuleKey, Value> values = new EnumMap<>(RuleKey.class);

    /**
     * @param around the scopes that count, those that win first; within a list as two roles of one member
     * @param rules of these scopes
     */
    Limits(List<List<Scope>> around, Map<Scope, Map<RuleKey, String>> rules, QuotaDefaults defaults) {
        for (RuleKey key : RuleKey.ofMembers()) {
            values.put(
                    key,
                    around.stream()
                            .flatMap(equals -> narrowest(key, equals, rules).stream())
                            .findFirst()
                            .orElseGet(() -> new Value(defaults.value(key), Optional.empty())));
        }
    }

    private static Optional<Value> narrowest(RuleKey key, List<Scope> scopes, Map<Scope, Map<RuleKey, String>> rules) {
        return scopes.stream()
                .flatMap(scope ->
                        Optional.ofNullable(rules.getOrDefault(scope, Map.of()).get(key))
                                .map(text -> new Value(text, Optional.of(scope)))
                                .stream())
                .reduce((one, other) -> key.ofTwoRoles(one.text, other.text).equals(one.text)
                        ? one
                        : new Value(key.ofTwoRoles(one.text, other.text), other.from));
    }

    /** Of a key that is no total. */
    public Value value(RuleKey key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is not a member's");
        }
        return value;
    }

    int number(RuleKey key) {
        return Integer.parseInt(value(key).text());
    }

    /** How many dreams may wait at once. */
    public int waitingPerMember() {
        return number(RuleKey.WAITING_PER_MEMBER);
    }

    /** The longest side of a dream, in pixels. */
    public int largestSize() {
        return number(RuleKey.LARGEST_SIZE);
    }

    /** Device-seconds that one job may take. */
    public int secondsPerJob() {
        return number(RuleKey.DEVICE_SECONDS_PER_JOB);
    }

    public int priority() {
        return number(RuleKey.PRIORITY);
    }

    /** Names of networks; empty if all may be used. */
    public Optional<List<String>> networks() {
        return names(RuleKey.NETWORKS);
    }

    /** Names of looks; empty if all may be used. */
    public Optional<List<String>> looks() {
        return names(RuleKey.LOOKS);
    }

    /** Ids of the channels where alone one may ask; empty if that is everywhere. */
    public Optional<List<String>> channels() {
        return names(RuleKey.CHANNELS);
    }

    /** Ids of channels where nobody may ask. */
    public List<String> channelsDenied() {
        return listed(RuleKey.CHANNELS_DENIED);
    }

    /** Whether only who asked may see the answer. */
    public boolean privateOnly() {
        return Boolean.parseBoolean(value(RuleKey.PRIVATE_ONLY).text());
    }

    /** Words of a recipe for those who do not say them. */
    public Optional<String> defaults() {
        return Optional.of(value(RuleKey.DEFAULTS).text()).filter(words -> !words.equals(RuleForm.NONE));
    }

    /** The channel in which moderators hear of reports. */
    public Optional<String> reportsTo() {
        return Optional.of(value(RuleKey.REPORTS_TO).text()).filter(id -> !id.equals(RuleForm.NONE));
    }

    /** Ids of roles that may moderate. */
    public List<String> moderators() {
        return listed(RuleKey.MODERATORS);
    }

    private List<String> listed(RuleKey key) {
        String text = value(key).text();
        return text.equals(RuleForm.NONE) ? List.of() : List.of(text.split(","));
    }

    private Optional<List<String>> names(RuleKey key) {
        String text = value(key).text();
        return text.equals(RuleForm.Names.ALL) ? Optional.empty() : Optional.of(List.of(text.split(",")));
    }

    /** {@code strict}, {@code sensitive} or {@code off}. */
    public String filter() {
        return value(RuleKey.FILTER).text();
    }

    /** Whether a place that is marked NSFW goes unfiltered. */
    public boolean nsfwExempt() {
        return Boolean.parseBoolean(value(RuleKey.NSFW_EXEMPT).text());
    }

    public boolean optOut() {
        return Boolean.parseBoolean(value(RuleKey.OPT_OUT).text());
    }
}
