package io.dbcpool.substrate.scale;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Reads SCALE-encoded values from a byte array, front to back. Tuples and structs are their members one after the
 * other. Not safe for use by several threads.
 *
 * <p>Every method throws {@link ScaleException} if the bytes are not such a value; the reader is of no further use
 * then.
 */
public final class ScaleReader {

    /** Deeper than any type of a runtime, and far from the end of a thread's stack. */
    public static final int DEFAULT_MAX_DEPTH = 64;

    /** Elements without bytes cost the sender nothing, so they get a limit of their own. */
    public static final int MAX_EMPTY_ELEMENTS = 65_536;

    /** A list gets more room as its elements come: a list in a list in a list could each claim all that remains. */
    private static final int FIRST_ROOM = 1_024;

    private final byte[] bytes;
    private final int end;
    private final int maxDepth;
    private int offset;
    private int depth;

    /** Over a copy of the bytes. */
    public ScaleReader(byte[] bytes) {
        this(bytes, DEFAULT_MAX_DEPTH);
    }

    /** @param maxDepth how many values may stand inside each other before the input is refused */
    public ScaleReader(byte[] bytes, int maxDepth) {
        this(bytes.clone(), 0, bytes.length, maxDepth, 0);
    }

    private ScaleReader(byte[] bytes, int offset, int end, int maxDepth, int depth) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = end;
        this.maxDepth = maxDepth;
        this.depth = depth;
    }

    /** Reads one value that takes all of the bytes. */
    public static <T> T readWhole(byte[] bytes, ScaleDecoder<T> decoder) {
        ScaleReader in = new ScaleReader(bytes);
        T value = decoder.read(in);
        in.requireEnd();
        return value;
    }

    /** The next byte's position in the whole input. */
    public int position() {
        return offset;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - offset;
    }

    /** @throws ScaleException if bytes are left */
    public void requireEnd() {
        if (remaining() > 0) {
            throw refusal("wanted the end at byte %d, but %d more follow".formatted(offset, remaining()), offset);
        }
    }

    /** Reads one byte as 0..255. */
    public int readU8() {
        require(1);
        return bytes[offset++] & 0xff;
    }

    /** Reads 2 bytes, little-endian. */
    public int readU16() {
        return (int) readLong(2);
    }

    /** Reads 4 bytes, little-endian. */
    public long readU32() {
        return readLong(4);
    }

    /** Reads 8 bytes, little-endian. */
    public BigInteger readU64() {
        return readUnsigned(8);
    }

    /** Reads 16 bytes, little-endian. */
    public BigInteger readU128() {
        return readUnsigned(16);
    }

    /** Reads 32 bytes, little-endian. */
    public BigInteger readU256() {
        return readUnsigned(32);
    }

    /** Reads 1 byte, little-endian, in two's complement. */
    public byte readI8() {
        return (byte) readLong(1);
    }

    /** Reads 2 bytes, little-endian, in two's complement. */
    public short readI16() {
        return (short) readLong(2);
    }

    /** Reads 4 bytes, little-endian, in two's complement. */
    public int readI32() {
        return (int) readLong(4);
    }

    /** Reads 8 bytes, little-endian, in two's complement. */
    public long readI64() {
        return readLong(8);
    }

    /** Reads 16 bytes, little-endian, in two's complement. */
    public BigInteger readI128() {
        return readSigned(16);
    }

    /** Reads 32 bytes, little-endian, in two's complement. */
    public BigInteger readI256() {
        return readSigned(32);
    }

    /** Reads a little-endian unsigned integer of {@code width} bytes. */
    public BigInteger readUnsigned(int width) {
        return new BigInteger(1, readBigEndian(width));
    }

    /** Reads a little-endian integer of {@code width} bytes in two's complement. */
    public BigInteger readSigned(int width) {
        return new BigInteger(readBigEndian(width));
    }

    /**
     * Reads a compact unsigned integer of up to 67 bytes.
     *
     * <p>Only the shortest form of a number is valid, as in parity-scale-codec: otherwise two encodings would name one
     * value, and signatures and hashes over them would differ.
     */
    public BigInteger readCompact() {
        int start = offset;
        int first = readU8();
        offset = start;
        if ((first & 0b11) != CompactInteger.LONG_FORM) {
            return BigInteger.valueOf(readShortCompact());
        }
        offset++;
        int width = (first >> 2) + CompactInteger.LONG_FORM_MIN_BYTES;
        BigInteger value = readUnsigned(width);
        requireShortest(CompactInteger.isShortestLongForm(value, width), start);
        return value;
    }

    /** Reads a compact integer of a type that has {@code bits} bits, {@code Compact<u128>} with 128. */
    public BigInteger readCompact(int bits) {
        int start = offset;
        BigInteger value = readCompact();
        if (value.bitLength() > bits) {
            throw refusal("compact integer at byte %d is %s, which is over u%d".formatted(start, value, bits), start);
        }
        return value;
    }

    /** Reads {@code Compact<u32>}. */
    public long readCompactU32() {
        require(1);
        return (bytes[offset] & 0b11) == CompactInteger.LONG_FORM
                ? readCompact(32).longValueExact()
                : readShortCompact();
    }

    /**
     * Reads how many elements follow, each of which takes at least {@code minimumBytes}; refuses more than the input
     * can hold, before anybody allocates for them.
     */
    public int readCount(int minimumBytes) {
        int start = offset;
        long count = readCompactU32();
        long limit = minimumBytes == 0 ? MAX_EMPTY_ELEMENTS : remaining() / minimumBytes;
        if (count > limit) {
            throw refusal(
                    "wanted %d elements at byte %d, but there is room for at most %d".formatted(count, start, limit),
                    start);
        }
        return (int) count;
    }

    /** @throws ScaleException if the byte is neither 0 nor 1 */
    public boolean readBool() {
        return readVariant(2, "bool") == 1;
    }

    /** Reads an enum's index, which is 0 to {@code count} - 1. */
    public int readVariant(int count, String typeName) {
        int start = offset;
        int index = readU8();
        if (index >= count) {
            throw refusal("byte %d is %d, but %s ends at %d".formatted(start, index, typeName, count - 1), start);
        }
        return index;
    }

    /** Reads an enum whose variants have no fields, indexed from 0 in Java's order. */
    public <E extends Enum<E>> E readEnum(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return constants[readVariant(constants.length, type.getSimpleName())];
    }

    /** Reads an {@code Option} of anything but {@code bool}: 0, or 1 and the value. */
    public <T> Optional<T> readOption(ScaleDecoder<T> some) {
        return readVariant(2, "Option") == 0 ? Optional.empty() : Optional.of(readNested(some));
    }

    /**
     * Reads {@code Option<bool>}, which is one byte: 0 none, 1 true, 2 false (parity-scale-codec, {@code OptionBool}).
     */
    public Optional<Boolean> readOptionBool() {
        return switch (readVariant(3, "Option<bool>")) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(true);
            default -> Optional.of(false);
        };
    }

    /** Reads 0 and what was wanted, or 1 and the error. */
    public <T, E> Result<T, E> readResult(ScaleDecoder<T> ok, ScaleDecoder<E> err) {
        return readVariant(2, "Result") == 0 ? new Result.Ok<>(readNested(ok)) : new Result.Err<>(readNested(err));
    }

    /** Reads a list of elements of one byte or more. */
    public <T> List<T> readVec(ScaleDecoder<T> element) {
        return readElements(readCount(1), element);
    }

    /** Reads a fixed array of {@code count} elements, each of one byte or more. */
    public <T> List<T> readArray(int count, ScaleDecoder<T> element) {
        require(count);
        return readElements(count, element);
    }

    private <T> List<T> readElements(int count, ScaleDecoder<T> element) {
        List<T> elements = new ArrayList<>(Math.min(count, FIRST_ROOM));
        for (int i = 0; i < count; i++) {
            elements.add(readNested(element));
        }
        return Collections.unmodifiableList(elements);
    }

    /** Reads {@code [u8; count]}. */
    public byte[] readFixedBytes(int count) {
        require(count);
        offset += count;
        return Arrays.copyOfRange(bytes, offset - count, offset);
    }

    /** Reads {@code Vec<u8>}. */
    public byte[] readBytes() {
        return readFixedBytes(readCount(1));
    }

    /** Reads text, which must be well-formed UTF-8. */
    public String readString() {
        int start = offset;
        int count = readCount(1);
        offset += count;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, offset - count, count))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw refusal("text at byte %d is not UTF-8".formatted(start), start);
        }
    }

    /** Reads a bit vector. Bits behind its end must be 0: otherwise two encodings would name one value. */
    public BitVec readBitVec(BitStore store, BitOrder order) {
        int start = offset;
        long length = readCompactU32();
        long size = store.bytesFor(length);
        if (size > remaining() || length > Integer.MAX_VALUE) {
            throw refusal(
                    "wanted %d bits at byte %d, but only %d bytes are left".formatted(length, start, remaining()),
                    start);
        }
        BitSet raw = BitSet.valueOf(readFixedBytes((int) size));
        BitSet bits = new BitSet();
        for (int i = 0; i < length; i++) {
            int place = store.place(i, order);
            bits.set(i, raw.get(place));
            raw.clear(place);
        }
        if (!raw.isEmpty()) {
            throw refusal("bit vector at byte %d has a bit behind its end".formatted(start), start);
        }
        return BitVec.of(bits, (int) length);
    }

    /** Reads a value that stands inside another one, so that a type that holds itself cannot go on for ever. */
    public <T> T readNested(ScaleDecoder<T> decoder) {
        if (depth == maxDepth) {
            throw refusal("value at byte %d lies deeper than %d".formatted(offset, maxDepth), offset);
        }
        depth++;
        T value = decoder.read(this);
        depth--;
        return value;
    }

    /** A reader of the next {@code count} bytes, with this one's positions and depth; this one goes on behind them. */
    public ScaleReader readSlice(int count) {
        require(count);
        offset += count;
        return new ScaleReader(bytes, offset - count, offset, maxDepth, depth);
    }

    private long readShortCompact() {
        int start = offset;
        switch (bytes[offset] & 0b11) {
            case CompactInteger.TWO_BYTES -> {
                long value = readLong(2) >>> 2;
                requireShortest(value > CompactInteger.ONE_BYTE_MAX, start);
                return value;
            }
            case CompactInteger.FOUR_BYTES -> {
                long value = readLong(4) >>> 2;
                requireShortest(value > CompactInteger.TWO_BYTES_MAX, start);
                return value;
            }
            default -> {
                return readLong(1) >>> 2;
            }
        }
    }

    private static void requireShortest(boolean shortest, int start) {
        if (!shortest) {
            throw refusal("compact integer at byte %d is not in its shortest form".formatted(start), start);
        }
    }

    private long readLong(int width) {
        require(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | (bytes[offset + i] & 0xff);
        }
        offset += width;
        return value;
    }

    private byte[] readBigEndian(int width) {
        byte[] value = readFixedBytes(width);
        for (int i = 0, j = width - 1; i < j; i++, j--) {
            byte low = value[i];
            value[i] = value[j];
            value[j] = low;
        }
        return value;
    }

    private void require(int count) {
        if (count < 0 || end - offset < count) {
            throw refusal(
                    "wanted %s bytes at byte %d, but the input ends at %d"
                            .formatted(Integer.toUnsignedString(count), offset, end),
                    offset);
        }
    }

    private static ScaleException refusal(String message, int position) {
        return new ScaleException(message, position);
    }
}
