package io.dbcpool.chain.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.feed.BlockObservation;
import io.dbcpool.chain.recorded.RecordedPool;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservationReaderTest {

    /** What a client has under way at a time: four questions of 1,024 values. */
    private static final int VALUES_AT_ONCE = 4_096;

    private static final long RENTED = 9;
    private static final Header BLOCK =
            Header.of(Hash256.of(new byte[32]), 100, Hash256.of(new byte[32]), Hash256.of(new byte[32]), List.of());

    @Test
    void aMachineOfALargePoolIsReadAsOneAloneIs() throws Exception {
        var alone = read(RecordedPool.at(RENTED), List.of(Recording.MACHINE));
        var pool = read(RecordedPool.at(RENTED), RecordedPool.machines(2_500));

        assertThat(pool.machines()).hasSize(2_500);
        assertThat(pool.machines().get(Recording.MACHINE))
                .isEqualTo(alone.machines().get(Recording.MACHINE));
        assertThat(pool.rentals()).isEqualTo(alone.rentals()).hasSize(1);
        assertThat(pool.time()).isEqualTo(alone.time());
    }

    @Test
    void noMoreIsAskedForAtOnceThanAClientHasUnderWay() throws Exception {
        var storage = RecordedPool.at(RENTED);
        read(storage, RecordedPool.machines(2_500));

        assertThat(storage.asked()).allMatch(values -> values <= VALUES_AT_ONCE);
        // Three parts, and the details of the one order.
        assertThat(storage.asked()).hasSize(4);
        assertThat(storage.asked().stream().mapToInt(values -> values).sum()).isEqualTo(2 + 4 * 2_500 + 1);
    }

    @Test
    void aMachineThatIsInWhatItWasKeepsItsViewOfTheBlockBefore() throws Exception {
        var reader = reader(RecordedPool.at(RENTED), RecordedPool.machines(3));
        var before = reader.read(BLOCK, Map.of()).machines();
        var after = reader.read(BLOCK, before).machines();

        assertThat(after).isEqualTo(before);
        after.forEach((machine, view) -> assertThat(view).isSameAs(before.get(machine)));
    }

    private static BlockObservation read(RecordedPool storage, List<MachineId> machines) throws Exception {
        return reader(storage, machines).read(BLOCK, Map.of());
    }

    private static ObservationReader reader(RecordedPool storage, List<MachineId> machines) {
        return new ObservationReader(storage, new Spellings(machines));
    }
}
