package io.dbcpool.substrate.scale;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes SCALE-encoded values, one behind the other. Tuples and structs are their members one after the other. Not safe
 * for use by several threads.
 *
 * <p>A value that does not fit its type is refused with {@link IllegalArgumentException}; it is never cut.
 */
public final class ScaleWriter {

    private static final BigInteger FOUR_BYTES_MAX = BigInteger.valueOf(CompactInteger.FOUR_BYTES_MAX);

    private byte[] bytes = new byte[64];
    private int size;

    /** What was written so far, a copy. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** How many bytes have been written. */
    public int size() {
        return size;
    }

    /** @throws IllegalArgumentException if it is not 0 to 255 */
    public ScaleWriter writeU8(int value) {
        return writeUnsigned(BigInteger.valueOf(value), 1);
    }

    /** @throws IllegalArgumentException if it is not 0 to 65,535 */
    public ScaleWriter writeU16(int value) {
        return writeUnsigned(BigInteger.valueOf(value), 2);
    }

    /** @throws IllegalArgumentException if it is not 0 to 2^32 - 1 */
    public ScaleWriter writeU32(long value) {
        return writeUnsigned(BigInteger.valueOf(value), 4);
    }

    /** @throws IllegalArgumentException if it is not 0 to 2^64 - 1 */
    public ScaleWriter writeU64(BigInteger value) {
        return writeUnsigned(value, 8);
    }

    /** @throws IllegalArgumentException if it is not 0 to 2^128 - 1 */
    public ScaleWriter writeU128(BigInteger value) {
        return writeUnsigned(value, 16);
    }

    /** @throws IllegalArgumentException if it is not 0 to 2^256 - 1 */
    public ScaleWriter writeU256(BigInteger value) {
        return writeUnsigned(value, 32);
    }

    /** Writes 1 byte, little-endian, in two's complement. */
    public ScaleWriter writeI8(byte value) {
        return writeSigned(BigInteger.valueOf(value), 1);
    }

    /** Writes 2 bytes, little-endian, in two's complement. */
    public ScaleWriter writeI16(short value) {
        return writeSigned(BigInteger.valueOf(value), 2);
    }

    /** Writes 4 bytes, little-endian, in two's complement. */
    public ScaleWriter writeI32(int value) {
        return writeSigned(BigInteger.valueOf(value), 4);
    }

    /** Writes 8 bytes, little-endian, in two's complement. */
    public ScaleWriter writeI64(long value) {
        return writeSigned(BigInteger.valueOf(value), 8);
    }

    /** @throws IllegalArgumentException if it is not -2^127 to 2^127 - 1 */
    public ScaleWriter writeI128(BigInteger value) {
        return writeSigned(value, 16);
    }

    /** @throws IllegalArgumentException if it is not -2^255 to 2^255 - 1 */
    public ScaleWriter writeI256(BigInteger value) {
        return writeSigned(value, 32);
    }

    /** Writes a little-endian unsigned integer of {@code width} bytes. */
    public ScaleWriter writeUnsigned(BigInteger value, int width) {
        if (value.signum() < 0 || value.bitLength() > 8 * width) {
            throw new IllegalArgumentException("%s does not fit u%d".formatted(value, 8 * width));
        }
        return writeLittleEndian(value, width);
    }

    /** Writes a little-endian integer of {@code width} bytes in two's complement. */
    public ScaleWriter writeSigned(BigInteger value, int width) {
        if (value.bitLength() >= 8 * width) {
            throw new IllegalArgumentException("%s does not fit i%d".formatted(value, 8 * width));
        }
        return writeLittleEndian(value, width);
    }

