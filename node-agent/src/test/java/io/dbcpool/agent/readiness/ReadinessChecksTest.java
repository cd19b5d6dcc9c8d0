package io.dbcpool.agent.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.agent.machine.ClockReading;
import io.dbcpool.agent.machine.ClockReading.Step;
import io.dbcpool.agent.machine.ListedDomain;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation;
import io.dbcpool.agent.machine.Observation.HostAway;
import io.dbcpool.agent.machine.Observation.HostListed;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.check.CheckList;
import io.dbcpool.host.check.HostCheck;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.values.Word;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessChecksTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final URI HOST = URI.create("qemu+tcp://127.0.0.1:16509/system");
    private static final DomainDefinition OWNERS = ScriptedDefinitions.plain(new UUID(0, 1), "owner-vm");
    private static final DomainDefinition RENTERS = ScriptedDefinitions.renters(new UUID(0, 2), "renter-vm");
    private static final DomainDefinition STRANGE = ScriptedDefinitions.plain(new UUID(0, 4), "strange-vm");
    private static final ClockReading GOOD_CLOCK = new ClockReading(Optional.of("the kernel"), Optional.empty());

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void eachCheckSaysWhatWasSeen(String check, String said, String ownDomains, Instant now, List<Observation> seen) {
        MachineState state = Pools.start("own-domains: [" + ownDomains + "]", "", START);
        for (Observation observation : seen) {
            state = observation.reach(state);
        }

        var item = find(state, check, now);

        assertThat(item.state().name().toLowerCase(Locale.ROOT) + " " + item.found())
                .isEqualTo(said);
        assertThat(item.fix().isEmpty()).isEqualTo(said.startsWith("ok "));
    }

    static Stream<Arguments> eachCheckSaysWhatWasSeen() {
        var heard = START.plus(HALF_AN_HOUR);
        return Stream.of(
                arguments("libvirt-reachable", "cannot_tell " + HOST + " was not asked yet", "", START, List.of()),
                arguments("libvirt-reachable", "ok " + HOST + " answers since " + START, "", START, List.of(listed())),
                arguments(
                        "libvirt-reachable",
                        "wrong " + HOST + " does not answer since " + START + ": refused",
                        "",
                        START,
                        List.of(listed(), away())),
                arguments("domains-known", "cannot_tell libvirt does not answer", "", START, List.of()),
                arguments(
                        "domains-known",
                        "ok running: 1 the owner's, 1 renters', 0 verifiers', 0 unknown",
                        "owner-vm",
                        START,
                        List.of(listed(OWNERS, RENTERS))),
                arguments(
                        "domains-known",
                        "warning running: 0 the owner's, 0 renters', 0 verifiers', 1 unknown (strange-vm)",
                        "",
                        START,
                        List.of(listed(STRANGE))),
                arguments("domains-known", "cannot_tell libvirt does not answer", "", START, List.of(listed(), away())),
                arguments("own-domains-matched", "cannot_tell libvirt does not answer", "", START, List.of()),
                arguments("own-domains-matched", "ok 1 of 1", "owner-vm", START, List.of(listed(OWNERS))),
                arguments("own-domains-matched", "warning no domain for x, y", "x, y", START, List.of(listed(OWNERS))),
                arguments("own-domains-not-renters", "cannot_tell libvirt does not answer", "", START, List.of()),
                arguments("own-domains-not-renters", "ok none", "owner-vm", START, List.of(listed(OWNERS, RENTERS))),
                arguments(
                        "own-domains-not-renters",
                        "wrong renter-vm: it is listed in own-domains as renter-vm, "
                                + "but its network filter is named like itself",
                        "renter-vm",
                        START,
                        List.of(listed(RENTERS))),
                arguments(
                        "clock-in-step",
                        "cannot_tell neither the kernel nor systemd-timesyncd says so",
                        "",
                        START,
                        List.of(tick(new ClockReading(Optional.empty(), Optional.empty())))),
                arguments("clock-in-step", "ok the kernel", "", START, List.of(tick(GOOD_CLOCK))),
                arguments("clock-not-stepped", "cannot_tell not looked at yet", "", START, List.of()),
                arguments(
                        "clock-not-stepped",
                        "ok none since the agent started at " + START,
                        "",
                        START,
                        List.of(tick(GOOD_CLOCK))),
                arguments(
                        "clock-not-stepped",
                        "warning -1500 ms at " + START,
                        "",
                        START.plus(Duration.ofHours(1)).minusNanos(1),
                        List.of(tick(stepped()))),
                arguments(
                        "clock-not-stepped",
                        "ok -1500 ms at " + START,
                        "",
                        START.plus(Duration.ofHours(1)),
                        List.of(tick(stepped()))),
                arguments("broadcast-listening", "ok open", "", START, List.of(tick(GOOD_CLOCK))),
                arguments("broadcast-listening", "cannot_tell not looked at yet", "", START, List.of()),
                arguments(
                        "broadcast-listening",
                        "wrong port taken",
                        "",
                        START,
                        List.of(new Tick(START, 0, GOOD_CLOCK, Optional.of("port taken")))),
                arguments(
                        "broadcast-heard",
                        "cannot_tell none since the agent started at " + START,
                        "",
                        START.plus(HALF_AN_HOUR),
                        List.of()),
                arguments(
                        "broadcast-heard",
                        "warning none since the agent started at " + START,
                        "",
                        START.plus(HALF_AN_HOUR).plusNanos(1),
                        List.of()),
                arguments(
                        "broadcast-heard",
                        "ok renting from 192.0.2.1:9 at " + heard,
                        "",
                        heard.plus(HALF_AN_HOUR),
                        List.of(renting(heard))),
                arguments(
                        "broadcast-heard",
                        "warning renting from 192.0.2.1:9 at " + heard,
                        "",
                        heard.plus(HALF_AN_HOUR).plusNanos(1),
                        List.of(renting(heard))),
                arguments("picture-kept", "ok kept", "", START, List.of()));
    }

    @Test
    void aPictureThatCannotBeKeptIsWrong() {
        var state = Pools.start("", "", START).withPictureLost(Optional.of("No space left on device"));

        assertThat(find(state, "picture-kept", START).found()).isEqualTo("No space left on device");
    }

    @Test
    void everyItemOfTheListSaysWhatItIsFor() {
        var readiness = ReadinessChecks.of(Pools.start("", "", START), START);

        assertThat(readiness.checks())
                .extracting(Check::id)
                .doesNotHaveDuplicates()
                .containsAll(CheckList.all().stream().map(HostCheck::id).toList());
        assertThat(readiness.checks())
                .allSatisfy(item -> assertThat(List.of(item.title(), item.wanted(), item.why()))
                        .noneMatch(String::isBlank));
    }

    @Test
    void aHostElsewhereIsItsOwnAgentsToCheck() {
        var state = Pools.start("libvirt: qemu+tcp://192.0.2.11/system", "", START);

        assertThat(ReadinessChecks.of(state, START).checks())
                .extracting(Check::id)
                .hasSize(9)
                .doesNotContain("kvm-usable");
    }

    private static Check find(MachineState state, String id, Instant now) {
        return ReadinessChecks.of(state, now).checks().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Observation listed(DomainDefinition... active) {
        return new HostListed(
                HOST,
                Arrays.stream(active)
                        .map(definition -> new ListedDomain(definition, true))
                        .toList(),
                START);
    }

    private static Observation away() {
        return new HostAway(HOST, "refused", START);
    }

    private static Observation renting(Instant at) {
        var machine = Pools.claims("", "").machine().id();
        return new WordsHeard(machine, true, Word.RENTING, "192.0.2.1:9", at, 0);
    }

    private static ClockReading stepped() {
        return new ClockReading(Optional.empty(), Optional.of(new Step(START, Duration.ofMillis(-1500))));
    }

    private static Observation tick(ClockReading clock) {
        return new Tick(START, 0, clock, Optional.empty());
    }
}
