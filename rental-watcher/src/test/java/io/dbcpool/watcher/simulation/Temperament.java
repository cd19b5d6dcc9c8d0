package io.dbcpool.watcher.simulation;

/**
 * How a domain takes it when it is told to go.
 *
 * @param afterAskNanos how long its guest takes over a shutdown; {@link #NEVER} if it does not listen
 * @param afterTermNanos how long QEMU takes after SIGTERM
 * @param afterKillNanos how long the kernel takes after SIGKILL to give everything back
 */
record Temperament(long afterAskNanos, long afterTermNanos, long afterKillNanos) {

    static final long NEVER = Long.MAX_VALUE;

    static Temperament of(Dice dice) {
        return new Temperament(
                dice.chance(0.4) ? NEVER : dice.millis(300, dice.chance(0.8) ? 4_000 : 12_000),
                dice.chance(0.25) ? NEVER : dice.seldomLongMillis(5, 3_000),
                dice.seldomLongMillis(2, 900));
    }
}
