package io.dbcpool.chain.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.DbcAmount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineStateReaderTest {

    private static final BlockRef LAST = new BlockRef(Recording.last(), Hash256.of(new byte[32]));

    @Test
    void aRentedMachineWithItsSlashInTheRecordedChain() throws Exception {
        var state = new MachineStateReader(new RecordedStorage())
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

    /** What the recording has not is absent, as on a chain where it was never written. */
    private static final class RecordedStorage implements BlockStorage {

        @Override
        public DbcRuntime runtime(Hash256 block) {
            return Recording.RUNTIME;
        }

        @Override
        public List<Optional<byte[]>> read(Hash256 block, List<byte[]> keys) {
            return keys.stream().map(Recording::findLast).toList();
        }
    }
}
