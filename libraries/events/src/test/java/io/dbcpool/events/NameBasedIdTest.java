package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class NameBasedIdTest {

    @Test
    void theSameHappeningHasTheSameIdInEveryProcess() {
        assertThat(NameBasedId.of("dbc.vacates/vacate-completed")).isEqualTo("5db33f37-e020-5a26-8895-c0309dce93c1");
    }

    @Test
    void anotherHappeningHasAnother() {
        assertThat(NameBasedId.of("ab", "c"))
                .isNotEqualTo(NameBasedId.of("a", "bc"))
                .isNotEqualTo(NameBasedId.of("abc"))
                .isNotEqualTo(NameBasedId.of("ab", "c", ""));
    }

    @Test
    void isAUuidOfVersionFive() {
        var id = UUID.fromString(NameBasedId.of("anything"));

        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }
}
