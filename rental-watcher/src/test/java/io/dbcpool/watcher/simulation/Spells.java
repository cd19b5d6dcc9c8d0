package io.dbcpool.watcher.simulation;

import java.util.function.LongConsumer;

/** When something does not work for a while: most often about when a rental begins, for 50 ms to 30 s. */
final class Spells {

    private Spells() {}

    /** @param begin what begins, for so many nanoseconds; not once the history is being healed */
    static void unfold(World world, Dice dice, int count, LongConsumer begin) {
        for (int i = 0; i < count; i++) {
            long any = dice.millis(20_000, world.plot().length().toMillis());
            long nearRental = dice.millis(-2_000, 12_000);
            long lasts = dice.chance(0.5) ? dice.millis(50, 2_000) : dice.millis(2_000, 30_000);
            world.agenda()
                    .after(
                            world.plot()
                                    .rentalBegin()
                                    .filter(rented -> dice.chance(0.8))
                                    .map(rented -> Math.max(1_000_000_000L, rented + nearRental))
                                    .orElse(any),
                            () -> {
                                if (!world.plot().isHealed()) {
                                    begin.accept(lasts);
                                }
                            });
        }
    }
}
