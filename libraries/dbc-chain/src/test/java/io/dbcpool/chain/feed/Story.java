package io.dbcpool.chain.feed;

import io.dbcpool.chain.event.DbcEvent.Rental;
import io.dbcpool.chain.event.RentalStep;
import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Blake2b;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Blocks of a made-up chain; a block is called by a word, and its hash is that word's. */
final class Story {

    static final MachineId MACHINE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    static final AccountId RENTER = AccountId.of(Blake2b.hash256("renter".getBytes(StandardCharsets.UTF_8)));

    private Story() {}

    static Hash256 hash(String name) {
        return Hash256.of(Blake2b.hash256(name.getBytes(StandardCharsets.UTF_8)));
    }

    static BlockRef ref(String name, long number) {
        return new BlockRef(number, hash(name));
    }

    static Instant time(long number) {
        return Instant.ofEpochSecond(1_800_000_000L + 6 * number);
    }

    static BlockObservation block(String name, long number, String parent, MachineView view, Rental... rentals) {
        return new BlockObservation(
                ref(name, number), hash(parent), time(number), Map.of(MACHINE, view), List.of(rentals));
    }

    static MachineView free() {
        return view(new PalletView(Standing.VACANT, false, Map.of(), List.of()));
    }

    static MachineView rented(Map<RentOrderId, OrderView> orders) {
        return view(new PalletView(
                Standing.RENTED,
                false,
                orders,
                orders.values().stream()
                        .flatMap(order -> order.gpuIndexes().stream())
                        .sorted()
                        .toList()));
    }

    static OrderView waiting(int gpu) {
        return new OrderView(Optional.of(RENTER), false, 400, List.of(gpu));
    }

    static OrderView renting(long end, int gpu) {
        return new OrderView(Optional.of(RENTER), true, end, List.of(gpu));
    }

    static Rental ordered(RentOrderId order) {
        return rental(RentalStep.ORDERED, Optional.of(order));
    }

    static Rental confirmed(Optional<RentOrderId> order) {
        return rental(RentalStep.CONFIRMED, order);
    }

    static RentalNews news(
            Kind kind, RentOrderId order, String block, long number, List<Integer> gpus, List<Integer> used) {
        return new RentalNews(
                MACHINE,
                RentPallet.RENT_MACHINE,
                kind,
                Optional.of(order),
                Optional.of(RENTER),
                gpus,
                used,
                used.isEmpty() ? Tenancy.FREE : Tenancy.RENTED,
                ref(block, number),
                time(number),
                false,
                Optional.empty(),
                0);
    }

    private static Rental rental(RentalStep step, Optional<RentOrderId> order) {
        return new Rental(
                RentPallet.RENT_MACHINE,
                step,
                order,
                RENTER,
                new MachineKey(MACHINE.hex()),
                300,
                new DbcAmount(BigInteger.ONE));
    }

    private static MachineView view(PalletView pallet) {
        return new MachineView(Map.of(RentPallet.RENT_MACHINE, pallet));
    }
}
