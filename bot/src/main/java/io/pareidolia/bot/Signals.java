package io.pareidolia.bot;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the signals by which a process is told to end, in Java's place. Java would begin its shutdown at once, in
 * which ONNX Runtime releases what a running step still uses, and the process may crash. A second signal ends the
 * process as the operating system does.
 *
 * <p>{@code sun.misc.Signal} is the only way to do so. It is called by reflection, since the compiler warns of it in a
 * manner that cannot be answered; where it is missing, Java does as it always did.
 */
final class Signals {
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    /** What Java itself did, by the signal. */
    private final Map<Object, Object> before = new LinkedHashMap<>();

    private final IntConsumer listener;

    private Signals(IntConsumer listener) {
        this.listener = listener;
    }

    /** From now on {@code listener} gets the number of each signal, on a thread of its own. */
    static Signals to(IntConsumer listener) {
        Signals signals = new Signals(listener);
        for (String name : NAMES) {
            try {
                signals.take(name);
            } catch (InvocationTargetException | IllegalArgumentException unknownHere) {
                LOG.debug("the signal {} cannot be listened to", name, unknownHere);
            } catch (ReflectiveOperationException missing) {
                LOG.debug("no signal can be listened to", missing);
                break;
            }
        }
        return signals;
    }

    private void take(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        MethodHandle told = MethodHandles.lookup()
                .findVirtual(Signals.class, "told", MethodType.methodType(void.class, Object.class))
                .bindTo(this)
                .asType(MethodType.methodType(void.class, type));
        Object signal = type.getConstructor(String.class).newInstance(name);
        before.put(signal, handle(signal, MethodHandleProxies.asInterfaceInstance(handlerType, told)));
    }

    /** Called by Java with a {@code sun.misc.Signal}. */
    @SuppressWarnings("unused") // by reflection
    private void told(Object signal) {
        try {
            handle(
                    signal,
                    Class.forName("sun.misc.SignalHandler").getField("SIG_DFL").get(null));
            listener.accept((int) signal.getClass().getMethod("getNumber").invoke(signal));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
        Method handle =
                signal.getClass().getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal, handler);
    }

    /** Leaves the signals to whom they were left before. */
    void close() {
        before.forEach((signal, handler) -> {
            try {
                handle(signal, handler);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
    }
}
