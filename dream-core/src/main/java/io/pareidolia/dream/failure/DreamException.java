package io.pareidolia.dream.failure;

import org.jspecify.annotations.Nullable;

/**
 * Something a person should hear about: its message is one plain sentence that says what is wrong and, where
 * possible, what to do next. Whoever shows it shows the message alone, never the stack trace.
 */
public final class DreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose turn it is to do something about it. */
    public enum Kind {
        /** The picture, recipe or network file that was given cannot be used as it is. Exit code 2. */
        INPUT,
        /** This machine lacks something: a device, memory, disk space, a reachable address. Exit code 1. */
        MACHINE,
        /** Somebody asked to stop. */
        CANCELLED
    }

    private final Kind kind;

    public DreamException(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    /** Names in {@code sentence} may be strangers': what would not show in it becomes a question mark. */
    public DreamException(Kind kind, String sentence, @Nullable Throwable cause) {
        super(StrangersName.masked(sentence), cause);
        this.kind = kind;
    }

    /** A bad picture, recipe or network file: {@code sentence} names what is wrong with it. */
    public static DreamException input(String sentence) {
        return new DreamException(Kind.INPUT, sentence);
    }

    /** Something this machine lacks: {@code sentence} says what, and how to get it. */
    public static DreamException machine(String sentence) {
        return new DreamException(Kind.MACHINE, sentence);
    }

    /** Somebody asked to stop. */
    public static DreamException cancelled() {
        return new DreamException(Kind.CANCELLED, "The dream was cancelled.");
    }

    public Kind kind() {
        return kind;
    }
}
