package io.dbcpool.bridge;

import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the chain-bridge. */
@QuarkusMain
public final class ChainBridgeMain {

    ChainBridgeMain() {}

    public static void main(String... args) {
        ServiceConfig.checkOrExit(System.getenv());
        Quarkus.run(args);
    }
}
