package io.dbcpool.chain.follow;

import io.dbcpool.chain.machine.LiveMachines;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.values.MachineId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Under which spelling the chain has each machine of the pool: in lower case, until the chain shows another. */
final class Spellings {

    private final Map<MachineId, MachineKey> keys = new LinkedHashMap<>();

    Spellings(Collection<MachineId> machines) {
        machines.forEach(machine -> keys.put(machine, MachineKey.of(machine)));
    }

    Map<MachineId, MachineKey> list() {
        return Collections.unmodifiableMap(keys);
    }

    void learn(LiveMachines live) {
        keys.replaceAll((machine, key) -> live.find(machine).orElse(key));
    }

    boolean isOurs(MachineKey machine) {
        return keys.keySet().stream().anyMatch(ours -> ours.hex().equalsIgnoreCase(machine.text()));
    }
}
