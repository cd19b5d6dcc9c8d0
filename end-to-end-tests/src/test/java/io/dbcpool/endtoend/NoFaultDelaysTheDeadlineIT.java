package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Deadline;
import io.dbcpool.endtoend.pool.OperatedPool;
import io.dbcpool.endtoend.pool.Parts;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Something that the pool is made of dies at the worst moment, and the owner's domain is off in time all the same. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class NoFaultDelaysTheDeadlineIT {

    @SuppressWarnings("NullAway.Init")
    private static Parts parts;

    @SuppressWarnings("NullAway.Init")
    private static OperatedPool pool;

    @SuppressWarnings("NullAway.Init")
    private static List<Seat> seats;

    @SuppressWarnings("NullAway.Init")
    private DbcNode node;

    @BeforeAll
    static void start() throws Exception {
        parts = Parts.start("faults");
        seats = parts.seats(4);
        pool = parts.poolOf(seats);
    }

    @AfterAll
    static void stop() throws Exception {
        parts.close();
    }

    @BeforeEach
    void openNode() throws Exception {
        node = new DbcNode(pool.broadcastPort());
    }

    @AfterEach
    void everythingToldIsSound() {
        node.close();
        parts.topics().requireSoundHistory();
    }

    @Test
    void theBrokerIsKilledAndWhatHappenedIsToldWhenItIsBack() throws Exception {
        Seat seat = seats.get(0);
        QemuDomain owners = parts.ownersDomain(pool, seat);
        parts.broker().kill();

        long sent = node.say(seat.id(), "renting");

        Deadline.requireGoneInTime(owners, sent);
        Awaitility.await("the watcher's own receipt")
                .untilAsserted(() -> assertThat(
                                pool.machine(seat).at("/lastVacate/outcome").asText())
                        .isEqualTo("on-time"));
        parts.broker().restart();
        assertThat(parts.topics()
                        .awaitOnly(VacateCompleted.class, seat.id())
                        .path("outcome")
                        .asText())
                .isEqualTo("on-time");
        parts.topics().awaitOnly(BroadcastHeard.class, seat.id());
    }

    @Test
    void theWatcherIsKilledAfterTheDatagramAndGoesOnWithTheSameVacate() throws Exception {
        Seat seat = seats.get(1);
        QemuDomain owners = parts.ownersDomain(pool, seat);
        long before = pool.processOf("rental-watcher").pid();

        long sent = node.say(seat.id(), "renting");
        Awaitility.await("the vacate has begun")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(2))
                .until(() -> pool.machine(seat).path("runningVacates").size() == 1);
        pool.kill("rental-watcher");

        Deadline.requireGoneInTime(owners, sent);
        var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
        assertThat(receipt.path("steps").findValuesAsText("name")).contains("resumed");
        assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
        parts.topics().awaitOnly(VacateStarted.class, seat.id());
        assertThat(pool.processOf("rental-watcher").pid()).isNotEqualTo(before);
        assertThat(pool.output()).anyMatch(line -> line.startsWith("pool: rental-watcher died"));
        pool.awaitReadyAgain();
    }

    @Test
    void libvirtdIsKilledAndStartedBetweenTheDatagramAndTheDeadline() throws Exception {
        Seat seat = seats.get(2);
        QemuDomain owners = parts.ownersDomain(pool, seat);

        long sent = node.say(seat.id(), "renting");
        Awaitility.await("the vacate has begun")
                .until(() -> pool.machine(seat).path("runningVacates").size() == 1);
        parts.libvirtd().kill();
        parts.libvirtd().start();

        Deadline.requireGoneInTime(owners, sent);
        assertThat(parts.topics()
                        .awaitOnly(VacateCompleted.class, seat.id())
                        .path("outcome")
                        .asText())
                .isEqualTo("on-time");
        pool.awaitReadyAgain();
    }

    @Test
    void libvirtdStaysAway() throws Exception {
        Seat seat = seats.get(3);
        QemuDomain owners = parts.ownersDomain(pool, seat);
        parts.libvirtd().kill();
        try {
            long sent = node.say(seat.id(), "renting");

            Deadline.requireGoneInTime(owners, sent);
            var receipt = parts.topics().awaitOnly(VacateCompleted.class, seat.id());
            assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
            assertThat(receipt.has("domainOffAt")).isFalse();
        } finally {
            parts.libvirtd().start();
        }
        pool.awaitReadyAgain();
    }
}
