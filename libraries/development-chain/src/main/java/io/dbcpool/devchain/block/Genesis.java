package io.dbcpool.devchain.block;

import io.dbcpool.devchain.pallet.Command;
import io.dbcpool.devchain.runtime.Dispatch;
import io.dbcpool.devchain.runtime.DispatchFailure;
import io.dbcpool.devchain.runtime.RuntimeRelease;
import io.dbcpool.devchain.runtime.State;
import io.dbcpool.devchain.storage.Snapshot;
import io.dbcpool.substrate.block.ExtrinsicsRoot;
import io.dbcpool.substrate.block.Header;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.List;

/** The block that has no parent. */
public final class Genesis {

    private Genesis() {}

    /**
     * Makes it.
     *
     * @param commands what is there from the beginning: balances, and the chain's parameters
     */
    public static BuiltBlock build(RuntimeRelease runtime, List<Command> commands, long timeMillis) {
        State state = State.upon(runtime, Snapshot.empty());
        for (Command command : commands) {
            try {
                command.apply(new Dispatch(state, 0));
            } catch (DispatchFailure failure) {
                throw new IllegalArgumentException("the chain cannot begin so: " + failure.getMessage(), failure);
            }
        }
        Snapshot snapshot = Snapshot.empty().with(state.changes());
        Header header = Header.of(
                Hash256.of(new byte[Hash256.BYTES]),
                0,
                Hash256.of(snapshot.root()),
                ExtrinsicsRoot.of(List.of(), 0),
                List.of());
        return new BuiltBlock(
                header, List.of(), snapshot, runtime, state.changes().keySet(), timeMillis);
    }
}
