package io.dbcpool.parts.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1:9092, 127.0.0.1, 9092", "localhost:1, localhost, 1", "[::1]:65535, [::1], 65535"})
    void readsAnAddress(String text, String host, int port) {
        assertThat(HostAndPort.find(text)).contains(new HostAndPort(host, port));
        assertThat(new HostAndPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", ":9092", "localhost:", "localhost:0", "localhost:65536", "localhost:x"})
    void refusesWhatIsNone(String text) {
        assertThat(HostAndPort.find(text)).isEmpty();
    }
}
