package io.dbcpool.cli.bond;

import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.key.NodeDatSigner;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.nodekey.MachineKey;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.values.MachineId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who signs for a machine: this command where its key is on this host, and otherwise its agent, asked over Kafka. */
final class MachineKeys {

    private static final Path IN_INSTALL_DIR = Path.of("dat", "node.dat");

    private MachineKeys() {}

    /** @param named files of which one may be the machine's; none: where the pool's file says that its DBC node is */
    static MachineSigner of(PoolConfig pool, MachineId machine, List<Path> named, PrintStream out) {
        if (!named.isEmpty()) {
            return new NodeDatSigner(named.stream()
                    .filter(file -> whyNot(machine, file).isEmpty())
                    .findFirst()
                    .orElse(named.get(0)));
        }
        Optional<Path> file =
                pool.findMachine(machine).map(found -> found.node().installDir().resolve(IN_INSTALL_DIR));
        Optional<String> whyNot = file.isEmpty()
                ? Optional.of("%s has no machine %s".formatted(pool.file(), machine))
                : whyNot(machine, file.get());
        return whyNot.<MachineSigner>map(why -> new AgentByKafka(pool, System.getenv(), out, why))
                .orElseGet(() -> new NodeDatSigner(file.orElseThrow()));
    }

    /** Why a machine's key is not in a file; empty if it is. */
    private static Optional<String> whyNot(MachineId machine, Path file) {
        NodeDat.Outcome outcome = NodeDat.read(file);
        if (outcome instanceof NodeDat.Read read) {
            try (MachineKey key = read.key()) {
                return key.claimedId().equals(machine)
                        ? Optional.empty()
                        : Optional.of("%s on this host holds another machine's key".formatted(file));
            }
        }
        return Optional.of(
                outcome instanceof NodeDat.Refused refused
                        ? "%s on this host cannot be used: %s".formatted(file, refused.reason())
                        : "there is no %s on this host".formatted(file));
    }
}
