package io.dbcpool.devchain.pallet;

import io.dbcpool.devchain.runtime.Dispatch;

/** What happens in each block without a call, before its extrinsics and behind them. */
public final class BlockEdges {

    private BlockEdges() {}

    /** {@code on_initialize}: reward eras roll over, slashes that are due are carried out. */
    public static void open(Dispatch dispatch) {
        if (dispatch.block() % Blocks.DAY == 1) {
            var era = dispatch.at(Machines.PALLET, "CurrentEra");
            era.put(era.getLong() + 1);
        }
        Slashes.carryOutDue(dispatch);
    }

    /** {@code on_finalize}: orders that nobody confirmed, and those that are over; neither has an event. */
    public static void close(Dispatch dispatch) {
        RentEnds.expireUnconfirmed(dispatch);
        RentEnds.endFinished(dispatch);
    }
}
