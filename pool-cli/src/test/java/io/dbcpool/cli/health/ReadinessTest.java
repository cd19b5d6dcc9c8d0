package io.dbcpool.cli.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.cli.health.Readiness.NotReady;
import io.dbcpool.cli.health.Readiness.Ready;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessTest {

    @ParameterizedTest(name = "HTTP {0}: {1}")
    @MethodSource
    void health(int httpStatus, String body, Readiness expected) {
        assertThat(Readiness.of(httpStatus, body)).isEqualTo(expected);
    }

    static Stream<Arguments> health() {
        return Stream.of(
                        arguments(200, "{'status':'UP','checks':[]}", new Ready(List.of())),
                        arguments(
                                200,
                                "{'status':'UP','checks':[{'name':'kafka','status':'UP','data':{'kafka':'away'}}]}",
                                new Ready(List.of("kafka away"))),
                        arguments(
                                200,
                                "{'status':'UP','checks':[{'name':'kafka','status':'UP','data':{'kafka':'connected'}}]}",
                                new Ready(List.of())),
                        arguments(
                                503,
                                "{'status':'DOWN','checks':[{'name':'libvirt','status':'DOWN','data':{'gpu-01':'away'}},"
                                        + "{'name':'kafka','status':'UP'}]}",
                                new NotReady("libvirt (gpu-01: away)")),
                        arguments(503, "{'status':'DOWN'}", new NotReady("it says so, and not why")),
                        arguments(404, "no such page", noHealth(404)),
                        arguments(200, "", noHealth(200)),
                        arguments(200, "[]", noHealth(200)))
                .map(row -> arguments(row.get()[0], ((String) row.get()[1]).replace('\'', '"'), row.get()[2]));
    }

    private static NotReady noHealth(int httpStatus) {
        return new NotReady("its health page answers with HTTP status %d and no health".formatted(httpStatus));
    }
}
