package io.dbcpool.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted.EndedBy;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VacateTallyTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final UUID OWNERS = new UUID(1, 1);
    private static final UUID ANOTHER = new UUID(1, 2);

    @Test
    void whatTwoWatchersDidByTheSameKeyIsOne() {
        assertThat(count(receipt("a", "m:1234", OWNERS, 0), receipt("b", "m:1234", OWNERS, 90_000)))
                .isEqualTo(1);
    }

    @Test
    void whatTwoWatchersHeardWithinOneDeadlineIsOneWhateverTheirKeys() {
        assertThat(count(receipt("a", "m:1234", OWNERS, 0), receipt("b", "m:at-9999", OWNERS, 9_999)))
                .isEqualTo(1);
        assertThat(count(receipt("a", "m:at-0", OWNERS, 0), receipt("b", "m:at-10000", OWNERS, 10_000)))
                .isEqualTo(2);
    }

    @Test
    void whatOneWatcherDidTwiceIsTwo() {
        assertThat(count(receipt("a", "m:1234", OWNERS, 0), receipt("a", "m:1234", OWNERS, 8_000)))
                .isEqualTo(2);
    }

    @Test
    void twoDomainsOfOneRentalAreTwo() {
        assertThat(count(receipt("a", "m:1234", OWNERS, 0), receipt("b", "m:1234", ANOTHER, 0)))
                .isEqualTo(2);
    }

    @Test
    void aReceiptThatIsToldAgainIsOne() {
        var receipt = receipt("a", "m:1234", OWNERS, 0);

        assertThat(count(receipt, receipt)).isEqualTo(1);
    }

    private static int count(VacateCompleted... receipts) {
        return VacateTally.group(List.of(receipts)).size();
    }

    private static VacateCompleted receipt(String actor, String key, UUID domain, long heardAtMillis) {
        var heard = T0.plusMillis(heardAtMillis);
        return new VacateCompleted(
                UUID.randomUUID(),
                key,
                actor,
                new MachineId("8e".repeat(32)),
                new DomainRef("owner-vm", domain),
                Trigger.of(Source.BROADCAST, Via.DIRECT, heard),
                heard.plusSeconds(10),
                heard,
                Optional.of(heard.plusSeconds(5)),
                Optional.empty(),
                5_000,
                5_000,
                EndedBy.TERM,
                Outcome.ON_TIME,
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                "",
                "",
                "",
                "",
                "");
    }
}
