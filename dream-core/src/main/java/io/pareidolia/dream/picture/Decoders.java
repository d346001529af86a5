package io.pareidolia.dream.picture;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.IIOServiceProvider;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;

/**
 * ImageIO's plug-ins: the one decoder chosen for each format. ImageIO's own search asks every provider on the class path, which would let
 * a file choose who reads it; above all, the native reader of the library that writes WebP must never see a stranger's
 * file, so it leaves the registry here.
 */
final class Decoders {
    static {
        ImageIO.setUseCache(false);
        IIORegistry registry = IIORegistry.getDefaultInstance();
        // said out loud, in case the services of several jars were merged into one file and some were lost
        registry.registerServiceProvider(new JPEGImageReaderSpi());
        registry.registerServiceProvider(new TIFFImageReaderSpi());
        registry.registerServiceProvider(new BigTIFFImageReaderSpi());
        registry.registerServiceProvider(new BMPImageReaderSpi());
        registry.registerServiceProvider(new WebPImageReaderSpi());
        com.luciad.imageio.webp.WebPImageReaderSpi nativeWebp =
                registry.getServiceProviderByClass(com.luciad.imageio.webp.WebPImageReaderSpi.class);
        if (nativeWebp != null) {
            registry.deregisterServiceProvider(nativeWebp);
        }
    }

    private Decoders() {}

    static ImageReader jpeg(byte[] bytes) throws IOException {
        return reading(bytes, JPEGImageReaderSpi.class);
    }

    static ImageReader png(byte[] bytes) throws IOException {
        return reading(bytes, "com.sun.imageio.plugins.png.PNGImageReaderSpi");
    }

    static ImageReader gif(byte[] bytes) throws IOException {
        return reading(bytes, "com.sun.imageio.plugins.gif.GIFImageReaderSpi");
    }

    static ImageReader webp(byte[] bytes) throws IOException {
        ImageReader reader = IIORegistry.getDefaultInstance()
                .getServiceProviderByClass(WebPImageReaderSpi.class)
                .createReaderInstance(null);
        reader.setInput(new PaddedStream(bytes), false, true);
        return reader;
    }

    static ImageReader bmp(byte[] bytes) throws IOException {
        return reading(bytes, BMPImageReaderSpi.class);
    }

    static ImageReader tiff(byte[] bytes) throws IOException {
        return bytes[2] == '+' || bytes[3] == '+'
                ? reading(bytes, BigTIFFImageReaderSpi.class)
                : reading(bytes, TIFFImageReaderSpi.class);
    }

    private static ImageReader reading(byte[] bytes, Class<? extends ImageReaderSpi> provider) throws IOException {
        return reading(bytes, IIORegistry.getDefaultInstance().getServiceProviderByClass(provider));
    }

    private static ImageReader reading(byte[] bytes, String provider) throws IOException {
        return reading(bytes, named(ImageReaderSpi.class, provider));
    }

    /** A writer of Java's own. */
    static ImageWriter writer(String provider) throws IOException {
        return named(ImageWriterSpi.class, provider).createWriterInstance(null);
    }

    private static <T extends IIOServiceProvider> T named(Class<T> kind, String provider) {
        Iterator<T> providers = IIORegistry.getDefaultInstance().getServiceProviders(kind, false);
        while (providers.hasNext()) {
            T candidate = providers.next();
            if (candidate.getClass().getName().equals(provider)) {
                return candidate;
            }
        }
        throw new IllegalStateException(provider + " is missing from this Java");
    }

    private static ImageReader reading(byte[] bytes, ImageReaderSpi provider) throws IOException {
        ImageReader reader = provider.createReaderInstance(null);
        reader.setInput(new ByteArrayImageInputStream(bytes), false, true);
        return reader;
    }
}
