package io.dbcpool.bench;

import io.dbcpool.cli.pool.Service;

/**
 * The rental-watcher, told by the topic {@code dbc.broadcasts} alone: the broadcast goes to a port that only the
 * broadcast-listener hears.
 */
final class WatcherByKafka extends Watcher {

    private final Ground ground;
    private final RunningService listener;
    private final Megaphone megaphone;

    private WatcherByKafka(Ground ground, PoolSetup deaf, PoolSetup hearing) {
        super("listener, Kafka, rental-watcher", ground, ground.installation(), deaf);
        this.ground = ground;
        this.listener = RunningService.start(ground, ground.installation(), Service.BROADCAST_LISTENER, hearing);
        this.megaphone = new Megaphone(hearing.machine(), hearing.broadcastPort());
    }

    static WatcherByKafka start(Ground ground, PoolSetup setup) {
        return new WatcherByKafka(ground, setup, setup.withBroadcastPort(Ports.findFree(1 + PoolSetup.RELAY_PORTS)));
    }

    /** A repeat of a word waits in the listener for up to a second; only a change of word is told at once. */
    @Override
    public void forget() {
        megaphone.sayEmpty();
        super.forget();
    }

    @Override
    void say() {
        megaphone.sayRenting();
    }

    @Override
    public void close() {
        megaphone.close();
        ground.drop(listener);
        super.close();
    }
}
