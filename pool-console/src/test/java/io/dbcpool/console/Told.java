package io.dbcpool.console;

import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Records as the services write them, at moments counted in seconds. */
public final class Told {

    public static final MachineId MACHINE =
            new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    public static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    public static final DomainRef OWNERS = new DomainRef("owner-vm-1", id("owner-vm-1"));
    public static final DomainRef RENTERS = new DomainRef("1653545731ef4a5a8d1e", id("renter"));

    private static final Duration RULE = Duration.ofSeconds(10);

    private Told() {}

    public static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public static BroadcastHeard broadcast(Word word, double at) {
        return broadcast(MACHINE, word, at(at));
    }

    public static BroadcastHeard broadcast(MachineId machine, Word word, Instant at) {
        return new BroadcastHeard(machine, word, "192.0.2.11:55555", at, 1, at, at);
    }

    public static NodeRental node(NodeRental.Kind kind, DomainRef domain, double at) {
        return new NodeRental(MACHINE, kind, Optional.of(domain), "its name", at(at));
    }

    public static ChainMachine chain(Tenancy tenancy, double at) {
        return new ChainMachine(
                MACHINE,
                Optional.of("rent-machine"),
                "Online",
                "online",
                tenancy,
                Optional.empty(),
                Optional.empty(),
                Optional.of("100000"),
                Optional.empty(),
                Optional.of("0"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of("GeForceRTX4090"),
                4,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(new ChainMachine.Slash(
                        "7", "400", "offline", new BlockNumber(130_000), new BlockNumber(106_000), false)),
                Optional.empty(),
                new BlockNumber(100_000),
                "0x" + "ab".repeat(32),
                at(at),
                at(at));
    }

    public static MachineReleased released(double at) {
        return new MachineReleased(MACHINE, "host/p", "ana", "a spoof", "rented by broadcast", at(at));
    }

    public static VacateStarted started(String vacate, double at) {
        return started(MACHINE, vacate, OWNERS, at(at));
    }

    public static VacateStarted started(MachineId machine, String vacate, DomainRef domain, Instant at) {
        return new VacateStarted(
                id(vacate), machine + "/" + at, "host/p", machine, domain, trigger(at), at.plus(RULE), at);
    }

    public static VacateStepTaken step(String vacate, String name, double at, long atMillis) {
        return new VacateStepTaken(id(vacate), MACHINE, new VacateStep(name, atMillis), at(at), "");
    }

    public static VacateCompleted completed(String vacate, double startedAt, long elapsedMillis) {
        return completed(MACHINE, vacate, OWNERS, at(startedAt), elapsedMillis);
    }

    public static VacateCompleted completed(
            MachineId machine, String vacate, DomainRef domain, Instant startedAt, long elapsedMillis) {
        boolean onTime = elapsedMillis <= RULE.toMillis();
        return new VacateCompleted(
                id(vacate),
                machine + "/" + startedAt,
                "host/p",
                machine,
                domain,
                trigger(startedAt),
                startedAt.plus(RULE),
                startedAt,
                Optional.of(startedAt.plusMillis(elapsedMillis)),
                Optional.empty(),
                elapsedMillis,
                RULE.toMillis() - elapsedMillis,
                EndedBy.GUEST,
                onTime ? Outcome.ON_TIME : Outcome.LATE,
                List.of(new VacateStep("heard", 0), new VacateStep("released", elapsedMillis)),
                List.of(),
                false,
                Optional.empty(),
                "AAAA",
                "0".repeat(64),
                "1".repeat(64),
                "0123456789abcdef",
                "AAAA");
    }

    public static NodeReadiness readiness(NodeReadiness.State... states) {
        var checks = new ArrayList<Check>();
        for (int i = 0; i < states.length; i++) {
            checks.add(new Check("check-" + i, "A", "Check " + i, states[i], "found", "wanted", "why", "fix", "guide"));
        }
        return new NodeReadiness(MACHINE, START, checks);
    }

    public static Alert alert(String name, Alert.Severity severity, Alert.State state, double at) {
        return new Alert(
                name, severity, state, Optional.of(MACHINE), "in words", "docs/runbooks/%s.md".formatted(name), at(at));
    }

    private static Trigger trigger(Instant at) {
        return Trigger.of(Trigger.Source.BROADCAST, Trigger.Via.DIRECT, at);
    }
}
