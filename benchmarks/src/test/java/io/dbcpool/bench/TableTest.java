package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bench.Table.Aim;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Table TABLE = new Table(
            "words",
            List.of("", "sent/s", "lost"),
            List.of(List.of("ours", "20,000", "0"), List.of("rsyslog", "120,000", "7")),
            List.of(new Aim("nothing lost", true), new Aim("as fast as rsyslog", false)));

    @Test
    void columnsStandUnderEachOther() {
        assertThat(TABLE.text().lines().toList())
                .containsExactly(
                        "words",
                        "           sent/s lost",
                        "  ours     20,000 0",
                        "  rsyslog 120,000 7",
                        "  nothing lost: met",
                        "  as fast as rsyslog: MISSED");
    }

    @Test
    void oneAimThatIsMissedIsTheAnswerOfTheRun() {
        var host = new Host(2, "a processor", "a kernel", "a jdk", "0 0 0");

        assertThat(Figures.of(host, List.of(TABLE)).meetTheirAims()).isFalse();
        assertThat(Figures.of(host, List.of(TABLE)).json())
                .contains("{\"\":\"ours\",\"sent/s\":\"20,000\",\"lost\":\"0\"}");
    }
}
