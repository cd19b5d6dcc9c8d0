package io.dbcpool.watcher.simulation;

/**
 * When the kernel tells nothing of the host's processes, as where no descriptor is left: what is held already can be
 * signalled and waited for, and nothing else can be looked for.
 */
final class Blindness {

    private static final double OF_HISTORIES = 0.1;

    private final World world;
    private final Dice dice;

    /** @param dice of its own, so that a history without it is the one that it was before there was any */
    Blindness(World world, Dice dice) {
        this.world = world;
        this.dice = dice;
    }

    void unfold() {
        if (!dice.chance(OF_HISTORIES)) {
            return;
        }
        int count = dice.between(1, 2);
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
            world.host().blindFor(nanos);
        }
    }
}
