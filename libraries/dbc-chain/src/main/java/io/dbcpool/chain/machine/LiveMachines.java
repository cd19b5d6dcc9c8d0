package io.dbcpool.chain.machine;

import io.dbcpool.chain.shape.Fields;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.MachineId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Under which spelling the chain has a machine. */
    public Optional<MachineKey> find(MachineId machine) {
        return lists.values().stream()
                .flatMap(List::stream)
                .filter(key -> key.text().equalsIgnoreCase(machine.hex()))
                .findFirst();
    }
}
