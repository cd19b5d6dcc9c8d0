package io.dbcpool.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a script in place of DBC's check_env that writes down how it was called. */
class GpuTrialTest {

    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GpuTrial trial(String says, String pytest) throws IOException {
        Path script = folder.resolve("check_env");
        Files.writeString(script, "#!/bin/sh\necho \"$@\" >> called\n[ $# -gt 0 ] || echo '%s'\n".formatted(says));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return new GpuTrial(
                script,
                folder.resolve("state/node-agent/gpu-tests"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                address -> pytest);
    }

    private List<String> called() throws IOException {
        return Files.readAllLines(folder.resolve("called"));
    }

    @Test
    void aTrialThatPassesIsKeptAndCleanedUp() throws Exception {
        var trial =
                trial("vm_local_ip: 192.168.122.45 check vm domain_test successful", "==== 18 passed in 601.2s ====");

        assertThat(trial.run(AT)).isTrue();
        assertThat(Files.readString(trial.results())).isEqualTo("passed 18 of 18 at 2026-11-24T03:00:00Z\n");
        assertThat(called()).containsExactly("", "--localip 192.168.122.45");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("ssh dbc@192.168.122.45");
    }

    @Test
    void oneThatFailsIsKeptAsFailedAndCleanedUp() throws Exception {
        var trial = trial("10.0.0.9 check vm domain_test successful", "= 2 failed, 16 passed in 1s =");

        assertThat(trial.run(AT)).isFalse();
        assertThat(Files.readString(trial.results())).startsWith("failed, passed only 16 of 18");
        assertThat(called()).containsExactly("", "--localip 10.0.0.9");
    }

    @Test
    void aVmThatDoesNotStartIsCleanedUpAndNothingIsKept() throws Exception {
        var trial = trial("memory total size too short", "18 passed");

        assertThat(trial.run(AT)).isFalse();
        assertThat(trial.results()).doesNotExist();
        assertThat(called()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "18 passed in 600.00s | true",
                "17 passed in 600.00s | false",
                "18 passed, 1 skipped in 3s | false",
                "18 passed, 1 error in 3s | false",
            })
    void eighteenThatPassAndNothingElseIsGood(String line, boolean good) {
        assertThat(PytestSummary.find("collected 18 items\n" + line)
                        .orElseThrow()
                        .isGood())
                .isEqualTo(good);
        assertThat(PytestSummary.find("nothing")).isEmpty();
    }

    @Test
    void whoeverHasTheMachineKeepsItFromBeingTried() {
        var own = new OwnDomains(List.of("owner-vm"));
        assertThat(Tenants.findReasonToWait(Optional.of("free"), List.of(domain("owner-vm")), own))
                .isEmpty();
        assertThat(Tenants.findReasonToWait(Optional.empty(), List.of(), own)).isEmpty();
        assertThat(Tenants.findReasonToWait(Optional.of("rented"), List.of(), own))
                .isPresent();
        assertThat(Tenants.findReasonToWait(Optional.of("free"), List.of(domain("vm_check_17")), own))
                .isPresent();
        assertThat(Tenants.findReasonToWait(Optional.of("free"), List.of(domain("owner-vm", "0000:17:00.0")), own))
                .hasValueSatisfying(reason -> assertThat(reason).contains("0000:17:00.0"));
    }

    private static DomainDefinition domain(String name, String... devices) {
        return new DomainDefinition(
                new UUID(0, 1),
                name,
                "kvm",
                "destroy",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                List.of(devices),
                Optional.empty());
    }
}
