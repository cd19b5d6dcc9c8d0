package io.dbcpool.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.BearerToken;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String BEARER = "Bearer " + TOKEN;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @ParameterizedTest(name = "from this host {0}, by the name {1}, with {2}: {3}")
    @CsvSource({
        "true,  127.0.0.1:8084,      '',                                        open",
        "true,  localhost,           '',                                        open",
        "true,  [::1]:8084,          '',                                        open",
        "true,  attacker.example,    '',                                        not-from-here",
        "true,  127.0.0.1.nip.io:80, '',                                        not-from-here",
        "true,  '',                  '',                                        not-from-here",
        "false, 127.0.0.1:8084,      '',                                        not-from-here",
        "false, 192.0.2.1:8084,      Bearer 0123456789abcdef0123456789abcdef,   open",
        "false, 192.0.2.1:8084,      Bearer 0123456789abcdef0123456789abcdee,   not-from-here",
        "false, 192.0.2.1:8084,      0123456789abcdef0123456789abcdef,          not-from-here",
    })
    void readingIsOpenToThisHostAndToTheToken(boolean fromLoopback, String host, String authorization, String answer) {
        var gate = new Gate(BearerToken.of(TOKEN), 0);

        assertThat(gate.refuseReading(fromLoopback, host, authorization)
                        .map(Refusal::error)
                        .orElse("open"))
                .isEqualTo(answer);
    }

    @Test
    void withoutATokenNothingIsWrittenAndOthersReadNothing() {
        var gate = new Gate(Optional.empty(), 0);

        assertThat(gate.isOpenForWriting()).isFalse();
        assertThat(gate.refuseWriting("Bearer ", 0)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(403);
            assertThat(refusal.error()).isEqualTo("writing-is-off");
        });
        assertThat(gate.refuseReading(false, "localhost", "Bearer ")).isPresent();
    }

    @Test
    void onlyTheTokenWrites() {
        for (String authorization : new String[] {"", "Bearer", "Bearer ", TOKEN, "Basic " + TOKEN, BEARER + "0"}) {
            assertThat(new Gate(BearerToken.of(TOKEN), 0).refuseWriting(authorization, 0))
                    .as(authorization)
                    .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(401));
        }
        assertThat(new Gate(BearerToken.of(TOKEN), 0).refuseWriting(BEARER, 0)).isEmpty();
    }

    @Test
    void eachTryCostsAndTheRightTokenIsNoExceptionSoThatGuessesAreCounted() {
        var gate = new Gate(BearerToken.of(TOKEN), 0);

        assertThat(gate.refuseWriting("Bearer wrong", 0)).map(Refusal::status).hasValue(401);
        assertThat(gate.refuseWriting("Bearer wrong", 0)).map(Refusal::status).hasValue(401);
        assertThat(gate.refuseWriting(BEARER, 0)).map(Refusal::status).hasValue(429);
        assertThat(gate.refuseWriting(BEARER, SECOND - 1)).map(Refusal::status).hasValue(429);
        assertThat(gate.refuseWriting(BEARER, SECOND)).isEmpty();
    }
}
