package io.dbcpool.bridge.http;

import io.dbcpool.bridge.BondingScene;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pool whose one machine is on no chain yet. */
public class UnbondedPool implements QuarkusTestProfile {

    /** Set by the resource, which starts before the service. */
    private static @Nullable BondingScene scene;

    static BondingScene scene() {
        if (scene == null) {
            throw new IllegalStateException("nothing is started");
        }
        return scene;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Parts.class, Map.of(), true));
    }

    /** The scene, by its file. */
    public static final class Parts implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            try {
                var started = new BondingScene(Files.createTempDirectory("chain-bridge"));
                scene = started;
                return Map.of("dbcpool.config", started.poolFile().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            scene().close();
        }
    }
}
