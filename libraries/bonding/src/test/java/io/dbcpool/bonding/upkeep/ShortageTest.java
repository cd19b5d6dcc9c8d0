package io.dbcpool.bonding.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bonding.step.Step;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.values.DbcAmount;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortageTest {

    @ParameterizedTest(name = "a controller with {0} DBC lacks {1}")
    @CsvSource({"1, 0", "0.999999999999999, 0.000000000000001", "0, 1"})
    void aControllerKeepsAFee(String free, String missing) {
        var owned = new Owned();
        owned.controllerFree = free;

        assertThat(missing(owned)).isEqualTo(DbcAmount.ofDbc(missing));
    }

    @ParameterizedTest(name = "of 250000 DBC a stash with {0} lacks {1}")
    @CsvSource({"250000, 0", "249999, 1"})
    void aVerifiedMachineWantsItsStake(String free, String missing) {
        var owned = Owned.with(new MachineStatus.WaitingFulfill());
        owned.stake = "150000";
        owned.stashFree = free;

        assertThat(missing(owned)).isEqualTo(DbcAmount.ofDbc(missing));
    }

    @ParameterizedTest(name = "offline for {0} blocks, with {1} DBC: {2}")
    @CsvSource({"69, 8000, 0", "69, 7999, 1", "70, 8000, 8000"})
    void comingBackHoldsTheSlash(long blocks, String free, String missing) {
        var owned = Owned.with(Owned.offline(blocks, Owned.ONLINE));
        owned.stashFree = free;

        assertThat(missing(owned)).isEqualTo(DbcAmount.ofDbc(missing));
    }

    @Test
    void ofAMachineThatTheChainDoesNotKnowNothingIsSaid() {
        var owned = new Owned();
        owned.isBonded = false;
        owned.controllerFree = "0";

        assertThat(Shortage.of(owned.machine())).isEmpty();
    }

    @Test
    void itSaysWhoLacksWhatForWhat() {
        var lacking = new Step.Lacking(
                "controller",
                Owned.CONTROLLER,
                DbcAmount.ofDbc("11"),
                DbcAmount.ofDbc("3"),
                "the fixed fee of bonding");

        assertThat(Shortage.of(lacking).inWords())
                .startsWith("the controller 5")
                .endsWith(" has 3 DBC free, and the fixed fee of bonding takes 11 DBC; next: send it 8 DBC");
    }

    private static DbcAmount missing(Owned owned) {
        Optional<Shortage> shortage = Shortage.of(owned.machine());
        return shortage.map(Shortage::missing).orElse(DbcAmount.ofDbc("0"));
    }
}
