package io.dbcpool.listener;

import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the broadcast-listener. */
@QuarkusMain
public final class BroadcastListenerMain {

    BroadcastListenerMain() {}

    public static void main(String... args) {
        ServiceConfig.checkOrExit(System.getenv());
        Quarkus.run(args);
    }
}
