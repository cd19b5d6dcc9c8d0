package io.dbcpool.bridge.rentals;

import io.dbcpool.chain.feed.MachineView;
import io.dbcpool.chain.feed.RentalFeed;
import io.dbcpool.chain.feed.RentalFeed.Told;
import io.dbcpool.values.MachineId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What most machines are in, block after block. A feed less its base and the base make up the feed.
 *
 * @param number by which its file differs from the one before it; 0 where there is none
 */
record FeedBase(long number, Map<MachineId, MachineView> machines) {

    static final FeedBase NONE = new FeedBase(0, Map.of());

    /** Of so few views nobody needs to ask whether they have changed. */
    private static final int FEW = 256;

    /** A base is left once as many views as that part of it differ: it is written for the time that it saves. */
    private static final int PART = 8;

    FeedBase {
        machines = Map.copyOf(machines);
    }

    /**
     * The next one: what the last finalized block left the machines in, of those that each block above it knows too.
     */
    FeedBase next(RentalFeed feed) {
        Map<MachineId, MachineView> common = new HashMap<>(feed.finalized().machines());
        feed.best().forEach(told -> common.keySet().retainAll(told.machines().keySet()));
        return new FeedBase(number + 1, common);
    }

    /** @param rest what {@link #takeFrom} left of it */
    boolean fits(RentalFeed feed, RentalFeed rest) {
        int most = Math.max(FEW, machines.size() / PART);
        return blocks(rest).mapToInt(told -> told.machines().size()).sum() <= most
                && blocks(feed).allMatch(told -> told.machines().keySet().containsAll(machines.keySet()));
    }

    RentalFeed takeFrom(RentalFeed feed) {
        return each(feed, told -> {
            Map<MachineId, MachineView> other = new HashMap<>();
            told.machines().forEach((machine, view) -> {
                if (!view.equals(machines.get(machine))) {
                    other.put(machine, view);
                }
            });
            return other;
        });
    }

    RentalFeed addTo(RentalFeed rest) {
        return each(rest, told -> {
            Map<MachineId, MachineView> all = new HashMap<>(machines);
            all.putAll(told.machines());
            return all;
        });
    }

    private interface Change {
        Map<MachineId, MachineView> machines(Told told);
    }

    private static RentalFeed each(RentalFeed feed, Change change) {
        UnaryOperator<Told> changed = told -> new Told(told.block(), told.time(), change.machines(told), told.news());
        return new RentalFeed(
                changed.apply(feed.finalized()),
                feed.best().stream().map(changed).toList(),
                feed.drops());
    }

    private static Stream<Told> blocks(RentalFeed feed) {
        return Stream.concat(Stream.of(feed.finalized()), feed.best().stream());
    }
}
