package io.dbcpool.bridge.rentals;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.feed.BlockObservation;
import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.OrderView;
import io.dbcpool.chain.feed.PalletView;
import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalNews;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.ChainRental.Kind;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.events.Envelope;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RentalRecordsTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final RentOrderId ORDER = new RentOrderId(-1);
    private static final Instant TIME = Instant.parse("2026-11-24T00:00:00Z");
    private static final RentalRecords RECORDS = new RentalRecords("0x01", "/dbcpool/p/chain-bridge/h");

    private final RentalFeed free =
            RentalFeed.startAt(block(10, "a", "-", view(Map.of()))).feed();
    private final BlockObservation orders = block(
            11,
            "b",
            "a",
            view(Map.of(ORDER, new OrderView(Optional.of(AccountId.of(new byte[32])), false, 400, List.of(2)))));

    @Test
    void aRecordSaysWhatTheBlockSaid() {
        RentalNews news = free.onAdded(orders, false).news().get(0);
        var rental = rental(RECORDS.of(news, TIME.plusSeconds(10)));

        assertThat(rental.kind()).isEqualTo(Kind.ORDERED);
        assertThat(rental.rentOrderId()).contains(ORDER);
        assertThat(rental.renter()).contains("5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM");
        assertThat(rental.finality()).isEqualTo(Finality.BEST_BLOCK);
        assertThat(rental.gpuIndexes()).containsExactly(2);
        assertThat(rental.orderGpuIndexes()).contains(List.of(2));
        assertThat(rental.tenancy()).contains(Tenancy.RENTED);
        assertThat(rental.pallet()).contains("rent-machine");
        assertThat(rental.lateSignal()).isFalse();
        assertThat(rental(RECORDS.of(news, TIME.plusMillis(10_001))).lateSignal())
                .isTrue();
    }

    @Test
    void theSameWordHasTheSameIdWheneverItIsToldAndEveryOtherAnotherOne() {
        var added = free.onAdded(orders, false);
        var again = added.feed().onDropped(orders.block()).feed().onAdded(orders, false);
        var dropped = added.feed().onDropped(orders.block());
        var settled = added.feed().onFinalized(orders.block());

        assertThat(id(RECORDS, added)).isEqualTo(id(RECORDS, free.onAdded(orders, false)));
        Set<String> others = new HashSet<>(List.of(
                id(RECORDS, added),
                id(RECORDS, again),
                id(RECORDS, dropped),
                id(RECORDS, settled),
                id(new RentalRecords("0x02", ""), added)));
        assertThat(others).hasSize(5);
    }

    @Test
    void howFarItWasToldIsReadBackAsItWas(@TempDir Path directory) {
        var feed = free.onAdded(orders, false).feed();
        var again = feed.onDropped(orders.block()).feed().onAdded(orders, false).feed();
        var file = new FeedFile(directory.resolve("made"), "0x01");

        assertThat(file.read()).isEmpty();
        file.write(again);
        assertThat(file.read()).contains(again);
        assertThat(new FeedFile(directory.resolve("made"), "0x02").read())
                .as("another chain")
                .isEmpty();
    }

    @Test
    void aFileThatIsNoneIsBegunAnew(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("rentals-told.json"), "{\"genesis\":\"0x01\",\"feed\":{\"best\":7}}");

        assertThat(new FeedFile(directory, "0x01").read()).isEmpty();
    }

    private static String id(RentalRecords records, RentalFeed.Step step) {
        return records.of(step.news().get(0), TIME).id();
    }

    private static ChainRental rental(Envelope envelope) {
        return (ChainRental) envelope.event();
    }

    private static MachineView view(Map<RentOrderId, OrderView> orders) {
        var standing = orders.isEmpty() ? Standing.VACANT : Standing.RENTED;
        var gpus = orders.values().stream()
                .flatMap(order -> order.gpuIndexes().stream())
                .toList();
        return new MachineView(Map.of(RentPallet.RENT_MACHINE, new PalletView(standing, false, orders, gpus)));
    }

    private static BlockObservation block(long number, String name, String parent, MachineView view) {
        return new BlockObservation(
                new BlockRef(number, hash(name)), hash(parent), TIME, Map.of(MACHINE, view), List.of());
    }

    private static Hash256 hash(String name) {
        return Hash256.ofContent(name.getBytes(StandardCharsets.UTF_8));
    }
}
