package io.dbcpool.agent;

import io.dbcpool.configuration.ServiceConfig;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the node-agent. */
@QuarkusMain
public final class NodeAgentMain {

    NodeAgentMain() {}

    public static void main(String... args) {
        ServiceConfig.checkOrExit(System.getenv());
        Quarkus.run(args);
    }
}
