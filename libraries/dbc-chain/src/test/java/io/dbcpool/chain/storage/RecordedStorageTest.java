package io.dbcpool.chain.storage;

import static io.dbcpool.chain.recorded.Recording.CONTROLLER;
import static io.dbcpool.chain.recorded.Recording.MACHINE;
import static io.dbcpool.chain.recorded.Recording.RUNTIME;
import static io.dbcpool.chain.recorded.Recording.STASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.machine.Place;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.rent.RentStatus;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.RentOrderId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the real runtime stored, read into our types. */
class RecordedStorageTest {

    private static final MachineKey KEY = MachineKey.of(MACHINE);
    private final OnlineProfile profile = RUNTIME.onlineProfile();

    @Test
    void aMachineAsItsOwnerToldOfIt() {
        var machine = at(7, profile.machine(KEY)).orElseThrow();

        assertThat(machine.stash()).isEqualTo(STASH);
        assertThat(machine.controller()).isEqualTo(CONTROLLER);
        assertThat(machine.bondedAt()).isEqualTo(new BlockNumber(5));
        assertThat(machine.status()).isEqualTo(new MachineStatus.Online());
        assertThat(at(6, profile.machine(KEY)).orElseThrow().status())
                .isEqualTo(new MachineStatus.AddingCustomizeInfo());
        assertThat(machine.site().place())
                .isEqualTo(new Place(1_269_780, 375_665))
                .hasToString("37.5665 N, 126.9780 E");
        assertThat(machine.site().operators()).containsExactly("KT");
        assertThat(machine.site().uploadMbps()).isEqualTo(1_000);
        assertThat(machine.hardware().gpuCount()).isEqualTo(4);
        assertThat(at(4, profile.machine(KEY))).isEmpty();
    }

    @Test
    void aMachineThatIsOfflineKeepsWhatItWas() {
        var reported = at(165, profile.machine(KEY)).orElseThrow().status();
        var forced = at(169, profile.machine(KEY)).orElseThrow().status();

        assertThat(reported)
                .isInstanceOf(MachineStatus.StakerReportOffline.class)
                .matches(MachineStatus::isRented)
                .matches(status -> !status.isForcedOffline());
        assertThat(reported.inWords()).isEqualTo("reported offline by its owner in block 163; before that: rented");
        assertThat(forced).matches(MachineStatus::isForcedOffline).matches(MachineStatus::isRented);
        assertThat(forced.inWords())
                .isEqualTo("forced offline because its renter could not reach it, counted from block 100; "
                        + "before that: rented");
    }

    @Test
    void ordersAndTheirGpus() {
        var rentals = RUNTIME.rentals(RentPallet.RENT_MACHINE);
        var orders = at(10, rentals.ordersOf(KEY));
        var order = at(11, rentals.order(new RentOrderId(0))).orElseThrow();

        assertThat(orders.orders()).containsExactly(new RentOrderId(0), new RentOrderId(1));
        assertThat(orders.usedGpus()).containsExactly(0, 1, 2);
        assertThat(order.renter()).isEqualTo(Recording.RENTER);
        assertThat(order.status()).isEqualTo(RentStatus.RENTING);
        assertThat(order.start()).isEqualTo(new BlockNumber(9));
        assertThat(order.end()).isEqualTo(new BlockNumber(309));
        assertThat(order.gpuIndexes()).containsExactly(0);
        assertThat(at(160, rentals.order(new RentOrderId(1)))).isEmpty();
    }

    @Test
    void ownersRoomsStakesAndPrices() {
        assertThat(last(profile.controllerOf(STASH))).contains(CONTROLLER);
        assertThat(last(profile.stashOf(CONTROLLER))).contains(STASH);
        assertThat(last(profile.serverRooms(STASH))).hasSize(1);
        assertThat(last(profile.machinesOfController(CONTROLLER))).containsExactly(KEY);
        assertThat(last(profile.machinesOfStash(STASH)).all()).containsExactly(KEY);
        assertThat(last(profile.liveMachines()).spellings()).containsEntry(MACHINE.hex(), KEY);
        assertThat(last(profile.rentedGpus(KEY))).isEqualTo(1);
        assertThat(last(profile.stakeOf(STASH))).isEqualTo(DbcAmount.ofDbc("1020"));
        assertThat(last(profile.stakeParameters())).map(StakeParameters::perGpu).contains(DbcAmount.ofDbc("100000"));
        assertThat(last(profile.stakeParameters()).orElseThrow().atBonding(400)).isEqualTo(DbcAmount.ofDbc("1000"));
        assertThat(last(profile.stakeParameters()).orElseThrow().atBonding(411)).isEqualTo(DbcAmount.ofDbc("10000"));
        assertThat(last(profile.stakeParameters()).orElseThrow().perGpuAt(5_000))
                .isEqualTo(DbcAmount.ofDbc("60000"));
        assertThat(last(RUNTIME.ledger().fixedFee())).contains(DbcAmount.ofDbc("10"));
        assertThat(last(RUNTIME.ledger().price())).contains(500L);
        assertThat(last(RUNTIME.ledger().balance(STASH)).free()).isLessThan(DbcAmount.ofDbc("1000000"));
    }

    @Test
    void theSlashOfTheTimeOffline() {
        List<Long> ids = last(profile.slashesOf(KEY));
        var slash = last(profile.slash(ids.get(0))).orElseThrow();

        assertThat(slash.machine()).isEqualTo(KEY);
        assertThat(slash.stash()).isEqualTo(STASH);
        assertThat(slash.amount()).isEqualTo(DbcAmount.ofDbc("20"));
        assertThat(slash.reason().inWords()).isEqualTo("its owner reported it offline while it was rented");
        assertThat(slash.lastToAppeal().height()).isEqualTo(slash.executedAt().height() - 1);
    }

    @Test
    void whatOnlyANewerRuntimeHasIsAbsentHere() {
        assertThat(profile.findExtraPrice(KEY)).isEmpty();
        assertThat(profile.findRentReceiver(STASH)).isEmpty();
        assertThat(profile.findRentalMode(KEY)).isEmpty();
    }

    @Test
    void bytesOfAnotherShapeAreRefusedByName() {
        assertThatThrownBy(() -> profile.machine(KEY).decode(Optional.of(new byte[] {1, 2, 3})))
                .isInstanceOf(RuntimeShapeException.class)
                .hasMessageStartingWith("OnlineProfile.MachinesInfo is of another shape: ");
    }

    private static <T> T at(long block, StorageItem<T> item) {
        return item.decode(Recording.stored(block, item.key()));
    }

    private static <T> T last(StorageItem<T> item) {
        return item.decode(Recording.storedLast(item.key()));
    }
}
