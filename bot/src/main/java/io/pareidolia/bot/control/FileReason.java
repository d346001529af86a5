package io.pareidolia.bot.control;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file or a folder cannot be used, for whoever knows files and users but not Java. */
public final class FileReason {
    private FileReason() {}

    /** What stands in brackets behind a sentence. */
    public static String of(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "the user " + System.getProperty("user.name", "?") + " may not use " + denied.getFile();
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return there.getFile() + " is there, and is something else";
        }
        if (failure instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        return String.valueOf(failure.getMessage());
    }
}
