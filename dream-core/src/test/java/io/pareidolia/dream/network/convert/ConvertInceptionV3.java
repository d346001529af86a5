package io.pareidolia.dream.network.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Converts the archive given first to the ONNX file given second, and prints the result's size and SHA-256. */
public final class ConvertInceptionV3 {
    private ConvertInceptionV3() {}

    public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
        byte[] model = KerasToOnnx.convert(NsfwjsPackage.read(Path.of(arguments[0])));
        Files.write(Path.of(arguments[1]), model);
        System.out.println(model.length + " bytes, SHA-256 "
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(model)));
    }
}
