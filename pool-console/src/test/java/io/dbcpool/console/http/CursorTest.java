package io.dbcpool.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorTest {

    @ParameterizedTest
    @CsvSource({
        "k3x-0, 0",
        "k3x-17, 17",
        "k3x-, -1",
        "k3x, -1",
        "k3y-17, -1",
        "'', -1",
        "k3x--1, -1",
        "k3x-1e9, -1",
        "k3x-99999999999999999999, -1"
    })
    void onlyAVersionOfThisConsoleIsOne(String since, long version) {
        assertThat(Cursor.read(since, "k3x").orElse(-1L)).isEqualTo(version);
    }
}
