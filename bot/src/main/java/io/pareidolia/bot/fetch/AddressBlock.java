package io.pareidolia.bot.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** All addresses of one kind, four bytes or sixteen, that begin with the same bits. */
public final class AddressBlock {
    private final byte[] prefix;
    private final int bits;

    private AddressBlock(byte[] prefix, int bits) {
        this.prefix = prefix;
        this.bits = bits;
    }

    /** From the usual notation, such as {@code 10.0.0.0/8} or {@code 2000::/3}. */
    public static AddressBlock of(String notation) {
        int slash = notation.indexOf('/');
        try {
            byte[] prefix = InetAddress.getByName(notation.substring(0, slash)).getAddress();
            return new AddressBlock(prefix, Integer.parseInt(notation.substring(slash + 1)));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(notation, impossible);
        }
    }

    /** {@code address} in network order, as {@link InetAddress#getAddress()} gives it. */
    public boolean contains(byte[] address) {
        int whole = bits / 8;
        if (address.length != prefix.length || !Arrays.equals(address, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0;
    }
}
