package io.dbcpool.substrate.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Changes valid input a little, or makes input of chance alone. The same seed makes the same row of inputs. */
final class Mutator {

    private static final int[] EDGES = {0, 1, 2, 3, 4, 0x3f, 0x40, 0x7f, 0x80, 0xfc, 0xfd, 0xfe, 0xff};
    private static final int CHANCE_BYTES = 200;

    private final SplittableRandom random;
    private final List<byte[]> valid;
    private final List<byte[]> refused;

    /** @param refused may grow meanwhile */
    Mutator(long seed, List<byte[]> valid, List<byte[]> refused) {
        this.random = new SplittableRandom(seed);
        this.valid = valid;
        this.refused = refused;
    }

    byte[] next() {
        if (random.nextInt(8) == 0) {
            byte[] chance = new byte[random.nextInt(CHANCE_BYTES)];
            random.nextBytes(chance);
            return chance;
        }
        byte[] input = pick().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            input = change(input);
        }
        return input;
    }

    private byte[] change(byte[] input) {
        if (input.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(input.length);
        switch (random.nextInt(7)) {
            case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> input[at] = (byte) random.nextInt();
            case 2 -> input[at] = (byte) EDGES[random.nextInt(EDGES.length)];
            case 3 -> {
                return Arrays.copyOf(input, at);
            }
            case 4 -> Arrays.fill(input, at, Math.min(input.length, at + 1 + random.nextInt(8)), (byte) 0xff);
            case 5 -> {
                return spliced(input, at, Arrays.copyOf(input, Math.min(input.length, random.nextInt(16))));
            }
            default -> {
                byte[] other = pick();
                int from = random.nextInt(other.length);
                return spliced(
                        input, at, Arrays.copyOfRange(other, from, Math.min(other.length, from + random.nextInt(64))));
            }
        }
        return input;
    }

    /** What was refused is changed as often as what is valid, however many there are. */
    private byte[] pick() {
        List<byte[]> from = refused.isEmpty() || random.nextBoolean() ? valid : refused;
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] spliced(byte[] input, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(input, input.length + piece.length);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(input, at, longer, at + piece.length, input.length - at);
        return longer;
    }
}
