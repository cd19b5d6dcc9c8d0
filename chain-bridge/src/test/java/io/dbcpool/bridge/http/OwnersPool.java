package io.dbcpool.bridge.http;

import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.substrate.crypto.KeyScheme;
import io.dbcpool.substrate.crypto.Keypair;
import io.dbcpool.substrate.crypto.Keystore;
import io.dbcpool.substrate.crypto.SecretUri;
import io.dbcpool.values.MachineId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An owner's pool on a development chain: a machine that is online, its wish, his keystore, a token. */
public class OwnersPool implements QuarkusTestProfile {

    static final MachineId MACHINE = new MachineId("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48");
    static final String TOKEN = "0123456789abcdef0123456789abcdef";
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
                return Map.of("dbcpool.config", write(started).toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path write(DevelopmentChain started) throws IOException {
            Path folder = Files.createTempDirectory("chain-bridge");
            try (var secret = SecretUri.parse("//Ctrl1");
                    Keypair key = secret.toKeypair(KeyScheme.SR25519)) {
                privateFile(
                        folder,
                        "controller.json",
                        Keystore.seal(key, "a password", "ctrl", 42).toJson());
            }
            privateFile(folder, "controller.password", "a password\n");
            privateFile(folder, "token", TOKEN + "\n");
            Files.writeString(folder.resolve("wish.yaml"), """
                    bonding:
                      - machine: %s
                        stash: %s
                        controller: { keystore: controller.json, password-file: controller.password }
                        server-room: new
                        upload-mbps: 500
                        download-mbps: 1000
                        place: { latitude: 37.5665, longitude: 126.978 }
                        operators: [KT]
                    """.formatted(
                            MACHINE, DevelopmentChain.account("//Stash1").toSs58(42)));
            Path file = folder.resolve("pool.yaml");
            Files.writeString(file, """
                    pool:
                      name: p
                      kafka: { bootstrap-servers: "127.0.0.1:1" }
                      chain: { endpoints: ["%s"] }
                      api: { token-file: token }
                      bonding: { wishes: wish.yaml }
                      machines: [{ id: %s, name: gpu-01 }]
                    """.formatted(started.endpoint(), MACHINE));
            return file;
        }

        private static void privateFile(Path folder, String name, String content) throws IOException {
            Path file = Files.createFile(
                    folder.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content);
        }

        @Override
        public void stop() {
            chain().close();
        }
    }
}
