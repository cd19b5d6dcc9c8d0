package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.endtoend.pool.DbcNode;
import io.dbcpool.endtoend.pool.Deadline;
import io.dbcpool.endtoend.pool.OperatedPool;
import io.dbcpool.endtoend.pool.Parts;
import io.dbcpool.endtoend.pool.Seat;
import io.dbcpool.endtoend.pool.TellOnFailure;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateTally;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.QemuDomain;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopping is idempotent, so that two watchers may guard one machine and elect nobody. */
@ExtendWith(TellOnFailure.class)
@Timeout(180)
class TwoWatchersIT {

    @Test
    void bothActInTimeEachSignsItsOwnReceiptAndNobodyElseIsTouched() throws Exception {
        try (Parts parts = Parts.start("two-watchers")) {
            List<Seat> seats = parts.seats(1);
            Seat seat = seats.get(0);
            OperatedPool pool = parts.poolOf(seats);
            QemuDomain bystander = parts.qemu(DomainShape.named("somebody-elses"));
            long bystandersPid = bystander.pid();
            QemuDomain owners = parts.ownersDomain(pool, seat);
            try (var elsewhere = parts.watcherElsewhere("watch-tower", seats);
                    var node = new DbcNode(pool.broadcastPort())) {

                Deadline.requireGoneInTime(owners, node.say(seat.id(), "renting"));

                var receipts = awaitReceiptsOfTwo(parts, seat);
                assertThat(receipts).allSatisfy(receipt -> {
                    assertThat(receipt.path("outcome").asText()).isEqualTo("on-time");
                    assertThat(receipt.at("/domain/uuid").asText())
                            .isEqualTo(owners.uuid().toString());
                });
                assertThat(receipts)
                        .extracting(receipt -> receipt.path("keyId").asText())
                        .doesNotHaveDuplicates();
                assertThat(receipts)
                        .extracting(receipt -> receipt.path("actor").asText())
                        .filteredOn(actor -> actor.endsWith("/" + elsewhere.hostName()))
                        .hasSize(1);
                assertThat(VacateTally.group(completed(parts, seat)))
                        .as("the pool counts one vacate")
                        .hasSize(1);
                assertThat(receipts)
                        .as("one heard the datagram, the other Kafka")
                        .extracting(receipt -> receipt.at("/trigger/via").asText())
                        .containsExactlyInAnyOrder("direct", "kafka");
                assertThat(bystander.pid()).isEqualTo(bystandersPid);
                assertThat(bystander.state()).isEqualTo("running");
                parts.topics().requireSoundHistory();
            }
        }
    }

    private static List<JsonNode> awaitReceiptsOfTwo(Parts parts, Seat seat) {
        Awaitility.await("a receipt by each watcher")
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .until(() -> actors(receipts(parts, seat)) == 2);
        var receipts = receipts(parts, seat);
        assertThat(receipts).hasSize(2);
        return receipts;
    }

    private static List<JsonNode> receipts(Parts parts, Seat seat) {
        return parts.topics().list(VacateCompleted.class, seat.id()).stream()
                .map(told -> told.json())
                .toList();
    }

    private static List<VacateCompleted> completed(Parts parts, Seat seat) {
        return parts.topics().list(VacateCompleted.class, seat.id()).stream()
                .map(told -> (VacateCompleted) told.envelope().event())
                .toList();
    }

    private static long actors(List<JsonNode> receipts) {
        return receipts.stream()
                .map(receipt -> receipt.path("actor").asText())
                .distinct()
                .count();
    }
}
