package io.dbcpool.bonding.key;

import io.dbcpool.substrate.extrinsic.Call;
import java.util.Optional;
import java.util.Set;

/**
 * What keys are lent for. Everything else is refused before it is signed, whatever asked for it: a controller's key
 * that this project holds moves no DBC, names no proxy and no other controller.
 */
public final class AllowedCalls {

    /** Of {@code OnlineProfile}. {@code set_rent_receiver} is not among them: it says who gets the money. */
    private static final Set<String> CONTROLLER = Set.of(
            "bond_machine",
            "gen_server_room",
            "add_machine_info",
            "update_machine_info",
            "fulfill_machine",
            "claim_rewards",
            "controller_report_offline",
            "controller_report_online",
            "machine_exit",
            "restake_online_machine",
            "offline_machine_change_hardware_info",
            "apply_slash_review",
            "set_machine_extra_price",
            "set_machine_rental_mode");

    private static final Set<String> STASH_ON_TEST_NETWORK = Set.of("set_controller", "stash_reset_controller");

    private static final String PALLET = "OnlineProfile";

    private AllowedCalls() {}

    /** Why the controller's key does not sign it; empty if it does. A proxy's key signs the call that it carries. */
    public static Optional<String> findObjection(Call call) {
        return isOf(carried(call), CONTROLLER)
                ? Optional.empty()
                : Optional.of("the controller's key is not lent for %s.%s".formatted(call.pallet(), call.name()));
    }

    /** The same for a stash's key, which is taken on test networks only. */
    public static Optional<String> findObjectionOfStash(Call call) {
        return isOf(call, STASH_ON_TEST_NETWORK)
                ? Optional.empty()
                : Optional.of("the stash's key is not lent for %s.%s".formatted(call.pallet(), call.name()));
    }

    private static Call carried(Call call) {
        return call.is("Proxy", "proxy") && call.arguments().containsKey("call")
                ? Call.of(call.argument("call"))
                : call;
    }

    private static boolean isOf(Call call, Set<String> names) {
        return call.pallet().equals(PALLET) && names.contains(call.name());
    }
}
