package io.dbcpool.bridge.http;

import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.OwnersFolder;
import io.dbcpool.values.MachineId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An owner's pool on a development chain: a machine that is online, its wish, his keystore, a token. */
public class OwnersPool implements QuarkusTestProfile {

    static final MachineId MACHINE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    static final String TOKEN = OwnersFolder.TOKEN;
    static final Duration PACE = Duration.ofMillis(100);

    /** Set by the resource, which starts before the service. */
    private static @Nullable DevelopmentChain chain;

    static DevelopmentChain chain() {
        if (chain == null) {
            throw new IllegalStateException("no chain is started");
        }
        return chain;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Parts.class, Map.of(), true));
    }

    /** The chain, and the files. */
    public static final class Parts implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            var started = DevelopmentChain.start(ChainSettings.onCommand().withPace(PACE));
            chain = started;
            started.bringOnline(MACHINE);
            try {
                var files =
                        OwnersFolder.write(Files.createTempDirectory("chain-bridge"), started, "127.0.0.1:1", MACHINE);
                return Map.of("dbcpool.config", files.poolFile().toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            chain().close();
        }
    }
}
