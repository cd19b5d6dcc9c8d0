package io.dbcpool.configuration;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One address, or a CIDR block of them.
 *
 * @param prefixBits how many leading bits must agree: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress network, int prefixBits) {

    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public AddressRange {
        int width = network.getAddress().length * 8;
        if (prefixBits < 0 || prefixBits > width) {
            throw new IllegalArgumentException("prefix must be 0 to %d bits, was %d".formatted(width, prefixBits));
        }
    }

    /** Reads {@code 192.0.2.11} or {@code 192.0.2.0/24}; names are not looked up. */
    public static Optional<AddressRange> find(String text) {
        int slash = text.indexOf('/');
        var address = findAddress(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int width = address.get().getAddress().length * 8;
        if (slash < 0) {
            return Optional.of(new AddressRange(address.get(), width));
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > width) {
            return Optional.empty();
        }
        return Optional.of(new AddressRange(address.get(), Integer.parseInt(bits)));
    }

    /** Reads a literal IPv4 or IPv6 address and never asks a resolver. */
    public static Optional<InetAddress> findAddress(String literal) {
        if (!LITERAL.matcher(literal).matches() || (!literal.contains(":") && literal.split("\\.", -1).length != 4)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress address) {
        byte[] wanted = network.getAddress();
        byte[] found = address.getAddress();
        if (wanted.length != found.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if (((wanted[bit / 8] ^ found[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
