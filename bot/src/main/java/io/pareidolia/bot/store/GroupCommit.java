package io.pareidolia.bot.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of SQLite, for many threads. What waits while a transaction is brought to the disk goes into the next
 * one together: a disk that takes some milliseconds for each then serves as many threads as there are. Each piece of
 * work is done wholly or not at all, and its thread goes on only when it is on the disk.
 */
final class GroupCommit {
    /** A large group would keep its first thread waiting. */
    private static final int LARGEST = 64;

    private final Jdbi jdbi;
    private final ReentrantLock writer = new ReentrantLock(true);
    private final Queue<Piece<?>> waiting = new ArrayDeque<>();

    GroupCommit(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Does some work in a transaction, perhaps on another thread that writes too. */
    <T> T write(Function<Handle, T> work) {
        Piece<T> piece = new Piece<>(work);
        synchronized (waiting) {
            waiting.add(piece);
        }
        writer.lock();
        try {
            while (!piece.done) {
                commit(next());
            }
        } finally {
            writer.unlock();
        }
        return piece.result();
    }

    private List<Piece<?>> next() {
        List<Piece<?>> group = new ArrayList<>();
        synchronized (waiting) {
            while (!waiting.isEmpty() && group.size() < LARGEST) {
                group.add(waiting.remove());
            }
        }
        return group;
    }

    private void commit(List<Piece<?>> group) {
        // others' work does not end with this thread's
        boolean interrupted = Thread.interrupted();
        try {
            jdbi.useTransaction(handle -> group.forEach(piece -> piece.tryIn(handle)));
        } catch (Throwable failure) {
            group.forEach(piece -> piece.fail(failure));
        } finally {
            group.forEach(piece -> piece.done = true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What one thread wants to be done. Whoever holds the writer's lock reads and writes it. */
    private static final class Piece<T> {
        private static final String BEFORE = "before";

        private final Function<Handle, T> work;
        private @Nullable T result;
        private @Nullable Throwable failure;
        private boolean done;

        Piece(Function<Handle, T> work) {
            this.work = work;
        }

        /** Throws only what ends the transaction for all. */
        void tryIn(Handle handle) {
            handle.savepoint(BEFORE);
            try {
                result = work.apply(handle);
                handle.releaseSavepoint(BEFORE);
            } catch (RuntimeException | Error ownFailure) {
                handle.rollbackToSavepoint(BEFORE);
                failure = ownFailure;
            }
        }

        void fail(Throwable all) {
            if (failure == null) {
                failure = all;
            }
        }

        @SuppressWarnings("NullAway") // the work's own result
        T result() {
            Throwable why = failure;
            if (why instanceof RuntimeException exception) {
                throw exception;
            }
            if (why instanceof Error error) {
                throw error;
            }
            if (why != null) {
                throw new IllegalStateException(why);
            }
            return result;
        }
    }
}
