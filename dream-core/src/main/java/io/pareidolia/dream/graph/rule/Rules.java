package io.pareidolia.dream.graph.rule;

import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Finds the rule of an operator by its name. */
public final class Rules {
    private static final Pattern OPERATOR = Pattern.compile("[A-Z][A-Za-z0-9]{0,63}");
    private static final Map<String, Optional<Rule>> FOUND = new ConcurrentHashMap<>();

    private Rules() {}

    public static Optional<Rule> of(String operator) {
        // what strangers call their operators must not fill the memory
        if (!OPERATOR.matcher(operator).matches()) {
            return Optional.empty();
        }
        Optional<Rule> known = FOUND.get(operator);
        if (known != null) {
            return known;
        }
        Optional<Rule> found = load(operator);
        found.ifPresent(rule -> FOUND.put(operator, found));
        return found;
    }

    private static Optional<Rule> load(String operator) {
        try {
            Class<?> type = Class.forName(Rules.class.getPackageName() + "." + operator + "Rule");
            if (!Rule.class.isAssignableFrom(type)) {
                return Optional.empty();
            }
            Constructor<?> constructor = type.getDeclaredConstructor();
            return Optional.of((Rule) constructor.newInstance());
        } catch (ClassNotFoundException | NoClassDefFoundError none) {
            return Optional.empty();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(operator + "Rule cannot be made", broken);
        }
    }
}
