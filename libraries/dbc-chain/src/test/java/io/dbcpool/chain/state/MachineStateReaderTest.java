package io.dbcpool.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.recorded.RecordedPool;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.DbcAmount;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineStateReaderTest {

    private static final BlockRef LAST = new BlockRef(Recording.last(), Hash256.of(new byte[32]));

    @Test
    void aRentedMachineWithItsSlashInTheRecordedChain() throws Exception {
        var state = new MachineStateReader(RecordedPool.atLast())
                .read(LAST, List.of(MachineKey.of(Recording.MACHINE)))
                .get(0);

        assertThat(state.entry().orElseThrow().machine().stash()).isEqualTo(Recording.STASH);
        assertThat(state.orders()).extracting(order -> order.id().value()).containsExactly(0L);
        assertThat(state.usedGpus()).containsExactly(0);
        assertThat(state.slashes()).singleElement().satisfies(slash -> {
            assertThat(slash.slash().amount()).isEqualTo(DbcAmount.ofDbc("20"));
            assertThat(slash.underReview()).isFalse();
        });
        assertThat(state.stakeWanted()).contains(DbcAmount.ofDbc("4000"));
        assertThat(state.stakeMissing()).contains(DbcAmount.ofDbc("3000"));
        assertThat(state.fullStake()).contains(DbcAmount.ofDbc("400000"));
        assertThat(state.daysToEarliestExit()).contains(364L);
        assertThat(state.claimable()).isPresent();
    }

    @Test
    void aMachineOfALargePoolIsReadAsOneAlone() throws Exception {
        var alone = new MachineStateReader(RecordedPool.atLast()).read(LAST, List.of(MachineKey.of(Recording.MACHINE)));
        var storage = RecordedPool.atLast();
        var pool = new MachineStateReader(storage)
                .read(
                        LAST,
                        RecordedPool.machines(1_700).stream()
                                .map(MachineKey::of)
                                .toList());

        assertThat(pool).extracting(MachineState::machine).isEqualTo(RecordedPool.machines(1_700));
        assertThat(pool.get(1_699)).isEqualTo(alone.get(0));
        assertThat(pool.get(0).entry()).isEmpty();
        // Three parts; then an order, a slash with its review, the stash's machines and two accounts.
        assertThat(storage.asked()).containsExactly(4 + 5 * 800, 5 * 800, 5 * 100, 6);
    }

    @Test
    void whatIsAsItWasIsTheVeryObjectOfTheEarlierState() throws Exception {
        var reader = new MachineStateReader(RecordedPool.atLast());
        var machines = List.of(MachineKey.of(Recording.MACHINE));
        var earlier = reader.read(LAST, machines).get(0);
        var next = new BlockRef(LAST.number() + 1, LAST.hash());
        var now = reader.read(next, machines).get(0);

        assertThat(now.sharing(earlier)).isEqualTo(now);
        assertThat(now.sharing(earlier).entry()).isSameAs(earlier.entry());
        assertThat(now.sharing(earlier).orders()).isSameAs(earlier.orders());
    }
}
