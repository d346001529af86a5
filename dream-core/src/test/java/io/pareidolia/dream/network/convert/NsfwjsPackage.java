package io.pareidolia.dream.network.convert;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The npm package nsfwjs 4.4.0 as its registry publishes it: the JavaScript modules that hold the Keras model, turned
 * back into the JSON and the bytes they were made from.
 */
final class NsfwjsPackage {
    /** What the registry publishes as {@code dist.integrity} of nsfwjs 4.4.0. */
    static final String INTEGRITY =
            "sha512-krC1fgeTLXtZwgdpKJ0jm7hqv0gTSRQQRL+FhOaxaJ9Wj92t42BO3csO2odwgTAgZgf2RvkwPtp0R8Aa7dc+MA==";

    private static final String FOLDER = "package/dist/models/inception_v3/";
    /** The minifier wraps each module in the same shell; its value stands between these two. */
    private static final String VALUE_BEGINS = ".exports=";

    private static final String VALUE_ENDS = "},{}]},{},[1])(1)});";

    private final Map<String, byte[]> files;

    private NsfwjsPackage(Map<String, byte[]> files) {
        this.files = files;
    }

    /** @throws IOException if it is not the archive that npm published */
    static NsfwjsPackage read(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        String integrity = "sha512-" + Base64.getEncoder().encodeToString(sha512(bytes));
        if (!integrity.equals(INTEGRITY)) {
            throw new IOException(archive + " is not nsfwjs 4.4.0 as npm published it: its integrity is " + integrity
                    + ", expected " + INTEGRITY);
        }
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().startsWith(FOLDER)) {
                    files.put(entry.getName().substring(FOLDER.length()), tar.readAllBytes());
                }
            }
        }
        return new NsfwjsPackage(files);
    }

    /** The layers model: {@code modelTopology} and {@code weightsManifest}. */
    JsonNode model() throws IOException {
        String literal = value("model.min.js").replace("!0", "true").replace("!1", "false");
        return JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
                .build()
                .readTree(literal);
    }

    /** The bytes of the shards that a manifest names, one after the other. */
    byte[] shards(JsonNode paths) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode path : paths) {
            String literal = value(path.textValue() + ".min.js");
            bytes.write(Base64.getDecoder().decode(literal.substring(1, literal.length() - 1)));
        }
        return bytes.toByteArray();
    }

    private String value(String name) throws IOException {
        byte[] file = files.get(name);
        if (file == null) {
            throw new IOException("the package has no " + FOLDER + name);
        }
        String module = new String(file, StandardCharsets.UTF_8).strip();
        int begin = module.lastIndexOf(VALUE_BEGINS);
        if (begin < 0 || !module.endsWith(VALUE_ENDS)) {
            throw new IOException(FOLDER + name + " is not wrapped as expected");
        }
        return module.substring(begin + VALUE_BEGINS.length(), module.length() - VALUE_ENDS.length());
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
