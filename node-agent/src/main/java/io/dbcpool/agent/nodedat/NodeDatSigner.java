package io.dbcpool.agent.nodedat;

import io.dbcpool.agent.signing.MachineSigner;
import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.nodekey.BondingMessage;
import io.dbcpool.nodekey.MachineKey;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.nodekey.NodeDat.Missing;
import io.dbcpool.nodekey.NodeDat.Read;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.util.HexFormat;

/** Reads the key for each signature anew, and wipes it after: bonding is asked for once in a machine's life. */
public record NodeDatSigner(NodeDatFiles files) implements MachineSigner {

    @Override
    public Outcome sign(MachineId machine, String stash) {
        var message = BondingMessage.of(machine, stash);
        if (message.isEmpty()) {
            return new Refused(
                    Refusal.INVALID_STASH,
                    "wanted an SS58 address of 48 characters with a right checksum, found %s".formatted(stash));
        }
        var file = files.find(machine);
        if (file.isEmpty()) {
            return new Refused(Refusal.KEY_MISSING, "wanted a machine of this pool, found %s".formatted(machine));
        }
        var outcome = NodeDat.read(file.get());
        if (outcome instanceof Read read) {
            try (var key = read.key()) {
                return sign(key, message.get(), file.get());
            }
        }
        if (outcome instanceof Missing) {
            return new Refused(Refusal.KEY_MISSING, "wanted %s, found no such file".formatted(file.get()));
        }
        return new Refused(Refusal.KEY_UNREADABLE, ((NodeDat.Refused) outcome).reason());
    }

    private static Outcome sign(MachineKey key, BondingMessage message, Path file) {
        var derived = key.derivedId();
        if (!derived.equals(message.machine()) || !key.fits()) {
            return new Refused(
                    Refusal.KEY_OF_ANOTHER,
                    "wanted the key of machine %s in %s, found that of %s".formatted(message.machine(), file, derived));
        }
        return new Signed("0x" + HexFormat.of().formatHex(key.sign(message)));
    }
}
