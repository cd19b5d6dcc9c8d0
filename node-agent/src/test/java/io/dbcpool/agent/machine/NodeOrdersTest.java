package io.dbcpool.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeOrdersTest {

    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineId MACHINE = new MachineId("a".repeat(64));
    private static final NodeOrders NONE = orders(Map.of());
    private static final NodeOrders RENTING = orders(Map.of("7", "renting"));

    @Test
    void anOrderThatWasNotThereBeforeIsARentalThatBegins() {
        assertThat(NONE.compare(MACHINE, RENTING, AT))
                .containsExactly(new NodeRental(
                        MACHINE,
                        Kind.RENTAL_BEGUN,
                        Optional.empty(),
                        "the DBC node has a new rent order 7, renting",
                        AT));
        assertThat(orders(Map.of("7", "rentExpired")).compare(MACHINE, RENTING, AT))
                .hasSize(1);
        assertThat(RENTING.compare(MACHINE, orders(Map.of("7", "renting", "8", "waitingVerifying")), AT))
                .hasSize(1);
    }

    @Test
    void whatWasThereBeforeOrIsGoneSaysNothing() {
        assertThat(NodeOrders.UNASKED.compare(MACHINE, RENTING, AT)).isEmpty();
        assertThat(RENTING.compare(MACHINE, RENTING, AT)).isEmpty();
        assertThat(orders(Map.of("7", "waitingVerifying")).compare(MACHINE, RENTING, AT))
                .isEmpty();
        assertThat(RENTING.compare(MACHINE, NONE, AT)).isEmpty();
        assertThat(RENTING.compare(MACHINE, orders(Map.of("7", "rentExpired")), AT))
                .isEmpty();
        assertThat(NONE.compare(MACHINE, orders(Map.of("7", "rentExpired")), AT))
                .isEmpty();
    }

    private static NodeOrders orders(Map<String, String> orders) {
        return new NodeOrders(Optional.of(orders));
    }

    @Test
    void severalComeInTheOrderOfTheirIds() {
        assertThat(NONE.compare(MACHINE, orders(Map.of("9", "renting", "7", "renting")), AT))
                .extracting(NodeRental::reason)
                .isEqualTo(List.of(
                        "the DBC node has a new rent order 7, renting",
                        "the DBC node has a new rent order 9, renting"));
    }
}
