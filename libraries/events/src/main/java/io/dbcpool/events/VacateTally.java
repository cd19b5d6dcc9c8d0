package io.dbcpool.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which receipts tell of the same vacate. Two watchers of one machine each sign one: by {@code rentalKey} they are one
 * vacate. A rental without an order on the chain is known by when its first signal was heard, which two hosts do not
 * hear in the same microsecond, and one of them may know the order that the other does not; so what two actors did to
 * the same domain within one deadline is one vacate as well.
 */
public final class VacateTally {

    /** DBC's rule; a domain that was vacated cannot be rented anew and vacated again within it. */
    private static final Duration ONE_RENTAL = Duration.ofSeconds(10);

    private VacateTally() {}

    /** One list for each vacate, the receipts of it by when their signals were heard. */
    public static List<List<VacateCompleted>> group(Collection<VacateCompleted> receipts) {
        var groups = new ArrayList<List<VacateCompleted>>();
        receipts.stream()
                .sorted(Comparator.comparing(receipt -> receipt.trigger().observedAt()))
                .forEach(receipt -> groups.stream()
                        .filter(group -> group.stream().allMatch(other -> isSameVacate(receipt, other)))
                        .findFirst()
                        .ifPresentOrElse(
                                group -> group.add(receipt), () -> groups.add(new ArrayList<>(List.of(receipt)))));
        return groups.stream().map(List::copyOf).toList();
    }

    private static boolean isSameVacate(VacateCompleted a, VacateCompleted b) {
        return a.machineId().equals(b.machineId())
                && a.domain().uuid().equals(b.domain().uuid())
                && (a.vacateId().equals(b.vacateId())
                        || (!a.actor().equals(b.actor())
                                && (a.rentalKey().equals(b.rentalKey()) || areHeardTogether(a, b))));
    }

    private static boolean areHeardTogether(VacateCompleted a, VacateCompleted b) {
        return Duration.between(a.trigger().observedAt(), b.trigger().observedAt())
                        .abs()
                        .compareTo(ONE_RENTAL)
                < 0;
    }
}
