package io.pareidolia.dream.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All tests of rules, and the cases that they draw, for those who test the tests. */
public final class RuleTests {
    private static final String ENDING = "RuleTest";

    private RuleTests() {}

    /** The operators that there is a test of a rule for. */
    public static List<String> operators() {
        return names("/io/pareidolia/dream/graph/rule/ReluRuleTest.class", ENDING);
    }

    /** The operators that there is a rule for. */
    public static List<String> rules() {
        return names("/io/pareidolia/dream/graph/rule/ReluRule.class", "Rule");
    }

    private static List<String> names(String beside, String ending) {
        try (Stream<Path> files = Files.list(Path.of(Objects.requireNonNull(RuleTests.class.getResource(beside))
                        .toURI())
                .getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending + ".class") && !name.startsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length() - ".class".length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The first cases that the test of a rule draws from this seed. */
    public static List<RuleCase> cases(String operator, int count, long seed) {
        RuleTest test = test(operator);
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> test.draw(new Draw(random)))
                .toList();
    }

    private static RuleTest test(String operator) {
        try {
            return (RuleTest) Class.forName(RuleTests.class.getPackageName() + ".rule." + operator + ENDING)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(operator, broken);
        }
    }
}
