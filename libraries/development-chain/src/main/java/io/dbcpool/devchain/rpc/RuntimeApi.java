package io.dbcpool.devchain.rpc;

import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.block.Fees;
import io.dbcpool.devchain.runtime.Accounts;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.RuntimeRelease;
import io.dbcpool.devchain.runtime.State;
import io.dbcpool.devchain.storage.Bytes;
import io.dbcpool.substrate.scale.ScaleReader;
import io.dbcpool.substrate.scale.ScaleWriter;
import io.dbcpool.substrate.value.Value;

/** The answers of {@code state_call}, in SCALE. */
final class RuntimeApi {

    private static final int METADATA_VERSION = 14;

    private RuntimeApi() {}

    static Bytes version(RuntimeRelease runtime) {
        return Bytes.of(
                runtime.metadata().getPallet("System").getConstant("Version").encoded());
    }

    static Bytes metadata(RuntimeRelease runtime) {
        return Bytes.of(
                new ScaleWriter().writeBytes(runtime.metadataBytes().toArray()).toByteArray());
    }

    static Bytes metadataVersions() {
        return Bytes.of(
                new ScaleWriter().writeCompact(1).writeU32(METADATA_VERSION).toByteArray());
    }

    /** An {@code Option}: of other versions there is none. */
    static Bytes metadataAtVersion(RuntimeRelease runtime, Bytes argument) {
        if (new ScaleReader(argument.toArray()).readU32() != METADATA_VERSION) {
            return Bytes.of(new byte[] {0});
        }
        return Bytes.of(new ScaleWriter()
                .writeBool(true)
                .writeBytes(runtime.metadataBytes().toArray())
                .toByteArray());
    }

    static Bytes nonce(BuiltBlock block, Bytes account) {
        State state = State.upon(block.runtime(), block.state());
        long nonce = new Accounts(new Dispatch(state, block.number())).nonce(Value.of(account.toArray()));
        return Bytes.of(new ScaleWriter().writeU32(nonce).toByteArray());
    }

    /** @param argument an extrinsic, and its length again */
    static Bytes queryInfo(Bytes argument) {
        int extrinsic = argument.size() - Integer.BYTES;
        return Bytes.of(new ScaleWriter()
                .writeCompact(Fees.WEIGHT)
                .writeCompact(0)
                .writeU8(0)
                .writeU128(Fees.of(extrinsic))
                .toByteArray());
    }
}
