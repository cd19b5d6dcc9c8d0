package io.dbcpool.watcher;

import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Starts the rental-watcher, unless the pool's file cannot be used: first the guard, then what shows it. */
@QuarkusMain
public final class RentalWatcherMain {

    private static volatile @Nullable RentalWatcher started;

    private RentalWatcherMain() {}

    public static void main(String... args) {
        try {
            started = RentalWatcher.start(System.getenv());
        } catch (PoolFileException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(ServiceConfig.WRONG_USAGE);
        }
        Quarkus.run(args);
    }

    /** The watcher of this process. */
    static RentalWatcher started() {
        var watcher = started;
        if (watcher == null) {
            throw new IllegalStateException("wanted a watcher that main has started, and main was not called");
        }
        return watcher;
    }
}
