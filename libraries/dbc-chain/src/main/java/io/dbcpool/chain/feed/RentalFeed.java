package io.dbcpool.chain.feed;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of the chain's rentals was told, and what is to be told next. A value: each step gives the next feed.
 *
 * @param finalized the last finalized block of which everything is told
 * @param best the blocks above it that were told, oldest first
 * @param drops how often a fork has dropped which block, of those that may come back
 */
public record RentalFeed(Told finalized, List<Told> best, Map<BlockRef, Integer> drops) {

    public RentalFeed {
        best = List.copyOf(best);
        drops = Map.copyOf(drops);
    }

    /** A block, what it left the machines in, and what was told of it. */
    public record Told(BlockRef block, Instant time, Map<MachineId, MachineView> machines, List<RentalNews> news) {
        public Told {
            machines = Map.copyOf(machines);
            news = List.copyOf(news);
        }
    }

    /** What to tell, in that order, and the feed once it is told. */
    public record Step(RentalFeed feed, List<RentalNews> news) {
        public Step {
            news = List.copyOf(news);
        }
    }

    /** Begins at a finalized block. What is let by then is told as ordered in it. */
    public static Step startAt(BlockObservation block) {
        List<RentalNews> news = settle(RentalChanges.of(Map.of(), block));
        return new Step(new RentalFeed(told(block, List.of()), List.of(), Map.of()), news);
    }

    /** The last block that was told. */
    public Told last() {
        return best.isEmpty() ? finalized : best.get(best.size() - 1);
    }

    /**
     * The next block of the best chain.
     *
     * @param isFinal whether it is known to be final already: then it is told once, as that
     * @throws IllegalArgumentException if it does not follow the last one
     */
    public Step onAdded(BlockObservation block, boolean isFinal) {
        if (!block.parent().equals(last().block().hash())) {
            throw new IllegalArgumentException("block %s does not follow %s".formatted(block.block(), last().block()));
        }
        int round = drops.getOrDefault(block.block(), 0);
        List<RentalNews> news = RentalChanges.of(last().machines(), block).stream()
                .map(change -> change.inRound(round))
                .toList();
        List<Told> longer = new ArrayList<>(best);
        longer.add(told(block, isFinal ? List.of() : news));
        return new Step(new RentalFeed(finalized, longer, drops), isFinal ? settle(news) : news);
    }

    /**
     * A block that cannot be read any more, for instance because no node keeps that old a state. What it changed is
     * told with the next one that can be.
     */
    public RentalFeed onUnreadable(BlockRef block) {
        List<Told> longer = new ArrayList<>(best);
        longer.add(new Told(block, last().time(), last().machines(), List.of()));
        return new RentalFeed(finalized, longer, drops);
    }

    /**
     * A fork dropped the last block: what it said is taken back.
     *
     * @throws IllegalArgumentException if that is not the last one
     */
    public Step onDropped(BlockRef block) {
        Told dropped = last();
        if (best.isEmpty() || !dropped.block().equals(block)) {
            throw new IllegalArgumentException(
                    "wanted the last block %s to be dropped, but found %s".formatted(dropped.block(), block));
        }
        Map<BlockRef, Integer> more = new HashMap<>(drops);
        more.merge(block, 1, Integer::sum);
        RentalFeed shorter = new RentalFeed(finalized, best.subList(0, best.size() - 1), more);
        Map<MachineId, MachineView> now = shorter.last().machines();
        List<RentalNews> retracted = new ArrayList<>();
        for (int i = dropped.news().size() - 1; i >= 0; i--) {
            RentalNews said = dropped.news().get(i);
            retracted.add(said.retractedTo(now.getOrDefault(said.machine(), MachineView.NONE)));
        }
        return new Step(shorter, retracted);
    }

    /**
     * A block that was told became final, and with it those below.
     *
     * @throws IllegalArgumentException if it was not told
     */
    public Step onFinalized(BlockRef block) {
        List<RentalNews> news = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            news.addAll(settle(best.get(i).news()));
            if (best.get(i).block().equals(block)) {
                return new Step(settledAt(i), news);
            }
        }
        if (finalized.block().equals(block)) {
            return new Step(this, List.of());
        }
        throw new IllegalArgumentException("block %s became final, but was not told".formatted(block));
    }

    /**
     * Leaves out what lies between: at a later finalized block, everything that changed since is told as changed in it.
     * For one who cannot wait until all the blocks of a long gap are read.
     */
    public Step jumpTo(BlockObservation block) {
        List<RentalNews> news = new ArrayList<>(settle(RentalChanges.of(finalized.machines(), block)));
        // Told of a best block, and not there any more: whether it ended or was dropped, it is over.
        Set<Change> told = news.stream().map(Change::of).collect(Collectors.toSet());
        for (RentalNews change : settle(RentalChanges.of(last().machines(), block))) {
            if (change.kind().saysOver() && !told.contains(Change.of(change))) {
                news.add(change);
            }
        }
        return new Step(new RentalFeed(told(block, List.of()), List.of(), Map.of()), news);
    }

    private record Change(MachineId machine, RentalNews.Kind kind, Optional<RentOrderId> order) {
        private static Change of(RentalNews news) {
            return new Change(news.machine(), news.kind(), news.order());
        }
    }

    private RentalFeed settledAt(int index) {
        Told settled = best.get(index);
        Map<BlockRef, Integer> mayComeBack = new HashMap<>(drops);
        mayComeBack.keySet().removeIf(block -> block.number() <= settled.block().number());
        return new RentalFeed(forgetful(settled), best.subList(index + 1, best.size()), mayComeBack);
    }

    private static Told told(BlockObservation block, List<RentalNews> news) {
        return new Told(block.block(), block.time(), block.machines(), news);
    }

    /** What is final is not taken back. */
    private static Told forgetful(Told told) {
        return new Told(told.block(), told.time(), told.machines(), List.of());
    }

    private static List<RentalNews> settle(List<RentalNews> news) {
        return news.stream().map(RentalNews::settled).toList();
    }
}
