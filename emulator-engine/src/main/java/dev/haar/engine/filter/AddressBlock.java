package dev.haar.engine.filter;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The IP addresses that share a prefix.
 *
 * @param network an address of the block
 * @param prefix how many of its leading bits count
 * @param width 32 for IPv4, 128 for IPv6
 */
record AddressBlock(BigInteger network, int prefix, int width) {
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int BYTE = 8;

    /** The block that a text such as {@code 10.0.0.0/24} means; empty if it means none. */
    static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return bytes(text.substring(0, slash))
                .filter(bytes -> prefix <= bytes.length * BYTE)
                .map(bytes -> new AddressBlock(new BigInteger(1, bytes), prefix, bytes.length * BYTE));
    }

    boolean contains(String address) {
        return bytes(address)
                .filter(bytes -> bytes.length * BYTE == width)
                .map(bytes -> new BigInteger(1, bytes)
                                .xor(network)
                                .shiftRight(width - prefix)
                                .signum()
                        == 0)
                .orElse(false);
    }

    /** Literals only: nothing is ever looked up. */
    private static Optional<byte[]> bytes(String address) {
        if (!LITERAL.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
