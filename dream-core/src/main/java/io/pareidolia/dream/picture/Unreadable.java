package io.pareidolia.dream.picture;

import java.io.IOException;

/** Why a file gives no picture; the message continues a sentence that begins with the file's name. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
        super(why);
    }

    static Unreadable damaged(PictureFormat format) {
        return new Unreadable("is a damaged " + format.word());
    }

    static Unreadable cutOff(PictureFormat format) {
        return new Unreadable("is a " + format.word() + " that is cut off: its end is missing");
    }
}
