package io.dbcpool.substrate.block;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtrinsicsRootTest {

    /**
     * Value i has {@code bytes + i % 7} bytes, each {@code i}; the roots are sp-trie's own (through chopsticks'
     * executor).
     */
    @ParameterizedTest(name = "{0} of {1} bytes and more")
    @CsvSource({
        "1, 10, 0x09e9939545d2f7ce367fc1036fd7c2f276993e01cdc4f31de84782409ad0b951, 0x09e9939545d2f7ce367fc1036fd7c2f276993e01cdc4f31de84782409ad0b951",
        "1, 40, 0x4de448f8d93d7f089965d79e7b40b717345434cfbb9732ab310c0cacedade1eb, 0xf955a91663e0936312c2155937d8dfed75aa25213171bc0c11b0d4bd73546fad",
        "2, 10, 0xee2d45665d662e9eca609911f295e44c9eaeb3ae44cc90f3b6e55b3e7016fb8f, 0xee2d45665d662e9eca609911f295e44c9eaeb3ae44cc90f3b6e55b3e7016fb8f",
        "2, 100, 0x1d356f656605c89eab28d58e8dbcfcbe7f65e8d5306a46c1684c1ded41ec3f80, 0x062e89da7af2c887868d7772502b110871d6f948eaa1205ea7ed5e6ca0d9a3e0",
        "3, 33, 0x5cffd95d5a8886ec1a457f56862eb41bdecce8fec343e3c2072a80328a594865, 0x09520fe364791fa390b46977587e39d13db07f6edd9e988f33454f988363f6c5",
        "16, 32, 0x0114d85cdf6c904b7e39c08cbe36ccf30cd8c580cc890ef00632a71e7a18a392, 0x14c49850ec1f612789b950c123f630553147d34e0debc918d5d0b31e2a21b450",
        "17, 1, 0xdcac9f7acd513cac92b1293de1e926b68c95521b26a589dae87394536bca2ee3, 0xdcac9f7acd513cac92b1293de1e926b68c95521b26a589dae87394536bca2ee3",
        "64, 5, 0x7795674f075de69af0772a939a970d42c10ac1414b07f6e6f95fb16e46bbeb29, 0x7795674f075de69af0772a939a970d42c10ac1414b07f6e6f95fb16e46bbeb29",
        "65, 5, 0xb915bbfe47fd9b8c1541e290a5de578c0f4eccdd8db42431839a539c51591c5e, 0xb915bbfe47fd9b8c1541e290a5de578c0f4eccdd8db42431839a539c51591c5e",
        "66, 40, 0x86767c38788798ccabdaa6b490a5bdb488fcd710b8b7ff36580727df14c7c6fb, 0xe5b5194ddda7675172d0fb312df5cdb920997a4a45f179ca74a41dfd39a09eae",
        "200, 20, 0xfcadb4e64a32a86cfa654b44295429040a4f12dfff7da8d4e7d438db7c072bfb, 0xfcadb4e64a32a86cfa654b44295429040a4f12dfff7da8d4e7d438db7c072bfb",
        "300, 34, 0x81e3562ed148f6915e71df5229ea41c3ced9bcafb8b325615194b0e473b83630, 0x3fb91372e6e342de2a0f104bc3a36734c1cdef2089b77e02595cc78e096cafca",
        "17000, 3, 0x401bfcb6e5e99acb6c459253a7ea30a7456af7b663743e24b252fe9af2baea1d, 0x401bfcb6e5e99acb6c459253a7ea30a7456af7b663743e24b252fe9af2baea1d"
    })
    void isSpTries(int count, int bytes, String inVersion0, String inVersion1) {
        List<byte[]> values = values(count, bytes);
        assertThat(ExtrinsicsRoot.of(values, 0).toString()).isEqualTo(inVersion0);
        assertThat(ExtrinsicsRoot.of(values, 1).toString()).isEqualTo(inVersion1);
    }

    @Test
    void ofNothingIsTheEmptyTries() {
        assertThat(ExtrinsicsRoot.of(List.of(), 0).toString())
                .isEqualTo("0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314");
    }

    @Test
    void betraysAnExtrinsicThatWasLeftOutOrChanged() {
        List<byte[]> all = values(20, 40);
        Hash256 root = ExtrinsicsRoot.of(all, 1);
        assertThat(ExtrinsicsRoot.isOf(all, root)).isTrue();
        assertThat(ExtrinsicsRoot.isOf(all.subList(0, 19), root)).isFalse();
        all.get(7)[0] ^= 1;
        assertThat(ExtrinsicsRoot.isOf(all, root)).isFalse();
    }

    private static List<byte[]> values(int count, int bytes) {
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] value = new byte[bytes + i % 7];
            Arrays.fill(value, (byte) i);
            values.add(value);
        }
        return values;
    }
}
