package io.pareidolia.bot.worker;

/** Ends a job since nobody shall dream on its picture. */
final class ContentRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final RefusalReason reason;
    private final String finding;

    /**
     * @param sentence for the person
     * @param finding for the operator
     */
    ContentRefusal(RefusalReason reason, String sentence, String finding) {
        super(sentence);
        this.reason = reason;
        this.finding = finding;
    }

    /** What the person is told. */
    String sentence() {
        return String.valueOf(getMessage());
    }

    RefusalReason reason() {
        return reason;
    }

    String finding() {
        return finding;
    }
}
