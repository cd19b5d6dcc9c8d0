package io.dbcpool.chain;

import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.chain.storage.Ledger;
import io.dbcpool.chain.storage.MaintainCommittee;
import io.dbcpool.chain.storage.OnlineProfile;
import io.dbcpool.chain.storage.Rentals;
import io.dbcpool.substrate.metadata.Metadata;
import java.util.Arrays;
import java.util.List;

/**
 * One runtime of DeepBrainChain: what is stored where, in Java types. Each spec version has its own; what was read at a
 * block is decoded by that block's.
 */
public record DbcRuntime(Metadata metadata) {

    /** 1 DBC = 10^15 planck. */
    public static final int DECIMALS = 15;

    /** {@code SS58Prefix} of the runtime. */
    public static final int SS58_PREFIX = 42;

    public OnlineProfile onlineProfile() {
        return new OnlineProfile(metadata);
    }

    public Rentals rentals(RentPallet pallet) {
        return new Rentals(metadata, pallet);
    }

    /** The rental pallets that this runtime has. */
    public List<Rentals> rentals() {
        return Arrays.stream(RentPallet.values())
                .filter(pallet -> Rentals.areIn(metadata, pallet))
                .map(this::rentals)
                .toList();
    }

    public MaintainCommittee maintainCommittee() {
        return new MaintainCommittee(metadata);
    }

    public Ledger ledger() {
        return new Ledger(metadata);
    }
}
