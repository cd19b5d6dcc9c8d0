package io.dbcpool.chain.call;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.storage.MaintainCommittee;
import io.dbcpool.chain.storage.OnlineProfile;
import io.dbcpool.substrate.crypto.Signature;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.metadata.Metadata;
import io.dbcpool.substrate.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An owner's calls to {@code OnlineProfile}, with who signs and what it costs besides the transaction's fee. All but
 * the first two are the controller's. Each throws {@link io.dbcpool.chain.shape.RuntimeShapeException} if the runtime
 * does not have it so. Source: {@code pallets/online-profile/src/lib.rs}.
 */
public final class OwnerCalls {

    private final PalletCalls profile;
    private final PalletCalls committee;

    public OwnerCalls(Metadata metadata) {
        this.profile = new PalletCalls(metadata, OnlineProfile.NAME);
        this.committee = new PalletCalls(metadata, MaintainCommittee.NAME);
    }

    /**
     * Whether this runtime has a call of {@code OnlineProfile}: {@code "set_machine_extra_price"} came with spec 411.
     */
    public boolean has(String name) {
        return profile.has(name);
    }

    /** The stash names its controller. */
    public Call setController(AccountId controller) {
        return profile.call("set_controller", account(controller));
    }

    /** The stash names another controller for all its machines. */
    public Call resetController(AccountId controller) {
        return profile.call("stash_reset_controller", account(controller));
    }

    /**
     * Bonds a machine to the controller's stash. Costs the fixed fee (10 DBC) of the controller, and reserves a tenth
     * of one GPU's stake of the stash.
     *
     * @param signature the machine's, over {@link BondMessage}
     */
    public Call bondMachine(BondMessage message, Signature signature) {
        return profile.call(
                "bond_machine", id(message.machine()), Value.of(message.bytes()), Value.of(signature.toBytes()));
    }

    /** Makes a server room for the stash. Costs the fixed fee each time it is sent: a second one is a second room. */
    public Call genServerRoom() {
        return profile.call("gen_server_room");
    }

    /** Tells where a bonded machine stands, and so asks for its verification. */
    public Call addMachineInfo(MachineKey machine, MachineSite site) {
        return profile.call("add_machine_info", id(machine), new Value.Struct(site.toFields()));
    }

    /** Corrects what was told before, in any state. */
    public Call updateMachineInfo(MachineKey machine, MachineSite site) {
        return profile.call("update_machine_info", id(machine), new Value.Struct(site.toFields()));
    }

    /** Reserves the stake that a verified machine lacks, of the stash. */
    public Call fulfillMachine(MachineKey machine) {
        return profile.call("fulfill_machine", id(machine));
    }

    public Call claimRewards() {
        return profile.call("claim_rewards");
    }

    /** Begins the time from which a slash is counted; none is taken yet. */
    public Call reportOffline(MachineKey machine) {
        return profile.call("controller_report_offline", id(machine));
    }

    /** Reserves the slash for the time offline, of the stash: 2 to 100 % of the machine's stake. */
    public Call reportOnline(MachineKey machine) {
        return profile.call("controller_report_online", id(machine));
    }

    /** Takes the machine off the chain and returns its stake: a year after it came online at the earliest. */
    public Call exit(MachineKey machine) {
        return profile.call("machine_exit", id(machine));
    }

    /** Adapts the stake to today's price, once a year; it only ever gives back. */
    public Call restake(MachineKey machine) {
        return profile.call("restake_online_machine", id(machine));
    }

    /** Takes an online machine off for new hardware: reserves the verification's price, and 4 % of the stake. */
    public Call changeHardware(MachineKey machine) {
        return profile.call("offline_machine_change_hardware_info", id(machine));
    }

    /** Appeals a slash on the machine, before it is taken. Reserves the review's stake of the stash. */
    public Call appealSlash(long slashId, String reason) {
        return profile.call("apply_slash_review", u64(slashId), text(reason));
    }

    /** Appeals as a reporter or as the stash of a reported machine ({@code MaintainCommittee}). */
    public Call appealReport(long reportId, String reason) {
        return committee.call("apply_slash_review", u64(reportId), text(reason));
    }

    /** @param price for each GPU, in USD × 10^6 for a day; since spec 411 */
    public Call setExtraPrice(MachineKey machine, long price) {
        return profile.call("set_machine_extra_price", id(machine), Value.of(price));
    }

    /** @param mode {@code FullTime} or {@code TimeSlot}; since spec 411 */
    public Call setRentalMode(MachineKey machine, String mode) {
        return profile.call("set_machine_rental_mode", id(machine), Value.variant(mode));
    }

    /** The stash says who gets its rent; empty for itself. Since spec 411. */
    public Call setRentReceiver(Optional<AccountId> receiver) {
        return profile.call(
                "set_rent_receiver",
                receiver.map(OwnerCalls::account).map(Value::some).orElseGet(Value::none));
    }

    static Value account(AccountId account) {
        return Value.of(account.toBytes());
    }

    static Value id(MachineKey machine) {
        return Value.of(machine.bytes());
    }

    private static Value u64(long bits) {
        return Value.of(new BigInteger(Long.toUnsignedString(bits)));
    }

    private static Value text(String text) {
        return Value.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
