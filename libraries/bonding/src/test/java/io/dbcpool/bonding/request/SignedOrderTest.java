package io.dbcpool.bonding.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.values.DbcAmount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedOrderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T03:00:00Z");
    private static final UUID ID = UUID.fromString("2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50");

    private static KeyPair operator;
    private static KeyPair stranger;

    @BeforeAll
    static void makeKeys() throws Exception {
        operator = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    @Test
    void whatTheOperatorHasSignedIsReadAsHeMeantIt() throws Exception {
        var order = order(NOW.plusSeconds(60));

        assertThat(read(order.text(), sign(order.text(), operator))).isEqualTo(new SignedOrder.Genuine(order));
    }

    @Test
    void aKeyIsItsThirtyTwoBytes() throws Exception {
        byte[] encoded = operator.getPublic().getEncoded();
        String raw = Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, 12, 44));

        assertThat(SignedOrder.publicKey(raw)).isEqualTo(operator.getPublic());
        assertThatThrownBy(() -> SignedOrder.publicKey("AAAA")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignedOrder.publicKey("no base64!")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anybodyElsesSignatureIsNone() throws Exception {
        String text = order(NOW.plusSeconds(60)).text();

        for (String signature : List.of(
                sign(text, stranger),
                sign(text + " ", operator),
                sign(text.replace("offline", "online"), operator),
                "",
                "no base64!",
                Base64.getEncoder().encodeToString(new byte[64]))) {
            assertThat(read(text, signature))
                    .isEqualTo(new SignedOrder.Refused(
                            "wanted the signature of pool.bonding.operator-key, found another"));
        }
    }

    @ParameterizedTest(name = "{0} s from now: {1}")
    @CsvSource({
        "1,    ",
        "3600, ",
        "0,    it expired at 2026-11-24T03:00:00Z",
        "-1,   it expired at 2026-11-24T02:59:59Z",
        "3601, 'wanted a life of at most 60 min, found one until 2026-11-24T04:00:01Z'"
    })
    void itIsGoodUntilItExpiresAndForAnHourAtMost(long seconds, String reason) throws Exception {
        String text = order(NOW.plusSeconds(seconds)).text();
        var outcome = read(text, sign(text, operator));

        if (reason == null) {
            assertThat(outcome).isInstanceOf(SignedOrder.Genuine.class);
        } else {
            assertThat(outcome).isEqualTo(new SignedOrder.Refused(reason));
        }
    }

    @Test
    void anotherPoolsRequestIsNotOurs() throws Exception {
        String text = order(NOW.plusSeconds(60)).text();

        assertThat(SignedOrder.read(text, sign(text, operator), operator.getPublic(), "busan-1", NOW))
                .isEqualTo(new SignedOrder.Refused("wanted a request for pool busan-1, found one for seoul-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"pool\":7}",
                "{\"pool\":\"seoul-1\",\"requestId\":\"7\",\"verb\":\"claim\",\"machine\":\"\",\"arguments\":[],\"mostReservedDbc\":\"0\",\"expiresAt\":\"2026-11-24T03:01:00Z\"}",
                "{\"pool\":\"seoul-1\",\"requestId\":\"2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50\",\"verb\":\"claim\",\"machine\":\"\",\"arguments\":[7],\"mostReservedDbc\":\"0\",\"expiresAt\":\"2026-11-24T03:01:00Z\"}",
                "{\"pool\":\"seoul-1\",\"requestId\":\"2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50\",\"verb\":\"claim\",\"machine\":\"\",\"arguments\":[],\"mostReservedDbc\":\"-1\",\"expiresAt\":\"2026-11-24T03:01:00Z\"}",
                "{\"pool\":\"seoul-1\",\"requestId\":\"2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50\",\"verb\":\"claim\",\"machine\":\"\",\"arguments\":[],\"mostReservedDbc\":\"much\",\"expiresAt\":\"2026-11-24T03:01:00Z\"}",
                "{\"pool\":\"seoul-1\",\"requestId\":\"2f0d1d0a-3f38-5f0e-8f3a-9b1c2d3e4f50\",\"verb\":\"claim\",\"machine\":\"\",\"arguments\":[],\"mostReservedDbc\":\"0\",\"expiresAt\":\"soon\"}"
            })
    void whatIsSignedAndMakesNoSenseIsRefused(String text) throws Exception {
        assertThat(read(text, sign(text, operator)))
                .isInstanceOfSatisfying(
                        SignedOrder.Refused.class,
                        refused -> assertThat(refused.reason()).startsWith("it cannot be read: "));
    }

    @Test
    void aPageOfTextIsNotLookedInto() throws Exception {
        String text = " ".repeat(SignedOrder.MOST_CHARS + 1);

        assertThat(read(text, sign(text, operator)))
                .isEqualTo(new SignedOrder.Refused("wanted at most 4096 characters, found 4097"));
    }

    @Test
    void anIdIsTakenOnceAlsoByTheNextProcess(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("used.json");
        Instant expires = NOW.plus(Duration.ofMinutes(5));

        assertThat(new UsedRequests(file).take(ID, expires, NOW)).isTrue();
        assertThat(new UsedRequests(file).take(ID, expires, NOW)).isFalse();
        assertThat(new UsedRequests(file).take(ID, expires, expires.minusMillis(1)))
                .isFalse();
        assertThat(new UsedRequests(file).take(UUID.randomUUID(), expires.plusSeconds(60), expires))
                .isTrue();
        assertThat(Files.readString(file)).as("what has expired is forgotten").doesNotContain(ID.toString());
    }

    @Test
    void whereItCannotBeKnownWhetherAnIdWasUsedItIsNotTaken(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("used.json"), "{\"half");

        assertThatThrownBy(() -> new UsedRequests(file).take(ID, NOW.plusSeconds(60), NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file + " cannot be read: ");
        Path inAFile = file.resolve("used.json");
        assertThatThrownBy(() -> new UsedRequests(inAFile).take(ID, NOW.plusSeconds(60), NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(inAFile + " cannot be written: ");
    }

    private static SignedOrder order(Instant expiresAt) {
        return new SignedOrder("seoul-1", ID, "offline", "gpu-01", List.of(), DbcAmount.ofDbc("12.5"), expiresAt);
    }

    private static SignedOrder.Outcome read(String text, String signature) {
        return SignedOrder.read(text, signature, operator.getPublic(), "seoul-1", NOW);
    }

    private static String sign(String text, KeyPair key) throws Exception {
        return SignedOrder.sign(text, key.getPrivate());
    }
}
