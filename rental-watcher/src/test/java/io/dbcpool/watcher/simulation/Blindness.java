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
        if (dice.chance(OF_HISTORIES)) {
            Spells.unfold(world, dice, dice.between(1, 2), world.host()::blindFor);
        }
    }
}
