package io.dbcpool.substrate.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The part of STROBE-128/1600 that Merlin uses: meta-AD, AD, KEY and PRF, and no transport (strobe.sourceforge.io,
 * 1.0.2; merlin's strobe.rs).
 */
final class Strobe128 {

    private static final int RATE = 166;

    private static final int INBOUND = 1;
    private static final int APPLICATION = 1 << 1;
    private static final int CIPHER = 1 << 2;
    private static final int META = 1 << 4;

    private final long[] lanes;
    private int position;
    private int operationStart;

    Strobe128(byte[] protocol) {
        lanes = new long[KeccakF1600.LANES];
        byte[] name = "STROBEv1.0.2".getBytes(StandardCharsets.US_ASCII);
        byte[] start = {1, (byte) (RATE + 2), 1, 0, 1, (byte) (8 * name.length)};
        for (byte b : start) {
            xor(position++, b);
        }
        for (byte b : name) {
            xor(position++, b);
        }
        position = 0;
        KeccakF1600.permute(lanes);
        metaAd(protocol);
    }

    private Strobe128(Strobe128 that) {
        lanes = that.lanes.clone();
        position = that.position;
        operationStart = that.operationStart;
    }

    Strobe128 copy() {
        return new Strobe128(this);
    }

    /** Several parts are one operation. */
    void metaAd(byte[]... parts) {
        begin(META | APPLICATION);
        for (byte[] part : parts) {
            absorb(part);
        }
    }

    void ad(byte[] data) {
        begin(APPLICATION);
        absorb(data);
    }

    void key(byte[] key) {
        begin(APPLICATION | CIPHER);
        for (byte b : key) {
            set(position, b);
            advance();
        }
    }

    void prf(byte[] output) {
        begin(INBOUND | APPLICATION | CIPHER);
        for (int i = 0; i < output.length; i++) {
            output[i] = (byte) (lanes[position >> 3] >>> shift(position));
            set(position, (byte) 0);
            advance();
        }
    }

    void wipe() {
        Arrays.fill(lanes, 0);
    }

    private void begin(int flags) {
        int previousStart = operationStart;
        operationStart = position + 1;
        absorb(new byte[] {(byte) previousStart, (byte) flags});
        if ((flags & CIPHER) != 0 && position != 0) {
            run();
        }
    }

    private void absorb(byte[] data) {
        for (byte b : data) {
            xor(position, b);
            advance();
        }
    }

    private void advance() {
        position++;
        if (position == RATE) {
            run();
        }
    }

    private void run() {
        xor(position, (byte) operationStart);
        xor(position + 1, (byte) 0x04);
        xor(RATE + 1, (byte) 0x80);
        KeccakF1600.permute(lanes);
        position = 0;
        operationStart = 0;
    }

    private void xor(int place, byte value) {
        lanes[place >> 3] ^= (value & 0xffL) << shift(place);
    }

    private void set(int place, byte value) {
        int lane = place >> 3;
        lanes[lane] = (lanes[lane] & ~(0xffL << shift(place))) | ((value & 0xffL) << shift(place));
    }

    private static int shift(int place) {
        return 8 * (place & 7);
    }
}
