package io.dbcpool.agent.nodedat;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where each machine's {@code node.dat} is.
 *
 * @param files by machine
 */
public record NodeDatFiles(Map<MachineId, Path> files) {

    public NodeDatFiles {
        files = Map.copyOf(files);
    }

    /** @param hostRoot where the host's root is mounted; {@code /} unless the agent runs in a container */
    public static NodeDatFiles of(PoolConfig config, Path hostRoot) {
        return new NodeDatFiles(
                config.machines().stream().collect(Collectors.toMap(Machine::id, machine -> file(machine, hostRoot))));
    }

    public Optional<Path> find(MachineId machine) {
        return Optional.ofNullable(files.get(machine));
    }

    private static Path file(Machine machine, Path hostRoot) {
        Path inside = machine.node().installDir().resolve("dat").resolve("node.dat");
        return hostRoot.resolve(Path.of("/").relativize(inside)).normalize();
    }
}
