package io.dbcpool.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.ExitCode;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorReportTest {

    private static Check check(String id, State state, String fix) {
        return new Check(
                id, "B", "title", state, "what is so", "what should be", "what it costs", fix, "where it is written");
    }

    @Test
    void theWorstComesFirstAndSaysHowToMendItInALine() {
        var report = new DoctorReport(List.of(
                check("one", State.OK, ""),
                check("two", State.CANNOT_TELL, ""),
                check("three", State.WARNING, "do this"),
                check("four", State.WRONG, "do that")));

        assertThat(report.lines(false, true))
                .containsExactly(
                        "WRONG (1)",
                        "  B     four  what is so",
                        "              -> do that",
                        "",
                        "warning (1)",
                        "  B     three  what is so",
                        "               -> do this",
                        "",
                        "cannot tell (1)",
                        "  B     two  what is so",
                        "",
                        "ok (1)",
                        "  B     one  what is so",
                        "",
                        "1 wrong, 1 warning, 1 cannot tell, 1 ok. What one means and costs: ./pool doctor --explain CHECK");
    }

    @Test
    void coloursOnlyWhereTheyAreAskedFor() {
        var report = new DoctorReport(List.of(check("one", State.WRONG, "do this")));

        assertThat(String.join("", report.lines(false, true))).doesNotContain("\u001b");
        assertThat(report.lines(true, true).get(0)).isEqualTo("\u001b[31;1mWRONG (1)\u001b[0m");
    }

    @Test
    void whoeverIsNotRootIsToldSoWhereItMayMatter() {
        assertThat(new DoctorReport(List.of(check("one", State.CANNOT_TELL, ""))).lines(false, false))
                .last()
                .asString()
                .startsWith("Seen without root");
        assertThat(new DoctorReport(List.of(check("one", State.OK, ""))).lines(false, false))
                .last()
                .asString()
                .startsWith("1 ok.");
    }

    @Test
    void exitCodes() {
        assertThat(new DoctorReport(List.of(check("one", State.OK, ""), check("two", State.CANNOT_TELL, "")))
                        .exitCode())
                .isEqualTo(ExitCode.GOOD);
        assertThat(new DoctorReport(List.of(check("one", State.WARNING, ""))).exitCode())
                .isEqualTo(ExitCode.GOOD);
        assertThat(new DoctorReport(List.of(check("one", State.OK, ""), check("two", State.WRONG, ""))).exitCode())
                .isEqualTo(ExitCode.SOMETHING_IS_WRONG);
        assertThat(new DoctorReport(List.of(check("one", State.CANNOT_TELL, ""))).exitCode())
                .isEqualTo(ExitCode.CANNOT_REACH);
    }

    @Test
    void explainsAllOfACheck() {
        assertThat(DoctorReport.explain(check("one", State.WRONG, "do this")))
                .containsExactly(
                        "one (step B, the data disk): title",
                        "  state   WRONG",
                        "  found   what is so",
                        "  wanted  what should be",
                        "  why     what it costs",
                        "  fix     do this",
                        "  source  where it is written");
    }
}
