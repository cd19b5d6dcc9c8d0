package io.dbcpool.substrate.extrinsic;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.metadata.Metadata;
import java.util.List;
import java.util.Optional;

/**
 * A call in a block, as an extrinsic or within one. That it is there does not say that it was carried out: the block's
 * chain events say that, and a multisig may still lack approvals.
 *
 * @param extrinsicIndex the extrinsic's place in the block, counted from 0, as in
 *     {@link io.dbcpool.substrate.metadata.Phase.ApplyExtrinsic}
 * @param wrappers the calls that it stands in, outermost first; none if it is the extrinsic's own
 * @param origin in whose name; empty for what a block's author put in, and within calls of which we do not know what
 *     they change about it (known are batches, {@code proxy} and {@code as_multi})
 */
public record FoundCall(int extrinsicIndex, Call call, List<Call> wrappers, Optional<AccountId> origin) {

    public FoundCall {
        wrappers = List.copyOf(wrappers);
    }

    /**
     * All calls of a block, those that carry others before what they carry.
     *
     * @param block its extrinsics, in order
     */
    public static List<FoundCall> listAll(Metadata metadata, List<Extrinsic> block) {
        CallWalk walk = new CallWalk(metadata);
        for (int i = 0; i < block.size(); i++) {
            walk.visit(i, block.get(i));
        }
        return walk.found();
    }
}
