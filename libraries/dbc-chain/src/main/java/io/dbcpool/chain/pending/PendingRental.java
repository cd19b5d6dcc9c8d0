package io.dbcpool.chain.pending;

import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.values.MachineId;
import java.util.Optional;

/**
 * A {@code rent_machine} that is in no block yet, and may never be.
 *
 * @param extrinsic the hash of the extrinsic that holds it
 * @param renter absent where it is not told who pays
 */
public record PendingRental(Hash256 extrinsic, MachineId machine, RentPallet pallet, Optional<AccountId> renter) {}
