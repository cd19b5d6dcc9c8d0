package io.dbcpool.substrate.extrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.scale.ScaleException;
import io.dbcpool.substrate.scale.ScaleReader;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of sp-runtime's own tests (generic/era.rs), and both edges of each life. */
class EraTest {

    private static final Hash256 HASH = Hash256.of(new byte[32]);

    @ParameterizedTest(name = "a period of {1} from block {0}")
    @CsvSource({
        // current, period, phase, encoded, birth, death
        "42, 64, 42, 0x02a5, 42, 106",
        "1234, 64, 18, 0x0125, 1234, 1298",
        "0, 4, 0, 0x0001, 0, 4",
        "3, 4, 3, 0x0031, 3, 7",
        "4095, 4096, 4095, 0xfffb, 4095, 8191",
        "8191, 8192, 8190, 0xfffc, 8190, 16382",
        "20000, 32768, 20000, 0x9c4e, 20000, 52768",
        "65535, 65536, 65520, 0xffff, 65520, 131056",
        "4294967295, 65536, 65520, 0xffff, 4294967280, 4295032816"
    })
    void beginsAndEnds(long current, long period, long phase, String encoded, long birth, long death) {
        Era.Mortal era = Era.mortal(current, period);
        assertThat(era).isEqualTo(new Era.Mortal(period, phase));
        assertThat(era.encoded()).isEqualTo(Integer.decode(encoded));
        assertThat(era.birth(current)).isEqualTo(birth);
        assertThat(era.death(current)).hasValue(death);
        byte[] bytes = {(byte) era.encoded(), (byte) (era.encoded() >> 8)};
        assertThat(ScaleReader.readWhole(bytes, Era::read)).isEqualTo(era);
    }

    @Test
    void livesForItsPeriodAndNotABlockLonger() {
        Era.Mortal era = Era.mortal(100, 8);
        for (long alive = 100; alive < 108; alive++) {
            assertThat(era.birth(alive)).as("birth at %d", alive).isEqualTo(100);
            assertThat(era.death(alive)).as("death at %d", alive).hasValue(108);
        }
        assertThat(era.birth(108)).isEqualTo(108);
        assertThat(era.birth(99)).isEqualTo(92);
        assertThat(era.birth(2)).as("before its first birth").isEqualTo(4);
    }

    @Test
    void everyPairOfBytesIsAnEraThatIsWrittenBackOrIsRefused() {
        int eras = 0;
        for (int encoded = 0; encoded <= 0xffff; encoded++) {
            byte[] bytes = {(byte) encoded, (byte) (encoded >> 8)};
            if (bytes[0] == 0) {
                assertThat(new ScaleReader(bytes))
                        .satisfies(in -> assertThat(Era.read(in)).isEqualTo(new Era.Immortal()));
                continue;
            }
            try {
                assertThat(ScaleReader.readWhole(bytes, Era::read).encoded()).isEqualTo(encoded);
                eras++;
            } catch (ScaleException refusal) {
                assertThat(refusal.position()).isZero();
            }
        }
        // 4, 8 .. 4096 phases, and 4096 for each of the four longer periods.
        assertThat(eras).isEqualTo(8188 + 4 * 4096);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            0000 | 1 | wanted the end at byte 1, but 1 more follow
            1000 | 0 | the era at byte 0 has phase 1 in a period of 2
            4100 | 0 | the era at byte 0 has phase 4 in a period of 4
            01   | 1 | wanted 1 bytes at byte 1, but the input ends at 1
            """)
    void refusesWithThePosition(String hex, int position, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatExceptionOfType(ScaleException.class)
                .isThrownBy(() -> ScaleReader.readWhole(bytes, Era::read))
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.position()).isEqualTo(position));
    }

    @ParameterizedTest(name = "period {0}, phase {1}")
    @CsvSource({"2, 0", "3, 0", "0, 0", "-4, 0", "131072, 0", "64, 64", "64, -1", "8192, 1"})
    void isNoneThatAChainWouldRefuse(long period, long phase) {
        assertThatThrownBy(() -> new Era.Mortal(period, phase)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLifeBeginsOnlyWhereItsEraDoes() {
        assertThat(Lifetime.bornAt(8190, HASH, 8192).diesAt()).hasValue(16382);
        assertThatThrownBy(() -> Lifetime.bornAt(8191, HASH, 8192))
                .hasMessage("no era of 8192 blocks begins at block 8191; one does at block 8190");
        assertThatThrownBy(() -> Lifetime.bornAt(-1, HASH, 64)).hasMessage("wanted a block's number, but found -1");
        assertThat(Lifetime.immortal().diesAt()).isEmpty();
        assertThat(Lifetime.immortal().era().birth(7)).isZero();
    }
}
