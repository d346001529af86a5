package io.pareidolia.bot.fetch;

/**
 * Why a link gave no picture. The message is one sentence for the person who posted the link: it names no address, so
 * that nobody learns from it what lies behind the firewall. It has no cause; what the network said is in the log, at
 * DEBUG.
 */
public final class FetchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** The kinds of failure that a front may want to answer differently. */
    public enum Reason {
        /** No link at all, or one that is damaged or written so oddly that programs disagree where it leads. */
        NOT_A_LINK(false, "That is not a whole link to a picture; copy it again, or post the picture itself."),
        /** Something other than http and https. */
        SCHEME(false, "Only links that begin with http:// or https:// are followed; post the picture itself."),
        /** A user name or password in the link. */
        USER_INFO(false, "A link with a user name or a password in it is not followed; post the picture itself."),
        /** A port other than 80 and 443. */
        PORT(false, "That link leads to an unusual port; post the picture itself."),
        /** The front has a list of hosts, and this is none of them. */
        HOST(false, "Pictures are not fetched from that site here; post the picture itself."),
        /** At least one address behind the link is not of the public internet. */
        PRIVATE_ADDRESS(false, "That link leads to a private address; post the picture itself."),
        /** No such name, nobody there, or no secure connection. */
        UNREACHABLE(true, "The site of that link cannot be reached; check the link, or post the picture itself."),
        /** More than three redirects. */
        REDIRECTS(false, "That link leads on and on to other links; link the picture itself."),
        /** The server says no, for good as far as one can know: 404 and its like. */
        REFUSED(false, "The site of that link does not give the picture out; post the picture itself."),
        /** The server has a trouble of its own: 429, 500 and their like. */
        SERVER_TROUBLE(true, "The site of that link has trouble giving the picture out; try again later."),
        /** More bytes than {@link FetchSettings#bytes()}. */
        TOO_LARGE(false, "The picture at that link is too large; make it smaller first."),
        /** Silence, or too little in too much time. */
        TOO_SLOW(true, "The site of that link is too slow; try again later, or post the picture itself."),
        /** The end is missing. */
        BROKEN_OFF(true, "The picture at that link broke off before its end; try again, or post the picture itself."),
        /** The content is that of no picture that can be read, whatever the server calls it. */
        NOT_A_PICTURE(false, "There is no picture at that link; link the picture itself."),
        /** A picture, yet too large in pixels, or damaged. */
        UNREADABLE(false, "The picture at that link cannot be read; post another."),
        /** This machine could not write the file. */
        NO_ROOM(true, "There is no room for a picture here at the moment; try again later.");

        private final boolean temporary;
        private final String sentence;

        Reason(boolean temporary, String sentence) {
            this.temporary = temporary;
            this.sentence = sentence;
        }

        /** True if the same link may well give the picture a little later. */
        public boolean temporary() {
            return temporary;
        }
    }

    private final Reason reason;

    FetchFailure(Reason reason) {
        this(reason, reason.sentence);
    }

    /** With a sentence that says more than the usual one. */
    FetchFailure(Reason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What to tell the person. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
