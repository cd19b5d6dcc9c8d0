package io.dbcpool.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.cli.health.Readiness;
import io.dbcpool.cli.health.Readiness.NotReady;
import io.dbcpool.cli.health.Readiness.Ready;
import io.dbcpool.cli.status.MachineStatus.Belief;
import io.dbcpool.cli.status.MachineStatus.OwnDomain;
import io.dbcpool.cli.status.MachineStatus.RunningVacate;
import io.dbcpool.events.DomainRef;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusReportTest {

    private static final MachineId ID =
            new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    private static final Readiness READY = new Ready(List.of());

    @Test
    void machinesStandInColumnsAndWarningsBelowThem() {
        var rented = new MachineStatus(
                ID,
                "gpu-01",
                new Belief("rented", "rented, the broadcast says renting"),
                List.of(
                        new OwnDomain("owner-vm", Optional.of("owner-vm"), "running"),
                        new OwnDomain("gone", Optional.empty(), "not-found")),
                List.of(new RunningVacate(
                        new DomainRef("owner-vm", new UUID(0, 1)),
                        Instant.parse("2026-11-01T12:00:10Z"),
                        1_203,
                        Optional.of("ask"))),
                Optional.empty(),
                true,
                true,
                List.of("own-domains: 'gone' matches no domain"),
                Optional.empty(),
                Optional.empty());
        var report = new StatusReport(
                "seoul-1",
                Map.of("rental-watcher", new Ready(List.of("kafka away"))),
                List.of(rented, well("g2")),
                Optional.of(new StatusReport.ReceiptKey("19ab52043bf1fdeb", "8PVL")));

        assertThat(report.lines())
                .containsExactly(
                        "pool seoul-1",
                        "  rental-watcher      ready, degraded: kafka away",
                        "  receipts are signed by key 19ab52043bf1fdeb, 8PVL",
                        "",
                        "MACHINE  BELIEVED        WHY                         OWNER'S DOMAINS                   LAST VACATE",
                        "gpu-01   rented, BROKEN  the broadcast says renting  owner-vm running, gone not-found  -",
                        "  vacating owner-vm: ask, 1203 ms so far, has to be off at 2026-11-01T12:00:10Z",
                        "  warning: own-domains: 'gone' matches no domain",
                        "g2       free            nothing was heard           vm running                        -");
    }

    /** As the watcher words each of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rented  | rented: best-block (direct) said so at 2026-11-24T00:00:00Z          | best-block (direct) said so at 2026-11-24T00:00:00Z
            free    | free since 2026-11-24T00:00:00Z, as the finalized chain says         | since 2026-11-24T00:00:00Z, as the finalized chain says
            unknown | unknown: the watcher was restarted                                   | the watcher was restarted
            unknown | nobody says anything                                                 | nobody says anything
            """)
    void theStateIsNotSaidTwice(String state, String why, String shown) {
        var machine = new MachineStatus(
                ID,
                "gpu-01",
                new Belief(state, why),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                true,
                List.of(),
                Optional.empty(),
                Optional.empty());

        List<String> lines = report(READY, machine).lines();
        int column = lines.get(lines.size() - 2).indexOf("WHY");
        assertThat(lines.get(lines.size() - 1).substring(column)).startsWith(shown + "  ");
    }

    @Test
    void poolIsWellWhenNothingAsksForTheOperator() {
        assertThat(report(READY, well("g1")).isWell()).isTrue();
    }

    @Test
    void warningAsksForTheOperator() {
        assertThat(report(READY, machine("g1", true, List.of("look here"))).isWell())
                .isFalse();
    }

    @Test
    void hypervisorThatDoesNotAnswerAsksForTheOperator() {
        var report = report(READY, machine("g1", false, List.of()));

        assertThat(report.isWell()).isFalse();
        assertThat(report.lines()).contains("  warning: its hypervisor does not answer");
    }

    @Test
    void serviceThatIsNotReadyOrLacksKafkaAsksForTheOperator() {
        assertThat(report(new NotReady("no answer"), well("g1")).isWell()).isFalse();
        assertThat(report(new Ready(List.of("kafka away")), well("g1")).isWell())
                .isFalse();
    }

    private static StatusReport report(Readiness service, MachineStatus machine) {
        return new StatusReport("p", Map.of("node-agent", service), List.of(machine), Optional.empty());
    }

    private static MachineStatus well(String name) {
        return machine(name, true, List.of());
    }

    private static MachineStatus machine(String name, boolean connected, List<String> warnings) {
        return new MachineStatus(
                ID,
                name,
                new Belief("free", "nothing was heard"),
                List.of(new OwnDomain("vm", Optional.of("vm"), "running")),
                List.of(),
                Optional.empty(),
                false,
                connected,
                warnings,
                Optional.empty(),
                Optional.empty());
    }
}
