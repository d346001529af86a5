package io.pareidolia.dream.graph.check;

/** Hears how a check goes, in the thread that checks. */
public interface CheckListener {
    /**
     * The next thing is about to be checked; should the process die, it was this.
     *
     * @param what such as {@code node conv1 (Conv)}
     * @param done how many things are checked by now
     * @param all how many there are
     */
    void begins(String what, int done, int all);

    /** A node was checked. */
    void checked(NodeVerdict verdict);

    /** A layer was checked. */
    void checked(LayerVerdict verdict);

    /** True to end the check early. */
    default boolean cancelled() {
        return false;
    }
}
