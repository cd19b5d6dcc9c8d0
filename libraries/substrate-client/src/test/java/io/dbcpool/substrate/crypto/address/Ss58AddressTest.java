package io.dbcpool.substrate.crypto.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dbcpool.substrate.Vectors;
import io.dbcpool.substrate.crypto.address.InvalidAddressException.Reason;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ss58AddressTest {

    private static final String ALICE = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    @Test
    void writesAndReadsAsPolkadotJsDoes() throws IOException {
        Vectors.ofResource("key-vectors.json").section("ss58").forEach(answer -> {
            AccountId account = AccountId.of(Vectors.bytes(answer, "publicKey"));
            int prefix = answer.path("prefix").asInt();
            String address = answer.path("address").asText();
            assertThat(account.toSs58(prefix)).isEqualTo(address);
            assertThat(Ss58Address.parse(address)).isEqualTo(new Ss58Address(prefix, account));
        });
    }

    @Test
    void writesAndReadsEveryPrefix() {
        AccountId account = AccountId.of(new byte[32]);
        for (int prefix = 0; prefix <= Ss58Address.MAX_PREFIX; prefix++) {
            if (prefix != 46 && prefix != 47) {
                assertThat(Ss58Address.parse(account.toSs58(prefix), prefix)).isEqualTo(account);
            }
        }
    }

    @Test
    void refusesAnyOneCharacterMistyped() {
        for (int i = 0; i < ALICE.length(); i++) {
            for (int digit : DIGITS.chars().toArray()) {
                if (digit != ALICE.charAt(i)) {
                    String mistyped = ALICE.substring(0, i) + (char) digit + ALICE.substring(i + 1);
                    assertThatExceptionOfType(InvalidAddressException.class)
                            .isThrownBy(() -> Ss58Address.parse(mistyped));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ, CHECKSUM, the address' checksum is wrong: a character is mistyped or missing",
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQ0, CHARACTER, character 47 of the address is not in base 58",
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut, LENGTH, 'wanted an address of 35 bytes in base 58, but found 34'",
        "'', LENGTH, 'wanted an address of 1 to 64 characters, but found 0'",
        "1, LENGTH, 'wanted an address of 35 bytes in base 58, but found 1'",
    })
    void refusesWhatIsNoAddress(String text, Reason reason, String message) {
        refuses(() -> Ss58Address.parse(text), reason, message);
    }

    @Test
    void refusesALongTextUnread() {
        refuses(
                () -> Ss58Address.parse("z".repeat(1_000_000)),
                Reason.LENGTH,
                "wanted an address of 1 to 64 characters, but found 1000000");
    }

    @Test
    void refusesAnAddressOfAnotherChain() {
        refuses(
                () -> Ss58Address.parse(ALICE, 0),
                Reason.OTHER_CHAIN,
                "wanted an address with prefix 0, but found one with prefix 42");
    }

    @Test
    void refusesPrefixesThatNobodyHas() {
        AccountId account = AccountId.of(new byte[32]);
        String wanted = "SS58 has no prefix %d: 0 to 16383 without 46 and 47";
        for (int prefix : new int[] {-1, 46, 47, 16384}) {
            refuses(() -> account.toSs58(prefix), Reason.PREFIX, wanted.formatted(prefix));
        }
        refuses(() -> Ss58Address.parse(withPrefix(46)), Reason.PREFIX, wanted.formatted(46));
        refuses(() -> Ss58Address.parse(withPrefix(128)), Reason.PREFIX, "SS58 has no prefix that begins with 128");
        refuses(
                () -> Ss58Address.parse(withPrefix(0x40 | 42 >> 2, (42 & 0b11) << 6)),
                Reason.PREFIX,
                "prefix 42 takes one byte, but the address has it in two");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 42})
    void anyTextIsReadOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(70), 0, DIGITS.length())
                    .collect(StringBuilder::new, (to, at) -> to.append(DIGITS.charAt(at)), StringBuilder::append)
                    .toString();
            assertThatExceptionOfType(InvalidAddressException.class).as(text).isThrownBy(() -> Ss58Address.parse(text));
        }
    }

    private static String withPrefix(int... prefix) {
        byte[] body = new byte[prefix.length + AccountId.BYTES];
        for (int i = 0; i < prefix.length; i++) {
            body[i] = (byte) prefix[i];
        }
        byte[] hash = Blake2b.hash512("SS58PRE".getBytes(StandardCharsets.US_ASCII), body);
        byte[] address = Arrays.copyOf(body, body.length + 2);
        System.arraycopy(hash, 0, address, body.length, 2);
        return Base58.encode(address);
    }

    private static void refuses(Runnable reading, Reason reason, String message) {
        assertThatExceptionOfType(InvalidAddressException.class)
                .isThrownBy(reading::run)
                .withMessage(message)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
