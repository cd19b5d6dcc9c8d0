package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All machines of a pallet by where they stand ({@code LiveMachine}). A machine that was ordered but not confirmed is
 * still among the online ones.
 *
 * @param lists by the runtime's own name, {@code online_machine}
 */
public record LiveMachines(Map<String, List<MachineKey>> lists) {

    public static LiveMachines of(Value stored) {
        Map<String, List<MachineKey>> lists = new LinkedHashMap<>();
        Fields fields = new Fields(stored);
        stored.asFields()
                .keySet()
                .forEach(name -> lists.put(
                        name, fields.texts(name).stream().map(MachineKey::new).toList()));
        return new LiveMachines(Map.copyOf(lists));
    }

    public List<MachineKey> list(String name) {
        return lists.getOrDefault(name, List.of());
    }

    /** Under which spelling the chain has each machine, by its id in lower case. */
    public Map<String, MachineKey> spellings() {
        Map<String, MachineKey> spellings = new HashMap<>();
        lists.values().forEach(list -> list.forEach(key -> spellings.putIfAbsent(key.lowerCase(), key)));
        return spellings;
    }
}
