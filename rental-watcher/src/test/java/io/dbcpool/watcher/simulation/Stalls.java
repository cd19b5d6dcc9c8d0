package io.dbcpool.watcher.simulation;

/**
 * When a guard's thread comes to nothing, as where ten thousand machines want something at once: what is told waits,
 * and all other threads go on.
 */
final class Stalls {

    private static final double OF_HISTORIES = 0.2;

    private final World world;
    private final Dice dice;

    /** @param dice of its own, so that a history without a stall is the one that it was before there were any */
    Stalls(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    void unfold() {
        if (!world.plot().isAllForged() && dice.chance(OF_HISTORIES)) {
            Spells.unfold(
                    world,
                    dice,
                    dice.between(1, 3),
                    nanos -> world.watchers().forEach(watcher -> watcher.fallBehind(nanos)));
        }
    }
}
