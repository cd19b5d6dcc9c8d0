package io.dbcpool.agent.nodedat;

import io.dbcpool.agent.machine.KeyState;
import io.dbcpool.agent.machine.KeyState.Another;
import io.dbcpool.agent.machine.KeyState.Broken;
import io.dbcpool.agent.machine.KeyState.Missing;
import io.dbcpool.agent.machine.KeyState.Right;
import io.dbcpool.agent.machine.KeyState.Unreadable;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.nodekey.NodeDat.Read;
import io.dbcpool.nodekey.NodeDat.Refused;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;

/** What is in a machine's {@code node.dat} now. */
final class KeyLook {

    private KeyLook() {}

    static KeyState of(MachineId machine, Path file) {
        var outcome = NodeDat.read(file);
        if (outcome instanceof Read read) {
            try (var key = read.key()) {
                if (!key.fits()) {
                    return new Broken("its key makes another id than it says");
                }
                return key.claimedId().equals(machine) ? new Right() : new Another(key.claimedId());
            }
        }
        if (outcome instanceof Refused refused) {
            return refused.unreadable() ? new Unreadable(refused.reason()) : new Broken(refused.reason());
        }
        return new Missing(file.toString());
    }
}
