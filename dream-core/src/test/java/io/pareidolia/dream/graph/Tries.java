package io.pareidolia.dream.graph;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * The same fifty cases on every run, so that a failure means a change in the code;
 * {@code -Dpareidolia.tries=1000} draws as many new ones instead.
 */
public final class Tries implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Integer tries = Integer.getInteger("pareidolia.tries");
        context.attributes().setTries(tries == null ? 50 : tries);
        if (tries == null) {
            context.attributes().setSeed("20150617");
        }
        return property.execute();
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
