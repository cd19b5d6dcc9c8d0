package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Deadline;
import io.dbcpool.endtoend.pool.OperatedPool;
import io.dbcpool.endtoend.pool.Parts;
import io.dbcpool.endtoend.pool.PoolCommand;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.events.Alert;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What runs for a renter is left alone, whatever the operator wrote; and it is a word by itself. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class RentersAreSafeIT {

    @Test
    void aRentersDomainInOwnDomainsIsRefusedAndItsRentalStopsTheOwners() throws Exception {
        try (Parts parts = Parts.start("renters")) {
            Seat listed = Seat.of(1, parts.libvirtd().connectionUri());
            Seat seat = new Seat(
                    listed.id(), listed.name(), listed.libvirt(), List.of("owner-vm-01", "renters-vm", "no-such-vm"));
            OperatedPool pool = parts.poolOf(List.of(seat));
            QemuDomain owners = parts.ownersDomain(pool, seat);
            requireUnmatchedEntryIsTold(parts, pool, seat);
            long began = System.nanoTime();

            QemuDomain renters = parts.qemu(DomainShape.named("renters-vm").withRentersMarkers());
            long rentersPid = renters.pid();

            Deadline.requireGoneInTime(owners, began);
            var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
            assertThat(receipt.at("/trigger/source").asText()).isEqualTo("hypervisor");
            assertThat(receipt.at("/domain/name").asText()).isEqualTo("owner-vm-01");
            awaitTold(
                    parts,
                    seat,
                    NodeRental.class,
                    told -> told.path("kind").asText().equals("renter-domain-appeared")
                            && told.at("/domain/name").asText().equals("renters-vm"));
            requireRefusalIsTold(parts, pool, seat, "renters-vm");
            assertThat(PoolCommand.run(
                                    pool.stateDir(), "status", "-c", pool.file().toString())
                            .output())
                    .contains("renters-vm", "no-such-vm");

            assertThat(renters.pid()).isEqualTo(rentersPid);
            assertThat(renters.state()).isEqualTo("running");
            parts.topics().requireSoundHistory();
        }
    }

    /** The next watcher knows of a pin, and nobody can be asked whose the domain is: its process says so. */
    @Test
    void aRentersDomainUnderTheOwnersUuidIsLeftAloneWhereLibvirtdIsGone() throws Exception {
        try (Parts parts = Parts.start("takeover")) {
            Seat seat = Seat.of(1, parts.libvirtd().connectionUri());
            OperatedPool pool = parts.poolOf(List.of(seat));
            QemuDomain owners = parts.ownersDomain(pool, seat);
            pool.freeze("rental-watcher");
            owners.close();
            QemuDomain renters = parts.qemu(
                    DomainShape.named(seat.ownDomain()).withUuid(owners.uuid()).withRentersMarkers());
            long rentersPid = renters.pid();
            parts.libvirtd().kill();
            pool.kill("rental-watcher");
            pool.awaitLine(line -> line.startsWith("pool: rental-watcher died"));
            awaitBelief(pool, seat, "rented"); // the node-agent has told of the renter's domain

            Awaitility.await("the renter's domain goes on")
                    .during(Duration.ofSeconds(12))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> renters.pid() == rentersPid
                            && pool.machine(seat).path("runningVacates").isEmpty());
            parts.libvirtd().start();
            requireRefusalIsTold(parts, pool, seat, seat.ownDomain());
            assertThat(renters.pid()).isEqualTo(rentersPid);
            parts.topics().requireSoundHistory();
        }
    }

    @Test
    void aMachineThatAForgedWordBarredIsFreedByTheOperatorsWord() throws Exception {
        try (Parts parts = Parts.start("release")) {
            Seat seat = Seat.of(1, parts.libvirtd().connectionUri());
            OperatedPool pool = parts.poolOf(List.of(seat));
            try (var forger = new DbcNode(pool.broadcastPort())) {
                forger.say(seat.id(), "renting");
            }
            awaitBelief(pool, seat, "rented");

            var released = PoolCommand.run(
                    pool.stateDir(),
                    "release",
                    seat.name(),
                    "-c",
                    pool.file().toString(),
                    "--reason",
                    "nobody rents it, the word was forged",
                    "--yes");
            assertThat(released.exitCode()).as(released.output()).isZero();

            awaitBelief(pool, seat, "unknown");
            QemuDomain owners = parts.ownersDomain(pool, seat);
            long ownersPid = owners.pid();
            awaitTold(
                    parts,
                    seat,
                    NodeRental.class,
                    told -> told.path("kind").asText().equals("owner-domain-started"));
            Awaitility.await("the owner's domain goes on")
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> owners.pid() == ownersPid
                            && pool.machine(seat).path("runningVacates").isEmpty());
            assertThat(parts.topics().list(VacateStarted.class, seat.id())).isEmpty();
            awaitTold(
                    parts,
                    seat,
                    MachineReleased.class,
                    told -> told.path("reason").asText().contains("forged")
                            && told.path("overruled").asText().contains("rented"));
            parts.topics().requireSoundHistory();
        }
    }

    private static void requireUnmatchedEntryIsTold(Parts parts, OperatedPool pool, Seat seat) {
        assertThat(pool.machine(seat).path("warnings").toString()).contains("no-such-vm");
        assertThat(pool.getText("rental-watcher", "/q/metrics").lines())
                .anyMatch(line -> line.startsWith("dbcpool_own_domain_unmatched{")
                        && line.contains("entry=\"no-such-vm\"")
                        && line.endsWith(" 1.0"));
        awaitTold(
                parts,
                seat,
                Alert.class,
                told -> told.path("alert").asText().equals("OwnDomainUnmatched")
                        && told.path("summary").asText().contains("no-such-vm"));
    }

    private static void requireRefusalIsTold(Parts parts, OperatedPool pool, Seat seat, String name) {
        Awaitility.await(name + " is refused")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(pool.machine(seat).path("ownDomains"))
                        .anyMatch(domain -> domain.path("name").asText().equals(name)
                                && domain.path("state").asText().equals("refused")));
        awaitTold(
                parts,
                seat,
                Alert.class,
                told -> told.path("alert").asText().equals("RenterDomainRefused")
                        && told.path("state").asText().equals("raised")
                        && told.path("summary").asText().contains(name));
    }

    private static void awaitTold(Parts parts, Seat seat, Class<? extends PoolEvent> kind, Predicate<JsonNode> wanted) {
        Awaitility.await(kind.getSimpleName())
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .until(() -> parts.topics().list(kind, seat.id()).stream().anyMatch(told -> wanted.test(told.json())));
    }

    private static void awaitBelief(OperatedPool pool, Seat seat, String state) {
        Awaitility.await("the machine is believed " + state)
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class) // a watcher that comes up does not answer yet
                .untilAsserted(
                        () -> assertThat(pool.machine(seat).at("/belief/state").asText())
                                .isEqualTo(state));
    }
}
