package io.dbcpool.endtoend.console;

import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Writes to the topics what the services would, without them. */
final class Records implements AutoCloseable {

    private static final String SOURCE = "/dbcpool/end-to-end/test/host";
    private static final Duration RULE = Duration.ofSeconds(10);

    private final KafkaPublisher publisher;

    Records(String bootstrapServers) throws IOException {
        publisher = KafkaPublisher.start(
                KafkaSettings.of(bootstrapServers, "test"),
                Files.createTempDirectory(Path.of("target").toAbsolutePath(), "publisher"),
                SOURCE);
    }

    void tell(PoolEvent event) {
        publisher.publish(new Envelope(UUID.randomUUID().toString(), SOURCE, Instant.now(), event));
    }

    /** Returns when Kafka has all of it. */
    void flush() {
        Awaitility.await("Kafka has what was told")
                .atMost(Duration.ofMinutes(1))
                .until(() -> publisher.state().outboxRecords() == 0);
    }

    static BroadcastHeard broadcast(Seat seat, Word word) {
        Instant now = Instant.now();
        return new BroadcastHeard(seat.id(), word, "192.0.2.11:55555", now, 1, now, now);
    }

    static NodeRental owner(Seat seat, NodeRental.Kind kind) {
        return new NodeRental(seat.id(), kind, Optional.of(domain(seat)), "listed", Instant.now());
    }

    static VacateStarted started(Seat seat, Instant signal) {
        return new VacateStarted(
                vacate(seat, signal),
                seat.id() + "/" + signal,
                "host/end-to-end",
                seat.id(),
                domain(seat),
                trigger(signal),
                signal.plus(RULE),
                signal);
    }

    static VacateStepTaken step(Seat seat, Instant signal, String name, long atMillis) {
        return new VacateStepTaken(
                vacate(seat, signal), seat.id(), new VacateStep(name, atMillis), signal.plusMillis(atMillis), "");
    }

    static VacateCompleted completed(Seat seat, Instant signal, long millis) {
        boolean onTime = millis <= RULE.toMillis();
        return new VacateCompleted(
                vacate(seat, signal),
                seat.id() + "/" + signal,
                "host/end-to-end",
                seat.id(),
                domain(seat),
                trigger(signal),
                signal.plus(RULE),
                signal,
                Optional.of(signal.plusMillis(millis)),
                Optional.empty(),
                millis,
                RULE.toMillis() - millis,
                millis < 5_000 ? VacateCompleted.EndedBy.GUEST : VacateCompleted.EndedBy.TERM,
                onTime ? VacateCompleted.Outcome.ON_TIME : VacateCompleted.Outcome.LATE,
                List.of(new VacateStep("begun", 3), new VacateStep("ask", 40), new VacateStep("released", millis)),
                List.of(),
                false,
                Optional.empty(),
                "AAAA",
                "0".repeat(64),
                "1".repeat(64),
                "0123456789abcdef",
                "AAAA");
    }

    static DrillCompleted drill(Seat seat, long millis) {
        var budget = new DrillCompleted.Budget(5_000, 7_000, 10_000);
        Instant at = Instant.now().minus(Duration.ofDays(2));
        return new DrillCompleted(
                UUID.randomUUID(),
                seat.id(),
                "host/end-to-end",
                "ana",
                domain(seat),
                at,
                Optional.of(at.plusMillis(millis)),
                Optional.empty(),
                budget,
                millis,
                10_000 - millis,
                VacateCompleted.EndedBy.GUEST,
                DrillCompleted.Outcome.FITS,
                List.of(new VacateStep("released", millis)),
                List.of(),
                budget,
                "it fits");
    }

    static NodeReadiness readiness(Seat seat, NodeReadiness.State state) {
        return new NodeReadiness(
                seat.id(),
                Instant.now(),
                List.of(
                        check("libvirt-answers", "libvirt answers", NodeReadiness.State.OK, ""),
                        check("iommu-on", "The IOMMU is on", NodeReadiness.State.OK, ""),
                        check("clock", "The clock is synchronised", state, "install chrony")));
    }

    static ChainMachine chain(Seat seat, Tenancy tenancy) {
        Instant now = Instant.now();
        return new ChainMachine(
                seat.id(),
                Optional.of("rent-machine"),
                tenancy == Tenancy.RENTED ? "Rented" : "Online",
                tenancy == Tenancy.RENTED ? "rented" : "online",
                tenancy,
                Optional.of("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
                Optional.of("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"),
                Optional.of("100000"),
                Optional.of("100000"),
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
                List.of(),
                Optional.empty(),
                new BlockNumber(9_876_543),
                "0x" + "ab".repeat(32),
                now,
                now);
    }

    private static NodeReadiness.Check check(String id, String title, NodeReadiness.State state, String fix) {
        return new NodeReadiness.Check(id, "ours", title, state, "as seen", "as wanted", "because", fix, "dbc-pool");
    }

    private static Trigger trigger(Instant signal) {
        return Trigger.of(Trigger.Source.BROADCAST, Trigger.Via.DIRECT, signal);
    }

    private static UUID vacate(Seat seat, Instant signal) {
        return UUID.nameUUIDFromBytes((seat.id() + "/" + signal).getBytes(StandardCharsets.UTF_8));
    }

    private static DomainRef domain(Seat seat) {
        return new DomainRef(
                seat.ownDomain(), UUID.nameUUIDFromBytes(seat.ownDomain().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        publisher.close();
    }
}
