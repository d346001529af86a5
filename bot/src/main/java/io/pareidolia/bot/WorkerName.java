package io.pareidolia.bot;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** By what name a process presents its workers: another one on each data folder, and the same after a restart. */
final class WorkerName {
    private static final String FILE = "worker.name";

    private WorkerName() {}

    static String keptIn(Path data) throws IOException {
        Path file = data.resolve(FILE);
        String fresh = UUID.randomUUID().toString();
        try {
            Files.writeString(file, fresh, StandardOpenOption.CREATE_NEW);
            return fresh;
        } catch (FileAlreadyExistsException kept) {
            String name = Files.readString(file).strip();
            if (name.isEmpty()) { // a crash came between its making and its writing
                Files.writeString(file, fresh);
                return fresh;
            }
            return name;
        }
    }
}
