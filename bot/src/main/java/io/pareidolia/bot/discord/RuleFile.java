package io.pareidolia.bot.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.pareidolia.bot.quota.Author;
import io.pareidolia.bot.quota.RuleKey;
import io.pareidolia.bot.quota.Scope;
import io.pareidolia.dream.failure.DreamException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * The rules of a community as a file that people can read, keep and hand on: those of the server, of its roles and of its
 * members, but for what only the operator may say.
 */
final class RuleFile {
    /** A rule has some forty letters. */
    static final int LONGEST = 64 << 10;

    private static final int VERSION = 1;
    private static final int DEEPEST = 4;
    private static final Set<String> SECTIONS = Set.of("version", "server", "roles", "members");
    private static final Pattern ID = Pattern.compile("[0-9]{15,20}");
    private static final YAMLMapper YAML = mapper();

    private RuleFile() {}

    private static YAMLMapper mapper() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(LONGEST);
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setAllowDuplicateKeys(false);
        limits.setAllowRecursiveKeys(false);
        YAMLFactory factory = YAMLFactory.builder()
                .loaderOptions(limits)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build();
        return new YAMLMapper(factory);
    }

    /** The rules of these that are of this community. */
    static byte[] write(Scope community, Map<Scope, Map<RuleKey, String>> rules) {
        ObjectNode file = YAML.createObjectNode().put("version", VERSION);
        ObjectNode server = file.putObject("server");
        ObjectNode roles = file.putObject("roles");
        ObjectNode members = file.putObject("members");
        of(community, rules).forEach((scope, values) -> {
            ObjectNode section = switch (scope.level()) {
                case ROLE -> roles.putObject(scope.name());
                case MEMBER -> members.putObject(scope.name());
                default -> server;
            };
            values.forEach((key, value) -> section.put(key.word(), value));
        });
        try {
            return YAML.writeValueAsBytes(file);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What a moderator may say, of these rules, of this community and in it. */
    static Map<Scope, Map<RuleKey, String>> of(Scope community, Map<Scope, Map<RuleKey, String>> rules) {
        Map<Scope, Map<RuleKey, String>> own = new LinkedHashMap<>();
        rules.forEach((scope, values) -> {
            boolean within = scope.front().equals(community.front())
                    && scope.community().equals(community.community())
                    && scope.level().compareTo(Scope.Level.COMMUNITY) >= 0;
            Map<RuleKey, String> kept = new EnumMap<>(RuleKey.class);
            values.forEach((key, value) -> {
                if (isModerators(key)) {
                    kept.put(key, value);
                }
            });
            if (within && !kept.isEmpty()) {
                own.put(scope, kept);
            }
        });
        return own;
    }

    /** Whether a file may say it: neither what is the operator's nor what is the member's own. */
    static boolean isModerators(RuleKey key) {
        return !key.isOperators() && key != RuleKey.OPT_OUT && key != RuleKey.CALLED;
    }

    /**
     * Reads the rules of a file.
     *
     * @throws DreamException if anything in it is wrong; it says what, in the language of {@code texts}
     */
    static Map<Scope, Map<RuleKey, String>> read(byte[] file, Scope community, Author author, Texts texts) {
        JsonNode tree = tree(file, texts);
        tree.fieldNames().forEachRemaining(name -> {
            if (!SECTIONS.contains(name)) {
                throw DreamException.input(texts.text("import.section", quoted(name)));
            }
        });
        if (tree.path("version").asInt() != VERSION) {
            throw DreamException.input(texts.text("import.version"));
        }
        Map<Scope, Map<RuleKey, String>> rules = new LinkedHashMap<>();
        rules.put(community, values(tree.path("server"), community, author, texts));
        read(tree.path("roles"), community, true, rules, author, texts);
        read(tree.path("members"), community, false, rules, author, texts);
        rules.values().removeIf(Map::isEmpty);
        return rules;
    }

    private static void read(
            JsonNode section,
            Scope community,
            boolean roles,
            Map<Scope, Map<RuleKey, String>> rules,
            Author author,
            Texts texts) {
        checkObject(section, texts);
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            String id = entry.getKey();
            if (!ID.matcher(id).matches()) {
                throw DreamException.input(texts.text("import.id", quoted(id)));
            }
            Scope scope = roles
                    ? Scope.role(community.front(), community.community(), id)
                    : Scope.member(community.front(), community.community(), id);
            rules.put(scope, values(entry.getValue(), scope, author, texts));
        }
    }

    private static void checkObject(JsonNode section, Texts texts) {
        if (!section.isMissingNode() && !section.isNull() && !section.isObject()) {
            throw DreamException.input(texts.text("import.unreadable"));
        }
    }

    private static Map<RuleKey, String> values(JsonNode section, Scope scope, Author author, Texts texts) {
        checkObject(section, texts);
        Map<RuleKey, String> values = new EnumMap<>(RuleKey.class);
        for (Map.Entry<String, JsonNode> entry : section.properties()) {
            RuleKey key = RuleKey.of(entry.getKey())
                    .filter(RuleFile::isModerators)
                    .filter(known -> known.fits(scope))
                    .orElseThrow(() -> DreamException.input(texts.text("import.rule", quoted(entry.getKey()))));
            String value = key.read(entry.getValue().asText())
                    .filter(read -> entry.getValue().isValueNode())
                    .orElseThrow(() -> DreamException.input(
                            texts.text("admin.value", quoted(entry.getValue().asText()), key.word(), key.range())));
            if (!key.isUpTo(author, value)) {
                throw DreamException.input(texts.text("admin.operators"));
            }
            values.put(key, value);
        }
        return values;
    }

    private static JsonNode tree(byte[] file, Texts texts) {
        try {
            checkPlain(file, texts);
            JsonNode tree = YAML.readTree(file);
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (IOException | org.yaml.snakeyaml.error.YAMLException malformed) {
            throw new DreamException(DreamException.Kind.INPUT, texts.text("import.unreadable"), malformed);
        }
        throw DreamException.input(texts.text("import.unreadable"));
    }

    /** Nothing in it stands for something else in it, so that it is as large as it looks. */
    private static void checkPlain(byte[] file, Texts texts) throws IOException {
        try (YAMLParser parser = YAML.getFactory().createParser(file)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                    throw DreamException.input(texts.text("import.alias"));
                }
            }
        }
    }

    /** A stranger's word, as one that stays on its line and in its quotes. */
    static String quoted(String text) {
        String plain = text.replaceAll("[^\\p{L}\\p{N} ._,:;=+#/-]", "?");
        return "`" + (plain.length() > 60 ? plain.substring(0, 60) + "…" : plain) + "`";
    }
}