    /** Writes a compact integer of at most 2^536 - 1, in its shortest form. */
    public ScaleWriter writeCompact(BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > 8 * CompactInteger.LONG_FORM_MAX_BYTES) {
            throw new IllegalArgumentException("%s does not fit a compact integer".formatted(value));
        }
        if (value.compareTo(FOUR_BYTES_MAX) <= 0) {
            return writeCompact(value.longValueExact());
        }
        int width = (value.bitLength() + 7) / 8;
        writeU8((width - CompactInteger.LONG_FORM_MIN_BYTES) << 2 | CompactInteger.LONG_FORM);
        return writeLittleEndian(value, width);
    }

    /** @throws IllegalArgumentException if it is under 0 */
    public ScaleWriter writeCompact(long value) {
        if (value < 0 || value > CompactInteger.FOUR_BYTES_MAX) {
            return writeCompact(BigInteger.valueOf(value));
        }
        if (value <= CompactInteger.ONE_BYTE_MAX) {
            return writeU8((int) value << 2);
        }
        return value <= CompactInteger.TWO_BYTES_MAX
                ? writeU16((int) value << 2 | CompactInteger.TWO_BYTES)
                : writeU32(value << 2 | CompactInteger.FOUR_BYTES);
    }

    /** One byte: 0 or 1. */
    public ScaleWriter writeBool(boolean value) {
        return writeU8(value ? 1 : 0);
    }

    /** Writes an enum's index; its fields follow. */
    public ScaleWriter writeVariant(int index) {
        return writeU8(index);
    }

    /** Writes an enum whose variants have no fields, indexed from 0 in Java's order. */
    @SuppressWarnings("EnumOrdinal") // the index is what goes over the wire
    public ScaleWriter writeEnum(Enum<?> value) {
        return writeU8(value.ordinal());
    }

    /** Writes an {@code Option} of anything but {@code bool}: 0, or 1 and the value. */
    public <T> ScaleWriter writeOption(Optional<T> value, ScaleEncoder<T> some) {
        writeBool(value.isPresent());
        value.ifPresent(present -> some.write(this, present));
        return this;
    }

    /** Writes {@code Option<bool>}, which is one byte: 0 none, 1 true, 2 false. */
    public ScaleWriter writeOptionBool(Optional<Boolean> value) {
        return writeU8(value.map(present -> present ? 1 : 2).orElse(0));
    }

    /** Writes 0 and what was wanted, or 1 and the error. */
    public <T, E> ScaleWriter writeResult(Result<T, E> value, ScaleEncoder<T> ok, ScaleEncoder<E> err) {
        if (value instanceof Result.Ok<T, E> good) {
            ok.write(writeVariant(0), good.value());
        } else if (value instanceof Result.Err<T, E> bad) {
            err.write(writeVariant(1), bad.error());
        }
        return this;
    }

    /** Writes the number of elements, compact, and they. */
    public <T> ScaleWriter writeVec(List<T> elements, ScaleEncoder<T> element) {
        writeCompact(elements.size());
        return writeArray(elements, element);
    }

    /** Writes a fixed array: its elements without their number. */
    public <T> ScaleWriter writeArray(List<T> elements, ScaleEncoder<T> element) {
        elements.forEach(value -> element.write(this, value));
        return this;
    }

    /** Writes {@code [u8; n]}: the bytes without their number. */
    public ScaleWriter writeFixedBytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    /** Writes {@code Vec<u8>}. */
    public ScaleWriter writeBytes(byte[] value) {
        return writeCompact(value.length).writeFixedBytes(value);
    }

    /** Writes text as UTF-8; half a surrogate pair is no text. */
    public ScaleWriter writeString(String value) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            return writeBytes(utf8);
        } catch (CharacterCodingException halfPair) {
            throw new IllegalArgumentException("text holds half a surrogate pair", halfPair);
        }
    }

    /** Writes the number of bits, compact, and as many words of the store as they need, the rest of the last one 0. */
    public ScaleWriter writeBitVec(BitVec value, BitStore store, BitOrder order) {
        writeCompact(value.length());
        byte[] words = new byte[Math.toIntExact(store.bytesFor(value.length()))];
        for (int i = 0; i < value.length(); i++) {
            if (value.get(i)) {
                int place = store.place(i, order);
                words[place / 8] |= (byte) (1 << place % 8);
            }
        }
        return writeFixedBytes(words);
    }

    private ScaleWriter writeLittleEndian(BigInteger value, int width) {
        reserve(width);
        byte[] bigEndian = value.toByteArray();
        byte sign = (byte) (value.signum() < 0 ? 0xff : 0);
        for (int i = 0; i < width; i++) {
            int from = bigEndian.length - 1 - i;
            bytes[size + i] = from >= 0 ? bigEndian[from] : sign;
        }
        size += width;
        return this;
    }

    private void reserve(int count) {
        if (bytes.length - size < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, count)));
        }
    }
}
