package io.dbcpool.agent;

import io.dbcpool.agent.testing.AgentParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A host whose libvirtd is not there yet: the test starts it. */
public final class LibvirtdHostProfile implements QuarkusTestProfile {

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
            int port = AgentParts.freeTcpPort();
            var properties = new HashMap<>(started.properties(
                    "libvirt: qemu+tcp://127.0.0.1:%d/system\n      own-domains: [agent-owner-vm]".formatted(port)));
            properties.put("agent.test.libvirtd-port", Integer.toString(port));
            properties.put("agent.test.folder", started.folder().toString());
            return properties;
        }

        @Override
        public void stop() {
            if (parts != null) {
                parts.stop();
            }
        }
    }
}
