package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.values.MachineId;
import java.util.Optional;

/**
 * Something to sign and send.
 *
 * @param step {@code bond-machine}
 * @param plan the id of the plan that asks for it
 * @param call as it is signed, inside a proxy's call perhaps
 */
public record Order(String step, Optional<MachineId> machine, Optional<String> plan, Call call, String inWords) {}
