package io.dbcpool.watcher;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.watcher.guard.GuardMeters;
import io.dbcpool.watcher.guard.GuardRoom;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Shows the watcher, which is at work already, to the framework; and stops it with the framework. */
@Singleton
class WatcherBeans {

    @Produces
    @Singleton
    RentalWatcher watcher() {
        return RentalWatcherMain.started();
    }

    @Produces
    @Singleton
    PoolConfig config(RentalWatcher watcher) {
        return watcher.config();
    }

    @Produces
    @Singleton
    GuardRoom room(RentalWatcher watcher) {
        return watcher.room();
    }

    void start(@Observes StartupEvent event, RentalWatcher watcher, GuardMeters meters) {
        watcher.onShown(meters);
    }

    void stop(@Observes ShutdownEvent event, RentalWatcher watcher) throws IOException {
        watcher.close();
    }
}
