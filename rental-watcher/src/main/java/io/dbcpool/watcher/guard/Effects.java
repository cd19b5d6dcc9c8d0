package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.owner.OwnerAllowList;
import java.util.Optional;

/** Does in the world what was decided. Nothing here makes the loop wait: what may take time goes on elsewhere. */
interface Effects {

    /** @param allowList the machine's positive list as it is now, for the check at the moment of a call */
    void carryOut(Machine machine, OwnerAllowList allowList, Effect effect);

    Optional<VacateCompleted> findLastReceipt(MachineId machineId);
}
