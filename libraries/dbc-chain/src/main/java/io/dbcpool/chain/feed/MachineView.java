package io.dbcpool.chain.feed;

import io.dbcpool.chain.rent.RentPallet;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the rental pallets say of a machine at the end of a block. */
public record MachineView(Map<RentPallet, PalletView> pallets) {

    /** A machine of which nothing was read yet. */
    public static final MachineView NONE = new MachineView(Map.of());

    public MachineView {
        pallets = Map.copyOf(pallets);
    }

    public PalletView in(RentPallet pallet) {
        return pallets.getOrDefault(pallet, PalletView.NONE);
    }

    /** The strongest of the pallets' words: a machine is free only if no pallet says otherwise. */
    public Tenancy tenancy() {
        var said = pallets.values().stream().map(PalletView::tenancy).toList();
        return List.of(Tenancy.RENTED, Tenancy.NOT_FREE, Tenancy.FREE).stream()
                .filter(said::contains)
                .findFirst()
                .orElse(Tenancy.UNKNOWN);
    }

    /** Which GPUs are let, in whichever pallet. */
    public List<Integer> usedGpus() {
        return pallets.values().stream()
                .map(PalletView::usedGpus)
                .flatMap(Collection::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
