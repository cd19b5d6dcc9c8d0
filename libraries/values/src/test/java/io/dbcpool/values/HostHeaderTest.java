package io.dbcpool.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostHeaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"})
    void namesOfLoopback(String text) {
        assertThat(new HostHeader(text).isLoopback()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "example.org", "localhost.example.org", "127.0.0.1.example.org:80", "::1", "[::1]x"})
    void othersThatMayMeanIt(String text) {
        assertThat(new HostHeader(text).isLoopback()).isFalse();
    }
}
