package io.dbcpool.substrate.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random values come back as they were; random bytes give a value, written back as the same bytes, or a refusal. */
class ScaleRandomTest {

    private static final int ROUNDS = 400;

    /** A type with a way to make a value of it. */
    private record Kind<T>(ScaleDecoder<T> decoder, ScaleEncoder<T> encoder, Maker<T> maker) {

        void goesThereAndBack(RandomGenerator random) {
            T value = maker.make(random);
            ScaleWriter out = new ScaleWriter();
            encoder.write(out, value);
            assertThat(ScaleReader.readWhole(out.toByteArray(), decoder)).isEqualTo(value);
        }

        void takesAnyBytes(byte[] bytes) {
            ScaleReader in = new ScaleReader(bytes);
            T value;
            try {
                value = decoder.read(in);
            } catch (ScaleException refusal) {
                assertThat(refusal.position())
                        .as(HexFormat.of().formatHex(bytes))
                        .isBetween(0, bytes.length);
                return;
            }
            ScaleWriter out = new ScaleWriter();
            encoder.write(out, value);
            assertThat(out.toByteArray()).isEqualTo(new ScaleReader(bytes).readFixedBytes(in.position()));
        }
    }

    private interface Maker<T> {
        T make(RandomGenerator random);
    }

    private static final Kind<BigInteger> COMPACT = new Kind<>(
            ScaleReader::readCompact, ScaleWriter::writeCompact, random -> unsigned(random, random.nextInt(537)));

    private static final Kind<BigInteger> U128 =
            new Kind<>(ScaleReader::readU128, ScaleWriter::writeU128, random -> unsigned(random, 128));

    private static final Kind<BigInteger> I256 = new Kind<>(
            ScaleReader::readI256,
            ScaleWriter::writeI256,
            random -> unsigned(random, 256).subtract(BigInteger.TWO.pow(255)));

    private static final Kind<Long> I64 =
            new Kind<>(ScaleReader::readI64, ScaleWriter::writeI64, RandomGenerator::nextLong);

    private static final Kind<String> TEXT = new Kind<>(
            ScaleReader::readString,
            ScaleWriter::writeString,
            random -> random.ints(random.nextInt(40), 0, 0xd800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());

    private static final Kind<Optional<Boolean>> OPTION_BOOL = new Kind<>(
            ScaleReader::readOptionBool,
            ScaleWriter::writeOptionBool,
            random -> Optional.of(random.nextBoolean()).filter(some -> random.nextBoolean()));

    private static final Kind<List<Optional<BigInteger>>> LIST = new Kind<>(
            in -> in.readVec(element -> element.readOption(ScaleReader::readCompact)),
            (out, list) -> out.writeVec(
                    list, (to, element) -> to.writeOption(element, (inner, value) -> inner.writeCompact(value))),
            random -> Stream.generate(
                            () -> Optional.of(COMPACT.maker.make(random)).filter(some -> random.nextBoolean()))
                    .limit(random.nextInt(100))
                    .toList());

    private static final Kind<Result<Long, String>> RESULT = new Kind<>(
            in -> in.readResult(ScaleReader::readI64, ScaleReader::readString),
            (out, result) -> out.writeResult(result, ScaleWriter::writeI64, ScaleWriter::writeString),
            random -> random.nextBoolean()
                    ? new Result.Ok<>(random.nextLong())
                    : new Result.Err<>(TEXT.maker.make(random)));

    private static Kind<BitVec> bits(BitStore store, BitOrder order) {
        return new Kind<>(
                in -> in.readBitVec(store, order), (out, bits) -> out.writeBitVec(bits, store, order), random -> {
                    int length = random.nextInt(200);
                    BitSet set = new BitSet();
                    random.ints(length, 0, 200).filter(bit -> bit < length).forEach(set::set);
                    return BitVec.of(set, length);
                });
    }

    private static Stream<Kind<?>> kinds() {
        return Stream.concat(
                Stream.of(COMPACT, U128, I256, I64, TEXT, OPTION_BOOL, LIST, RESULT),
                Stream.of(BitStore.values())
                        .flatMap(store -> Stream.of(BitOrder.values()).map(order -> bits(store, order))));
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.of(1, 42), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void valuesComeBackAsTheyWere(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            kinds().forEach(kind -> kind.goesThereAndBack(random));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyBytesGiveAValueOrARefusal(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            // Small first bytes make lengths that fit, so that more than the first byte is looked at.
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[0] = (byte) (bytes[0] & 0x3c);
            }
            kinds().forEach(kind -> kind.takesAnyBytes(bytes));
        }
    }

    private static BigInteger unsigned(RandomGenerator random, int bits) {
        byte[] bytes = new byte[67];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).mod(BigInteger.TWO.pow(bits));
    }
}
