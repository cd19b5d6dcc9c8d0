package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import java.util.OptionalLong;

/**
 * An extrinsic's mortality, as it stands in the extrinsic: it does not say which blocks it means, only which of them
 * modulo its period.
 *
 * <p>Source: {@code Era} in sp-runtime's generic/era.rs.
 */
public sealed interface Era {

    /** Included at any time, or never: an extrinsic that nobody can call lost. */
    record Immortal() implements Era {
        @Override
        public long birth(long current) {
            return 0;
        }

        @Override
        public OptionalLong death(long current) {
            return OptionalLong.empty();
        }

        @Override
        public int encoded() {
            return 0;
        }
    }

    /**
     * Included in a row of blocks only.
     *
     * @param period how many blocks it may be included in: a power of two, 4 to 65536
     * @param phase the block of birth modulo period; a multiple of {@code period / 4096} where the period is longer
     */
    record Mortal(long period, long phase) implements Era {
        public Mortal {
            if (period < MIN_PERIOD || period > MAX_PERIOD || Long.bitCount(period) != 1) {
                throw new IllegalArgumentException("wanted a period that is a power of two from %d to %d, but found %d"
                        .formatted(MIN_PERIOD, MAX_PERIOD, period));
            }
            if (phase < 0 || phase >= period || phase % step(period) != 0) {
                throw new IllegalArgumentException("wanted a phase from 0 to %d in steps of %d, but found %d"
                        .formatted(period - 1, step(period), phase));
            }
        }

        @Override
        public long birth(long current) {
            return (Math.max(current, phase) - phase) / period * period + phase;
        }

        @Override
        public OptionalLong death(long current) {
            return OptionalLong.of(birth(current) + period);
        }

        @Override
        public int encoded() {
            return Long.numberOfTrailingZeros(period) - 1 | (int) (phase / step(period)) << 4;
        }
    }

    /** Blocks; the shortest that the encoding can say. */
    long MIN_PERIOD = 4;

    /** Chains remember fewer blocks' hashes than that ({@code BlockHashCount}), and take no era that is longer. */
    long MAX_PERIOD = 1 << 16;

    /**
     * The era that begins at a block, or just before it: a period over 4096 blocks begins at every 2nd, 4th, 8th or
     * 16th block only. {@link #birth} says which block it is.
     *
     * @param current a block's number
     * @param period in blocks: a power of two, 4 to 65536
     */
    static Mortal mortal(long current, long period) {
        if (current < 0) {
            throw new IllegalArgumentException("wanted a block's number, but found " + current);
        }
        long phase = Math.floorMod(current, Math.max(period, 1));
        return new Mortal(period, phase - phase % step(period));
    }

    /** The block in which it was born, if it is alive at block {@code current}. Its hash is signed with the call. */
    long birth(long current);

    /** The first block too late, if it is alive at block {@code current}; empty if it never dies. */
    OptionalLong death(long current);

    /** Two bytes, little-endian; 0, which takes one byte only, if immortal. */
    int encoded();

    /** Reads an era. @throws ScaleException if no era is encoded so */
    static Era read(ScaleReader in) {
        int start = in.position();
        int first = in.readU8();
        if (first == 0) {
            return new Immortal();
        }
        int encoded = first | in.readU8() << 8;
        long period = 2L << (encoded & 0xf);
        long phase = (encoded >> 4) * step(period);
        if (period < MIN_PERIOD || phase >= period) {
            throw new ScaleException(
                    "the era at byte %d has phase %d in a period of %d".formatted(start, phase, period), start);
        }
        return new Mortal(period, phase);
    }

    private static long step(long period) {
        return Math.max(period >> 12, 1);
    }
}
