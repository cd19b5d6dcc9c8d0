package io.dbcpool.chain.follow;

import io.dbcpool.chain.machine.LiveMachines;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.values.MachineId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Under which spelling the chain has each machine of the pool: in lower case, until the chain shows another. */
final class Spellings {

    private final Set<String> ours;
    private volatile Map<MachineId, MachineKey> keys;

    Spellings(Collection<MachineId> machines) {
        Map<MachineId, MachineKey> lower = new LinkedHashMap<>();
        machines.forEach(machine -> lower.put(machine, MachineKey.of(machine)));
        keys = Collections.unmodifiableMap(lower);
        ours = machines.stream().map(MachineId::hex).collect(Collectors.toUnmodifiableSet());
    }

    Map<MachineId, MachineKey> list() {
        return keys;
    }

    void learn(LiveMachines live) {
        Map<String, MachineKey> spellings = live.spellings();
        Map<MachineId, MachineKey> learnt = new LinkedHashMap<>(keys);
        learnt.replaceAll((machine, key) -> spellings.getOrDefault(machine.hex(), key));
        keys = Collections.unmodifiableMap(learnt);
    }

    boolean isOurs(MachineKey machine) {
        return ours.contains(machine.lowerCase());
    }
}
