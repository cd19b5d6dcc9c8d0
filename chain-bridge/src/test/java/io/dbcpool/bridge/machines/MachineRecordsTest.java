package io.dbcpool.bridge.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.stake.Balance;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineRecordsTest {

    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final Balance RICH = balance("100");
    private static final MachineState STATE = state(1_000, "5", List.of(), RICH);

    @Test
    void ofAnotherBlockItSaysTheSame() {
        assertThat(MachineRecords.saysTheSame(state(1_001, "5", List.of(), RICH), STATE))
                .isTrue();
    }

    @Test
    void whatIsNotInTheRecordChangesNothing() {
        assertThat(MachineRecords.saysTheSame(state(1_001, "5", List.of(), balance("99")), STATE))
                .isTrue();
    }

    @Test
    void whatIsInTheRecordIsTold() {
        assertThat(MachineRecords.saysTheSame(state(1_000, "6", List.of(), RICH), STATE))
                .isFalse();
        assertThat(MachineRecords.saysTheSame(state(1_000, "5", List.of(2), RICH), STATE))
                .isFalse();
    }

    @Test
    void aStateIsTheRecordThatIsToldOfIt() {
        var told = new MachineRecords("0x00", "/dbcpool/test")
                .of(STATE, START.plusSeconds(1))
                .event();

        assertThat(told).isInstanceOf(ChainMachine.class).isEqualTo(MachineRecords.record(STATE, START.plusSeconds(1)));
    }

    private static Balance balance(String free) {
        return new Balance(0, DbcAmount.ofDbc(free), DbcAmount.ofDbc("0"), DbcAmount.ofDbc("0"));
    }

    private static MachineState state(long block, String claimable, List<Integer> usedGpus, Balance balance) {
        return new MachineState(
                new MachineId("1a".repeat(32)),
                new BlockRef(block, Hash256.of(new byte[Hash256.BYTES])),
                START.plusSeconds(6 * (block - 1_000)),
                400,
                Optional.empty(),
                List.of(),
                usedGpus,
                List.of(),
                Optional.of(DbcAmount.ofDbc(claimable)),
                Optional.of(new MachineState.Accounts(balance, balance)),
                Optional.empty(),
                Optional.empty());
    }
}
