package io.dbcpool.values;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private static final BearerToken TOKEN = BearerToken.of(" s3cret\n").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "Bearer  s3cret "})
    void whoeverShowsItIsLetIn(String authorization) {
        assertThat(TOKEN.isBorneBy(authorization)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3cret1", "Basic s3cret"})
    void nobodyElse(String authorization) {
        assertThat(TOKEN.isBorneBy(authorization)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void anEmptyOneIsNone(String text) {
        assertThat(BearerToken.of(text)).isEmpty();
    }

    @Test
    void itIsNotShown() {
        assertThat(TOKEN.toString()).doesNotContain("s3cret");
        assertThat(TOKEN.digest("a cookie")).matches("[0-9a-f]{64}").isNotEqualTo(TOKEN.digest("another"));
    }
}
