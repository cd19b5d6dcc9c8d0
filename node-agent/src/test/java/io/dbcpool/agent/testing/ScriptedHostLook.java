package io.dbcpool.agent.testing;

import io.dbcpool.agent.hostcheck.HostLook;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.List;

/** A host with one check, as a test wants it. Chosen by the profile of a test. */
@Alternative
@Singleton
public final class ScriptedHostLook implements HostLook {

    @Override
    public List<Check> at(Machine machine) {
        return List.of(check("kvm-usable", State.OK), check("domains-known", State.WRONG));
    }

    public static Check check(String id, State state) {
        return new Check(id, "C", "title", state, "found", "wanted", "why", "fix", "source");
    }
}
