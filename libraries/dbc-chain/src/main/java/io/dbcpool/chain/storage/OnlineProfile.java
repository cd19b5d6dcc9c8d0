package io.dbcpool.chain.storage;

import io.dbcpool.chain.machine.LiveMachines;
import io.dbcpool.chain.machine.Machine;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.StashMachines;
import io.dbcpool.chain.shape.Fields;
import io.dbcpool.chain.stake.PendingSlash;
import io.dbcpool.chain.stake.PointPrice;
import io.dbcpool.chain.stake.SlashReview;
import io.dbcpool.chain.stake.StakeParameters;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Machines, their owners, stakes and slashes. Source: {@code pallets/online-profile/src/lib.rs}. */
public final class OnlineProfile {

    public static final String NAME = "OnlineProfile";

    private final PalletStorage storage;

    public OnlineProfile(Metadata metadata) {
        this.storage = new PalletStorage(metadata, NAME);
    }

    public StorageItem<Optional<Machine>> machine(MachineKey machine) {
        return storage.option("MachinesInfo", Machine::of, Value.of(machine.bytes()));
    }

    /** How many of its GPUs are let. */
    public StorageItem<Long> rentedGpus(MachineKey machine) {
        return storage.item("MachineRentedGPU", Value::asLong, Value.of(machine.bytes()));
    }

    public StorageItem<LiveMachines> liveMachines() {
        return storage.item("LiveMachines", LiveMachines::of);
    }

    public StorageItem<Optional<AccountId>> controllerOf(AccountId stash) {
        return storage.option("StashController", Fields::account, Value.of(stash.toBytes()));
    }

    public StorageItem<Optional<AccountId>> stashOf(AccountId controller) {
        return storage.option("ControllerStash", Fields::account, Value.of(controller.toBytes()));
    }

    public StorageItem<StashMachines> machinesOfStash(AccountId stash) {
        return storage.item("StashMachines", StashMachines::of, Value.of(stash.toBytes()));
    }

    public StorageItem<List<MachineKey>> machinesOfController(AccountId controller) {
        return storage.item(
                "ControllerMachines",
                list -> list.asItems().stream()
                        .map(Fields::text)
                        .map(MachineKey::new)
                        .toList(),
                Value.of(controller.toBytes()));
    }

    /** Each {@code 0x} and 64 hex digits. */
    public StorageItem<List<String>> serverRooms(AccountId stash) {
        return storage.item(
                "StashServerRooms",
                list -> list.asItems().stream().map(Value::toString).toList(),
                Value.of(stash.toBytes()));
    }

    /** What a stash has staked in all. */
    public StorageItem<DbcAmount> stakeOf(AccountId stash) {
        return storage.item("StashStake", Fields::amount, Value.of(stash.toBytes()));
    }

    public StorageItem<Optional<StakeParameters>> stakeParameters() {
        return storage.option("OnlineStakeParams", StakeParameters::of);
    }

    public StorageItem<Optional<PointPrice>> pointPrice() {
        return storage.option("StandardGPUPointPrice", PointPrice::of);
    }

    /** A reward era is 14,400 blocks, a day; it turns where a block's number, modulo that, is 1. */
    public StorageItem<Long> currentEra() {
        return storage.item("CurrentEra", Value::asLong);
    }

    /** What a machine earned in a reward era, three quarters of it to be released over 150 days. */
    public StorageItem<DbcAmount> rewardOf(MachineKey machine, long era) {
        return storage.item("ErasMachineReward", Fields::amount, Value.of(era), Value.of(machine.bytes()));
    }

    /** The numbers of all slashes that a machine ever had: the runtime only adds to them. */
    public StorageItem<List<Long>> slashesOf(MachineKey machine) {
        return storage.item(
                "Machine2PendingSlashIds",
                list -> list.asItems().stream().map(Fields::bits).toList(),
                Value.of(machine.bytes()));
    }

    public StorageItem<Optional<PendingSlash>> slash(long slashId) {
        return storage.option("PendingSlash", PendingSlash::of, u64(slashId));
    }

    public StorageItem<Optional<SlashReview>> slashReview(long slashId) {
        return storage.option("PendingSlashReview", SlashReview::of, u64(slashId));
    }

    /** The slashes that are taken in a block. */
    public StorageItem<List<Long>> slashesExecutedAt(BlockNumber block) {
        return storage.item(
                "PendingExecSlash",
                list -> list.asItems().stream().map(Fields::bits).toList(),
                Value.of(block.height()));
    }

    /** What the owner asks on top for each GPU, in USD × 10^6 for a day. Spec 411 has it, spec 400 has not. */
    public Optional<StorageItem<Optional<Long>>> findExtraPrice(MachineKey machine) {
        return storage.findOption("MachineExtraPrice", Value::asLong, Value.of(machine.bytes()));
    }

    /** Who gets a stash's rent, if not the stash. Spec 411 has it, spec 400 has not. */
    public Optional<StorageItem<Optional<AccountId>>> findRentReceiver(AccountId stash) {
        return storage.findOption("StashRentReceiver", Fields::account, Value.of(stash.toBytes()));
    }

    /** {@code FullTime} or {@code TimeSlot}. Spec 411 has it, spec 400 has not. */
    public Optional<StorageItem<Optional<String>>> findRentalMode(MachineKey machine) {
        return storage.findOption(
                "MachineRentalModeStorage", mode -> mode.asVariant().name(), Value.of(machine.bytes()));
    }

    private static Value u64(long bits) {
        return Value.of(new BigInteger(Long.toUnsignedString(bits)));
    }
}
