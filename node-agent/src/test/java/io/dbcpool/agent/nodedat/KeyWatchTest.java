package io.dbcpool.agent.nodedat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.agent.machine.KeyState;
import io.dbcpool.agent.machine.KeyState.Another;
import io.dbcpool.agent.machine.KeyState.Broken;
import io.dbcpool.agent.machine.KeyState.Missing;
import io.dbcpool.agent.machine.KeyState.Right;
import io.dbcpool.agent.machine.Observation.KeySeen;
import io.dbcpool.agent.testing.AgentParts;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.values.MachineId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWatchTest {

    private static final Duration EVERY = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    private static final String OTHER_KEY = "01".repeat(32);

    private final List<KeySeen> seen = new CopyOnWriteArrayList<>();
    private @Nullable KeyWatch watch;

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.close();
        }
    }

    private static MachineId other() {
        byte[] file = "node_id=%s\nnode_private_key=%s\n"
                .formatted("a".repeat(64), OTHER_KEY)
                .getBytes(StandardCharsets.US_ASCII);
        try (var key = ((NodeDat.Read) NodeDat.parse(file)).key()) {
            return key.derivedId();
        }
    }

    private void start() throws Exception {
        var file = Files.writeString(folder.resolve("pool.yaml"), """
                pool:
                  name: p
                  machines:
                    - { id: %s, node: { install-dir: /home/dbc/node } }
                    - { id: %s, libvirt: "qemu+tcp://192.0.2.1:16509/system" }
                """.formatted(AgentParts.MACHINE, "b".repeat(64)));
        var config = PoolFile.read(file);
        watch = KeyWatch.start(config, NodeDatFiles.of(config, folder.resolve("host")), EVERY, seen::add);
    }

    private Path nodeDat() {
        return folder.resolve("host/home/dbc/node/dat/node.dat");
    }

    private void replace(String content) throws Exception {
        Path next = Files.writeString(nodeDat().resolveSibling("next"), content);
        Files.move(next, nodeDat(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitLast(Class<? extends KeyState> state) {
        await().until(() ->
                !seen.isEmpty() && state.isInstance(seen.get(seen.size() - 1).key()));
    }

    @Test
    void whateverHappensToTheKeyIsSeenAndOnlyOfMachinesOfThisHost() throws Exception {
        Files.createDirectories(nodeDat().getParent());
        replace(AgentParts.NODE_DAT);

        start();
        awaitLast(Right.class);
        Files.delete(nodeDat());
        awaitLast(Missing.class);
        // The DBC node makes a new identity where it finds none (conf_manager.cpp).
        replace("node_id=%s\nnode_private_key=%s\n".formatted(other(), OTHER_KEY));
        awaitLast(Another.class);
        replace("");
        awaitLast(Broken.class);
        replace(AgentParts.NODE_DAT);
        awaitLast(Right.class);

        assertThat(seen).extracting(KeySeen::machineId).containsOnly(AgentParts.MACHINE);
        assertThat(seen)
                .extracting(KeySeen::key)
                .contains(new Another(other()), new Missing(nodeDat().toString()));
    }

    /** It is written anew while we look: not lost, so nobody is paged. */
    @Test
    void aFileThatIsGoneForATenthOfASecondWasNeverGone() throws Exception {
        Files.createDirectories(nodeDat().getParent());
        replace(AgentParts.NODE_DAT);

        start();
        awaitLast(Right.class);
        for (int i = 0; i < 5; i++) {
            int before = seen.size();
            Files.move(nodeDat(), nodeDat().resolveSibling("away"));
            Files.move(nodeDat().resolveSibling("away"), nodeDat());
            await().until(() -> seen.size() > before + 1);
        }

        assertThat(seen).extracting(KeySeen::key).containsOnly(new Right());
    }
}
