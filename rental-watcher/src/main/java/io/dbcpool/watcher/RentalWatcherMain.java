package io.dbcpool.watcher;

import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the rental-watcher, unless the pool's file cannot be used. */
@QuarkusMain
public final class RentalWatcherMain {

    private RentalWatcherMain() {}

    public static void main(String... args) {
        ServiceConfig.checkOrExit(System.getenv());
        Quarkus.run(args);
    }
}
