package io.dbcpool.agent.host;

import io.dbcpool.hypervisor.Hypervisor;
import java.net.URI;

/** Opens the hypervisor at a connection URI. It need not be reachable yet. */
@FunctionalInterface
public interface Hypervisors {

    Hypervisor open(URI uri);
}
