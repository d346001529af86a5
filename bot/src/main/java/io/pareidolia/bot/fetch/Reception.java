package io.pareidolia.bot.fetch;

import io.pareidolia.bot.fetch.FetchFailure.Reason;
import io.pareidolia.dream.failure.DreamException;
import io.pareidolia.dream.machine.Sha256;
import io.pareidolia.dream.picture.PictureFormat;
import io.pareidolia.dream.picture.PictureHeader;
import io.pareidolia.dream.picture.PictureReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what a server sends, into a temporary file, as long as it is a picture and not too large. */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final String NAME_START = "fetch-";
    private static final String NAME_END = ".part";
    /** Enough to tell what a file is; a web page is not read to its end. */
    private static final int START = 1_024;

    private static final int PIECE = 1 << 16;
    /** How sentences call the picture. */
    private static final String PICTURE = "The file at that link";

    private final Path folder;
    private final long most;
    private final PictureReader reader;

    /**
     * @param folder is made if need be; files that a killed process left there are deleted
     * @param most bytes of a picture
     */
    Reception(Path folder, long most, PictureReader reader) {
        this.folder = folder;
        this.most = most;
        this.reader = reader;
        try {
            Files.createDirectories(folder);
            deleteLeftovers();
        } catch (IOException refused) {
            throw new DreamException(
                    DreamException.Kind.MACHINE,
                    "The folder " + folder
                            + " for fetched pictures cannot be made or tidied; check who may write there.",
                    refused);
        }
    }

    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, NAME_START + "*" + NAME_END)) {
            for (Path leftover : files) {
                Files.deleteIfExists(leftover);
            }
        }
    }

    /** @throws IOException if the server's side breaks */
    FetchedPicture receive(ResponseBody body) throws IOException, FetchFailure {
        if (body.contentLength() > most) {
            throw tooLarge();
        }
        BufferedSource source = body.source();
        source.request(START);
        byte[] start = source.getBuffer()
                .clone()
                .readByteArray(Math.min(START, source.getBuffer().size()));
        if (PictureFormat.ofContent(start).isEmpty()) {
            header(start, Reason.NOT_A_PICTURE);
            throw new FetchFailure(Reason.NOT_A_PICTURE);
        }
        Path file = newFile();
        boolean kept = false;
        try {
            long length = write(source, file);
            byte[] bytes = bytes(file);
            FetchedPicture picture =
                    new FetchedPicture(file, length, header(bytes, Reason.UNREADABLE), Sha256.of(bytes));
            kept = true;
            return picture;
        } finally {
            if (!kept) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path newFile() throws FetchFailure {
        try {
            return Files.createTempFile(folder, NAME_START, NAME_END);
        } catch (IOException refused) {
            throw noRoom(refused);
        }
    }

    private long write(BufferedSource source, Path file) throws IOException, FetchFailure {
        long length = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            Buffer piece = new Buffer();
            for (long read = source.read(piece, PIECE); read >= 0; read = source.read(piece, PIECE)) {
                length += read;
                if (length > most) {
                    throw tooLarge();
                }
                write(piece, out);
            }
        }
        return length;
    }

    private static void write(Buffer piece, OutputStream out) throws FetchFailure {
        try {
            piece.writeTo(out);
        } catch (IOException full) {
            throw noRoom(full);
        }
    }

    private static byte[] bytes(Path file) throws FetchFailure {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw noRoom(broken);
        }
    }

    private PictureHeader header(byte[] bytes, Reason otherwise) throws FetchFailure {
        try {
            return reader.header(bytes, PICTURE);
        } catch (DreamException why) {
            throw new FetchFailure(otherwise, String.valueOf(why.getMessage()));
        }
    }

    private FetchFailure tooLarge() {
        String megabytes = new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(most / 1e6);
        return new FetchFailure(
                Reason.TOO_LARGE, PICTURE + " is larger than " + megabytes + " MB; make it smaller first.");
    }

    private static FetchFailure noRoom(IOException cause) {
        LOG.warn("A fetched picture could not be written", cause);
        return new FetchFailure(Reason.NO_ROOM);
    }
}
