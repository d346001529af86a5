package io.pareidolia.dream.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Makes pictures into the bytes of PNG, JPEG and NumPy files. */
final class Encoders {
    private static final String PNG_METADATA = "javax_imageio_png_1.0";
    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";
    private static final String JPEG_XMP = "http://ns.adobe.com/xap/1.0/\0";
    private static final int JPEG_APP1 = 0xe1;

    private Encoders() {}

    static byte[] png(Picture picture, Optional<String> stamp) throws IOException {
        BufferedImage image = picture.toImage();
        ImageWriter writer = Decoders.writer("com.sun.imageio.plugins.png.PNGImageWriterSpi");
        try {
            ImageWriteParam param = writer.getDefaultWriteParam();
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            if (stamp.isPresent()) {
                IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
                entry.setAttribute("keyword", Stamp.KEYWORD);
                entry.setAttribute("compressionFlag", "FALSE");
                entry.setAttribute("compressionMethod", "0");
                entry.setAttribute("languageTag", "");
                entry.setAttribute("translatedKeyword", "");
                // the line break ends the line for programs such as strings, which would go on into the checksum
                entry.setAttribute("text", Stamp.text(stamp.get()) + "\n");
                IIOMetadataNode texts = new IIOMetadataNode("iTXt");
                texts.appendChild(entry);
                IIOMetadataNode root = new IIOMetadataNode(PNG_METADATA);
                root.appendChild(texts);
                metadata.mergeTree(PNG_METADATA, root);
            }
            return written(writer, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
    }

    /**
     * Colours are not subsampled: dreams are full of saturated edges.
     *
     * @param quality 0 to 1
     */
    static byte[] jpeg(Picture picture, Optional<String> stamp, float quality) throws IOException {
        BufferedImage image = picture.toImage();
        ImageWriter writer = Decoders.writer("com.sun.imageio.plugins.jpeg.JPEGImageWriterSpi");
        try {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            Node root = metadata.getAsTree(JPEG_METADATA);
            NodeList components = ((IIOMetadataNode) root).getElementsByTagName("componentSpec");
            for (int i = 0; i < components.getLength(); i++) {
                IIOMetadataNode component = (IIOMetadataNode) components.item(i);
                component.setAttribute("HsamplingFactor", "1");
                component.setAttribute("VsamplingFactor", "1");
            }
            if (stamp.isPresent()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                content.writeBytes(JPEG_XMP.getBytes(StandardCharsets.ISO_8859_1));
                content.writeBytes(Stamp.packet(stamp.get()));
                IIOMetadataNode marker = new IIOMetadataNode("unknown");
                marker.setAttribute("MarkerTag", Integer.toString(JPEG_APP1));
                marker.setUserObject(content.toByteArray());
                Node sequence = ((IIOMetadataNode) root)
                        .getElementsByTagName("markerSequence")
                        .item(0);
                sequence.insertBefore(marker, sequence.getFirstChild());
            }
            metadata.setFromTree(JPEG_METADATA, root);
            return written(writer, new IIOImage(image, null, metadata), param);
        } finally {
            writer.dispose();
        }
    }

    private static byte[] written(ImageWriter writer, IIOImage image, ImageWriteParam param) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, image, param);
        }
        return bytes.toByteArray();
    }

    /** NumPy's format 1.0: {@code numpy.load} gives float32 of height × width × 3. */
    static byte[] npy(Picture picture) {
        int width = picture.width();
        int height = picture.height();
        String shape = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + height + ", " + width + ", 3), }";
        int magic = 10;
        // the data begins at a multiple of 64 bytes
        int header = (magic + shape.length() + 1 + 63) / 64 * 64 - magic;
        String padded = shape + " ".repeat(header - shape.length() - 1) + "\n";
        int plane = width * height;
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(magic + header, Math.multiplyExact(plane, 12)))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
        out.putShort((short) header);
        out.put(padded.getBytes(StandardCharsets.US_ASCII));
        float[] planes = picture.planes();
        for (int i = 0; i < plane; i++) {
            out.putFloat(planes[i]).putFloat(planes[plane + i]).putFloat(planes[2 * plane + i]);
        }
        return out.array();
    }
}
