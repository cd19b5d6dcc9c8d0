package io.dbcpool.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolSetupTest {

    @Test
    void writesAFileThatTheServicesUnderstand(@TempDir Path folder) throws Exception {
        var setup = PoolSetup.of(URI.create("test+tcp://127.0.0.1:1/default"), "vm-1", Duration.ZERO);

        PoolConfig config = PoolFile.read(Files.writeString(folder.resolve("pool.yaml"), setup.yaml("127.0.0.1:2")));

        assertThat(config.watcher().soft()).isZero();
        assertThat(config.broadcast().bind().getPort()).isEqualTo(setup.broadcastPort());
        assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:2");
        var machine = config.machines().get(0);
        assertThat(machine.id()).isEqualTo(setup.machine());
        assertThat(machine.ownDomains()).containsExactly("vm-1");
    }

    @Test
    void givesEachWatcherAMachineOfItsOwn() {
        var uri = URI.create("test+tcp://127.0.0.1:1/default");
        assertThat(PoolSetup.of(uri, "vm", Duration.ZERO).machine())
                .isNotEqualTo(PoolSetup.of(uri, "vm", Duration.ZERO).machine());
    }
}
