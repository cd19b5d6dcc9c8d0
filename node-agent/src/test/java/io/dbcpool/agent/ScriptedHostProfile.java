package io.dbcpool.agent;

import io.dbcpool.agent.testing.AgentParts;
import io.dbcpool.agent.testing.ScriptedHostLook;
import io.dbcpool.agent.testing.ScriptedHypervisors;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A host that the test drives by hand, with a real broker and a real UDP port. */
public final class ScriptedHostProfile implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedHypervisors.class, ScriptedHostLook.class);
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Parts.class));
    }

    public static final class Parts implements QuarkusTestResourceLifecycleManager {

        private @Nullable AgentParts parts;

        @Override
        public Map<String, String> start() {
            var started = AgentParts.start();
            parts = started;
            return started.properties("own-domains: [owner-vm]");
        }

        @Override
        public void stop() {
            if (parts != null) {
                parts.stop();
            }
        }
    }
}
