package io.dbcpool.bonding.key;

import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.nodekey.BondingMessage;
import io.dbcpool.nodekey.MachineKey;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Signature;
import java.nio.file.Path;

/**
 * Signs on the machine's own host, with the key in the DBC node's {@code node.dat}.
 *
 * @param file {@code dat/node.dat} in the node's folder
 */
public record NodeDatSigner(Path file) implements MachineSigner {

    @Override
    public Signature sign(BondMessage message) throws KeyException {
        NodeDat.Outcome outcome = NodeDat.read(file);
        if (outcome instanceof NodeDat.Refused refused) {
            throw new KeyException("%s: %s".formatted(file, refused.reason()));
        }
        if (!(outcome instanceof NodeDat.Read read)) {
            throw new KeyException("there is no %s; next: run this on the machine's own host, or give --node-dat FILE"
                    .formatted(file));
        }
        try (MachineKey key = read.key()) {
            if (!key.fits() || !key.claimedId().equals(message.machine().id())) {
                throw new KeyException("%s holds the key of machine %s, wanted that of %s"
                        .formatted(file, key.derivedId(), message.machine()));
            }
            BondingMessage bonding = BondingMessage.of(
                            key.claimedId(), message.stash().toSs58(DbcRuntime.SS58_PREFIX))
                    .orElseThrow(() -> new KeyException("the stash has no address of 48 characters"));
            return new Signature(KeyScheme.SR25519, key.sign(bonding));
        }
    }
}
