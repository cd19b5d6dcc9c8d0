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
        if (world.plot().isAllForged() || !dice.chance(OF_HISTORIES)) {
            return;
        }
        int count = dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            long any = dice.millis(20_000, world.plot().length().toMillis());
            long nearRental = dice.millis(-2_000, 12_000);
            long lasts = dice.chance(0.5) ? dice.millis(50, 2_000) : dice.millis(2_000, 30_000);
            world.agenda()
                    .after(
                            world.plot()
                                    .rentalBegin()
                                    .filter(begin -> dice.chance(0.8))
                                    .map(begin -> Math.max(1_000_000_000L, begin + nearRental))
                                    .orElse(any),
                            () -> begin(lasts));
        }
    }

    private void begin(long nanos) {
        if (!world.plot().isHealed()) {
            world.watchers().forEach(watcher -> watcher.fallBehind(nanos));
        }
    }
}
