package io.dbcpool.devchain.rpc;

import io.dbcpool.devchain.block.BuiltBlock;
import io.dbcpool.devchain.chain.Chain;
import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.Optional;

/** What one node sees of the chain: it may be behind. */
final class Sight {

    private final Chain chain;
    private BuiltBlock best;
    private BuiltBlock finalized;

    Sight(Chain chain) {
        this.chain = chain;
        this.best = chain.best();
        this.finalized = chain.finalized();
    }

    Chain chain() {
        return chain;
    }

    BuiltBlock best() {
        return best;
    }

    BuiltBlock finalized() {
        return finalized;
    }

    void setBest(BuiltBlock block) {
        best = block;
    }

    void setFinalized(BuiltBlock block) {
        finalized = block;
    }

    Optional<BuiltBlock> find(long number) {
        return chain.find(number, best);
    }

    /** A block by its hash; the best one where none is given. */
    BuiltBlock get(Optional<Hash256> hash) throws RpcRefusal {
        return hash.isEmpty()
                ? best
                : chain.find(hash.get())
                        .orElseThrow(() -> RpcRefusal.unknownBlock(hash.get().toString()));
    }
}
