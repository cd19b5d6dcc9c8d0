package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.substrate.value.Value;
import java.util.Map;
import java.util.Set;

/**
 * All calls that this chain carries out, by pallet and name. Any other call of the runtime's is refused with
 * {@code System.CallFiltered}, which the real runtime would not do.
 */
public final class Calls {

    private static final Map<String, Call> CALLS = Map.ofEntries(
            Map.entry("System.remark", (dispatch, origin, call) -> origin.account()),
            Map.entry("Timestamp.set", Calls::setTime),
            Map.entry("Balances.transfer", BalanceCalls::transfer),
            Map.entry("Balances.transfer_allow_death", BalanceCalls::transfer),
            Map.entry("Balances.transfer_keep_alive", BalanceCalls::transfer),
            Map.entry("Balances.transfer_all", BalanceCalls::transferAll),
            Map.entry("Utility.batch", Wrapped::batch),
            Map.entry("Utility.batch_all", Wrapped::batchAll),
            Map.entry("Utility.force_batch", Wrapped::forceBatch),
            Map.entry("Proxy.add_proxy", Wrapped::addProxy),
            Map.entry("Proxy.proxy", Wrapped::proxy),
            Map.entry("OnlineProfile.set_controller", Bonding::setController),
            Map.entry("OnlineProfile.stash_reset_controller", Bonding::stashResetController),
            Map.entry("OnlineProfile.bond_machine", Bonding::bondMachine),
            Map.entry("OnlineProfile.gen_server_room", Bonding::genServerRoom),
            Map.entry("OnlineProfile.add_machine_info", Bonding::addMachineInfo),
            Map.entry("OnlineProfile.update_machine_info", Bonding::updateMachineInfo),
            Map.entry("OnlineProfile.fulfill_machine", Upkeep::fulfillMachine),
            Map.entry("OnlineProfile.claim_rewards", Upkeep::claimRewards),
            Map.entry("OnlineProfile.machine_exit", Upkeep::machineExit),
            Map.entry("OnlineProfile.restake_online_machine", Upkeep::restakeOnlineMachine),
            Map.entry("OnlineProfile.controller_report_offline", Offline::reportOffline),
            Map.entry("OnlineProfile.controller_report_online", Offline::reportOnline),
            Map.entry("OnlineProfile.offline_machine_change_hardware_info", Offline::changeHardware),
            Map.entry("OnlineProfile.apply_slash_review", Slashes::applyReview),
            Map.entry("OnlineProfile.cancel_slash", Slashes::cancel),
            Map.entry("RentMachine.rent_machine", Rentals::rentMachine),
            Map.entry("RentMachine.confirm_rent", Rentals::confirmRent),
            Map.entry("RentMachine.relet_machine", Rentals::reletMachine),
            Map.entry("RentMachine.bond_evm_address", Rentals::bondEvmAddress));

    private Calls() {}

    /** The names of all of them, {@code "RentMachine.rent_machine"}. */
    public static Set<String> names() {
        return CALLS.keySet();
    }

    /**
     * Carries a call out, or fails half way: the caller undoes it.
     *
     * @param call a {@code RuntimeCall}
     */
    public static void apply(Dispatch dispatch, Origin origin, Value call) throws DispatchFailure {
        Value.Variant pallet = call.asVariant();
        Value.Variant inner = pallet.field("0").asVariant();
        Call known = CALLS.get(pallet.name() + "." + inner.name());
        if (known == null) {
            throw DispatchFailure.of("System", "CallFiltered");
        }
        known.apply(dispatch, origin, inner);
    }

    private static void setTime(Dispatch dispatch, Origin origin, Value.Variant call) throws DispatchFailure {
        if (!(origin instanceof Origin.None)) {
            throw DispatchFailure.plain("BadOrigin");
        }
        dispatch.at("Timestamp", "Now").put(call.field("now"));
    }
}
