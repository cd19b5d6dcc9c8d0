package io.dbcpool.console;

import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the console. */
@QuarkusMain
public final class PoolConsoleMain {

    PoolConsoleMain() {}

    public static void main(String... args) {
        ServiceConfig.checkOrExit(System.getenv());
        Quarkus.run(args);
    }
}
