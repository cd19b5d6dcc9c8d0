package io.dbcpool.cli.bond;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.key.NodeDatSigner;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.nodekey.MachineKey;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.util.List;

/** Where on this host a machine's key is. */
final class MachineKeys {

    private static final Path IN_INSTALL_DIR = Path.of("dat", "node.dat");

    private MachineKeys() {}

    /** @param named files of which one may be the machine's; none: where the pool's file says that its DBC node is */
    static MachineSigner of(PoolConfig pool, MachineId machine, List<Path> named) {
        if (named.isEmpty()) {
            return pool.findMachine(machine)
                    .<MachineSigner>map(
                            found -> new NodeDatSigner(found.node().installDir().resolve(IN_INSTALL_DIR)))
                    .orElse(message -> {
                        throw new KeyException("%s has no machine %s; next: add it there, or give --node-dat FILE"
                                .formatted(pool.file(), machine));
                    });
        }
        return new NodeDatSigner(
                named.stream().filter(file -> isOf(machine, file)).findFirst().orElse(named.get(0)));
    }

    private static boolean isOf(MachineId machine, Path file) {
        if (NodeDat.read(file) instanceof NodeDat.Read read) {
            try (MachineKey key = read.key()) {
                return key.claimedId().equals(machine);
            }
        }
        return false;
    }
}
