package io.dbcpool.agent.testing;

import io.dbcpool.agent.host.Hypervisors;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.net.URI;

/** The same scripted one for each URI. Chosen by the profile of a test. */
@Alternative
@Singleton
public final class ScriptedHypervisors implements Hypervisors {

    private final ScriptedHypervisor scripted = new ScriptedHypervisor();

    @Override
    public Hypervisor open(URI uri) {
        return scripted;
    }

    public ScriptedHypervisor scripted() {
        return scripted;
    }
}
