package io.dbcpool.cli.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeTest {

    @Test
    void aTimeHasOneUnit() {
        assertThat(new Time().convert("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(new Time().convert("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(new Time().convert("24h")).isEqualTo(Duration.ofHours(24));
        assertThat(new Time().convert("7d")).isEqualTo(Duration.ofDays(7));
        assertThat(new Time().convert("999999d")).isEqualTo(Duration.ofDays(999_999));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "-5m", "1.5h", "5 m", "5M", "1000000s", "5m30s"})
    void anythingElseIsRefusedWithWhatIsWanted(String text) {
        assertThatThrownBy(() -> new Time().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("wanted a time such as 90s, 5m, 24h or 7d, found '%s'", text);
    }
}
