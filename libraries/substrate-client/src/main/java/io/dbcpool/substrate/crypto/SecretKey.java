package io.dbcpool.substrate.crypto;

import java.util.Arrays;
import java.util.function.Function;

/** The bytes of a secret, lent for as long as a function runs. */
final class SecretKey implements AutoCloseable {

    private final byte[] bytes;
    private boolean closed;

    /** Takes the array over: the caller keeps no other copy. */
    SecretKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Gives a copy to the function and wipes it afterwards, so that closing meanwhile cannot change a key that is
     * signing.
     */
    <T> T lend(Function<byte[], T> use) {
        byte[] copy = copy();
        try {
            return use.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** A copy that the caller wipes. */
    synchronized byte[] copy() {
        if (closed) {
            throw new IllegalStateException("the key is closed, and its secret wiped");
        }
        return bytes.clone();
    }

    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }
}
