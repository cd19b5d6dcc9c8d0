package io.dbcpool.agent.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AgentRecordsTest {

    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineId FIRST = new MachineId("a".repeat(64));
    private static final MachineId SECOND = new MachineId("b".repeat(64));

    private final List<Envelope> published = new ArrayList<>();
    private final AgentRecords records = new AgentRecords(published::add, "/dbcpool/p/node-agent/host");

    @Test
    void theSameChangeHasTheSameIdAndEveryOtherChangeAnother() {
        var change = rental(FIRST, Kind.RENTER_DOMAIN_APPEARED, 1, AT);
        records.tell(change);
        records.tell(rental(FIRST, Kind.RENTER_DOMAIN_APPEARED, 1, AT));
        assertThat(published).containsExactly(published.get(0), published.get(0));

        records.tell(rental(SECOND, Kind.RENTER_DOMAIN_APPEARED, 1, AT));
        records.tell(rental(FIRST, Kind.UNKNOWN_DOMAIN_APPEARED, 1, AT));
        records.tell(rental(FIRST, Kind.RENTER_DOMAIN_APPEARED, 2, AT));
        records.tell(rental(FIRST, Kind.RENTER_DOMAIN_APPEARED, 1, AT.plusNanos(1_000)));
        assertThat(new HashSet<>(published.stream().map(Envelope::id).toList())).hasSize(5);
    }

    @Test
    void aRecordSaysWhoWhenAndWhat() {
        var readiness = new NodeReadiness(FIRST, AT, List.of());
        records.tell(readiness);

        assertThat(published)
                .containsExactly(new Envelope(published.get(0).id(), "/dbcpool/p/node-agent/host", AT, readiness));
    }

    private static NodeRental rental(MachineId machine, Kind kind, long uuid, Instant at) {
        return new NodeRental(machine, kind, Optional.of(new DomainRef("vm", new UUID(0, uuid))), "because", at);
    }
}
