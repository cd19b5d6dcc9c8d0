package io.dbcpool.chain.feed;

import io.dbcpool.chain.event.DbcEvent.Rental;
import io.dbcpool.chain.event.RentalStep;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What changed for one machine in one pallet, from one block to a later one. Each order and kind is told once. */
final class RentalChanges {

    private final MachineId machine;
    private final RentPallet pallet;
    private final BlockObservation block;
    private final PalletView before;
    private final PalletView after;
    private final MachineView whole;
    private final Map<Key, RentalNews> news = new LinkedHashMap<>();

    private record Key(Kind kind, Optional<RentOrderId> order) {}

    private record MachineIn(RentPallet pallet, String hex) {}

    private RentalChanges(MachineId machine, RentPallet pallet, MachineView before, BlockObservation block) {
        this.machine = machine;
        this.pallet = pallet;
        this.block = block;
        this.before = before.in(pallet);
        this.whole = block.machines().getOrDefault(machine, MachineView.NONE);
        this.after = whole.in(pallet);
    }

    /**
     * Everything that a block changed.
     *
     * @param before what the machines were in the block before; a machine that is not in it was free of orders
     */
    static List<RentalNews> of(Map<MachineId, MachineView> before, BlockObservation block) {
        List<RentalNews> all = new ArrayList<>();
        Map<MachineIn, List<Rental>> events = block.rentals().stream()
                .collect(Collectors.groupingBy(
                        event -> new MachineIn(event.pallet(), event.machine().lowerCase())));
        Set<String> inEvents = events.keySet().stream().map(MachineIn::hex).collect(Collectors.toSet());
        block.machines().keySet().stream()
                .filter(machine -> inEvents.contains(machine.hex())
                        || !Objects.equals(before.get(machine), block.machines().get(machine)))
                .sorted()
                .forEach(machine -> {
                    for (RentPallet pallet : RentPallet.values()) {
                        List<Rental> told = events.getOrDefault(new MachineIn(pallet, machine.hex()), List.of());
                        all.addAll(new RentalChanges(
                                        machine, pallet, before.getOrDefault(machine, MachineView.NONE), block)
                                .list(told));
                    }
                });
        return all;
    }

    private List<RentalNews> list(List<Rental> events) {
        events.forEach(this::tellEvent);
        after.orderIds().forEach(this::tellStanding);
        before.orderIds().stream().filter(this::isGone).forEach(this::tellGone);
        // Ordered and given up in one block: only events know of it.
        List.copyOf(news.values()).stream()
                .filter(told -> told.kind() == Kind.ORDERED)
                .flatMap(told -> told.order().stream())
                .filter(order -> isGone(order) && !before.orders().containsKey(order))
                .forEach(order -> tell(Kind.ENDED, Optional.of(order), renterOf(order), List.of()));
        tellStatus();
        return List.copyOf(news.values());
    }

    private void tellEvent(Rental event) {
        Kind kind = kindOf(event.step());
        Optional<RentOrderId> order = event.order().or(() -> findConfirmed(event.renter()));
        List<Integer> gpus = order.map(id -> viewOf(id).gpuIndexes()).orElse(List.of());
        tell(kind, order, Optional.of(event.renter()), gpus);
    }

    /** {@code TerminatingRental} does not say which order was confirmed. */
    private Optional<RentOrderId> findConfirmed(AccountId renter) {
        return after.orderIds().stream()
                .filter(order ->
                        isNewlyConfirmed(order) && viewOf(order).renter().equals(Optional.of(renter)))
                .findFirst();
    }

    private void tellStanding(RentOrderId order) {
        OrderView now = viewOf(order);
        if (!before.orders().containsKey(order)) {
            tell(Kind.ORDERED, Optional.of(order), now.renter(), now.gpuIndexes());
        }
        if (isNewlyConfirmed(order)) {
            tell(Kind.CONFIRMED, Optional.of(order), now.renter(), now.gpuIndexes());
        }
        OrderView was = before.orders().getOrDefault(order, OrderView.UNKNOWN);
        if (was.end() > 0 && now.end() > was.end()) {
            tell(Kind.EXTENDED, Optional.of(order), now.renter(), now.gpuIndexes());
        }
    }

    private boolean isNewlyConfirmed(RentOrderId order) {
        OrderView was = before.orders().getOrDefault(order, OrderView.UNKNOWN);
        return was.renter().isPresent() && !was.confirmed() && viewOf(order).confirmed();
    }

    private void tellGone(RentOrderId order) {
        OrderView was = before.orders().getOrDefault(order, OrderView.UNKNOWN);
        boolean wasConfirmed = was.confirmed()
                || was.renter().isEmpty()
                || news.containsKey(new Key(Kind.CONFIRMED, Optional.of(order)));
        tell(wasConfirmed ? Kind.ENDED : Kind.EXPIRED, Optional.of(order), was.renter(), was.gpuIndexes());
    }

    private void tellStatus() {
        if (after.forcedOffline() && !before.forcedOffline()) {
            tell(Kind.FORCED_OFFLINE, Optional.empty(), Optional.empty(), List.of());
        }
        boolean wasRented = before.tenancy() == Tenancy.RENTED;
        boolean isRented = after.tenancy() == Tenancy.RENTED;
        if (isRented && !wasRented && news.keySet().stream().noneMatch(key -> key.kind() == Kind.ORDERED)) {
            tell(Kind.ORDERED, Optional.empty(), Optional.empty(), List.of());
        }
        if (wasRented
                && !isRented
                && news.keySet().stream().noneMatch(key -> key.kind().saysOver())) {
            tell(Kind.ENDED, Optional.empty(), Optional.empty(), List.of());
        }
    }

    private boolean isGone(RentOrderId order) {
        return !after.orders().containsKey(order);
    }

    private OrderView viewOf(RentOrderId order) {
        return after.orders().getOrDefault(order, OrderView.UNKNOWN);
    }

    private Optional<AccountId> renterOf(RentOrderId order) {
        return Optional.ofNullable(news.get(new Key(Kind.ORDERED, Optional.of(order))))
                .flatMap(RentalNews::renter);
    }

    private void tell(Kind kind, Optional<RentOrderId> order, Optional<AccountId> renter, List<Integer> gpus) {
        news.putIfAbsent(
                new Key(kind, order),
                new RentalNews(
                        machine,
                        pallet,
                        kind,
                        order,
                        renter,
                        gpus,
                        whole.usedGpus(),
                        whole.tenancy(),
                        block.block(),
                        block.time(),
                        false,
                        Optional.empty(),
                        0));
    }

    private static Kind kindOf(RentalStep step) {
        return switch (step) {
            case ORDERED -> Kind.ORDERED;
            case CONFIRMED -> Kind.CONFIRMED;
            case EXTENDED -> Kind.EXTENDED;
        };
    }
}
