package io.dbcpool.devchain.block;

import io.dbcpool.substrate.crypto.hash.Hash256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** All blocks that were ever built: the branch that is best, how much of it is final, and what was dropped. */
public final class BlockTree {

    private final Map<Hash256, BuiltBlock> blocks = new HashMap<>();
    /** The best branch by number, from the genesis block on. */
    private final List<BuiltBlock> branch = new ArrayList<>();

    private int finalized;

    public BlockTree(BuiltBlock genesis) {
        blocks.put(genesis.hash(), genesis);
        branch.add(genesis);
    }

    /** What a new best block changed: blocks that are no longer on the best branch, and those that now are. */
    public record Change(List<BuiltBlock> dropped, List<BuiltBlock> added) {}

    public BuiltBlock genesis() {
        return branch.get(0);
    }

    public BuiltBlock best() {
        return branch.get(branch.size() - 1);
    }

    public BuiltBlock finalized() {
        return branch.get(finalized);
    }

    public Optional<BuiltBlock> find(Hash256 hash) {
        return Optional.ofNullable(blocks.get(hash));
    }

    /** The block of that height on the best branch. */
    public Optional<BuiltBlock> find(long number) {
        return number >= 0 && number < branch.size() ? Optional.of(branch.get((int) number)) : Optional.empty();
    }

    public boolean isOnBestBranch(BuiltBlock block) {
        return find(block.number())
                .filter(found -> found.hash().equals(block.hash()))
                .isPresent();
    }

    /** @throws NoSuchElementException for the genesis block */
    public BuiltBlock parent(BuiltBlock block) {
        return find(block.parent()).orElseThrow();
    }

    /** Keeps a block; it is not best by that. */
    public void add(BuiltBlock block) {
        if (!blocks.containsKey(block.parent())) {
            throw new IllegalArgumentException("block %d has a parent that nobody has".formatted(block.number()));
        }
        blocks.put(block.hash(), block);
    }

    /** @throws IllegalArgumentException if that would drop a finalized block */
    public Change makeBest(BuiltBlock block) {
        List<BuiltBlock> added = new ArrayList<>();
        BuiltBlock at = block;
        while (!isOnBestBranch(at)) {
            added.add(at);
            at = parent(at);
        }
        if (at.number() < finalized) {
            throw new IllegalArgumentException(
                    "block %d is final, and block %d does not stand upon it".formatted(finalized, block.number()));
        }
        Collections.reverse(added);
        List<BuiltBlock> tail = branch.subList((int) at.number() + 1, branch.size());
        List<BuiltBlock> dropped = List.copyOf(tail);
        tail.clear();
        branch.addAll(added);
        return new Change(dropped, added);
    }

    /** @return the blocks that are final by this, in order; none if they were already */
    public List<BuiltBlock> finalizeUpTo(long number) {
        int last = (int) Math.min(number, best().number());
        if (last <= finalized) {
            return List.of();
        }
        List<BuiltBlock> now = List.copyOf(branch.subList(finalized + 1, last + 1));
        finalized = last;
        return now;
    }
}
