package io.dbcpool.chain.storage;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.chain.stake.Balance;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.EventRecord;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.metadata.StorageEntry;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What belongs to no machine: balances, the fixed fee, the price of DBC, a block's time. */
public final class Ledger {

    private final Metadata metadata;

    public Ledger(Metadata metadata) {
        this.metadata = metadata;
    }

    public StorageItem<Balance> balance(AccountId account) {
        return pallet("System").item("Account", Balance::of, Value.of(account.toBytes()));
    }

    /** What bonding a machine and making a server room cost besides, 10 DBC on mainnet; without it both fail. */
    public StorageItem<Optional<DbcAmount>> fixedFee() {
        return pallet("GenericFunc").option("FixedTxFee", Fields::amount);
    }

    /** Of one DBC, in USD × 10^6. */
    public StorageItem<Optional<Long>> price() {
        return pallet("DBCPriceOCW").option("AvgPrice", Value::asLong);
    }

    /** The block's own time. */
    public StorageItem<Instant> blockTime() {
        return pallet("Timestamp").item("Now", now -> Instant.ofEpochMilli(now.asLong()));
    }

    /** What the block's extrinsics and hooks deposited; none where nothing is stored. */
    public StorageItem<List<EventRecord>> events() {
        StorageEntry entry = pallet("System").get("Events");
        return StorageItem.ofBytes(
                entry,
                entry.key(),
                stored -> stored.map(bytes -> EventRecord.decodeAll(metadata, bytes))
                        .orElse(List.of()));
    }

    private PalletStorage pallet(String name) {
        return new PalletStorage(metadata, name);
    }
}
