package io.dbcpool.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Api;
import io.dbcpool.configuration.PoolConfig.Bonding;
import io.dbcpool.configuration.PoolConfig.Broadcast;
import io.dbcpool.configuration.PoolConfig.Chain;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.configuration.PoolConfig.Traces;
import io.dbcpool.configuration.PoolConfig.Watcher;
import io.dbcpool.values.MachineId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolFileTest {

    private static final String ID = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";

    @Test
    void theShortestFileGetsTheDefaults() throws Exception {
        var config =
                PoolFile.parse("pool: {name: seoul-1, machines: [{id: %s}]}".formatted(ID), Path.of("/etc/pool.yaml"));

        assertThat(config)
                .isEqualTo(new PoolConfig(
                        "seoul-1",
                        Path.of("/etc/pool.yaml"),
                        Path.of("/etc/state"),
                        Optional.empty(),
                        new Chain(List.of(), false),
                        new Broadcast(
                                new InetSocketAddress("0.0.0.0", 55555),
                                List.of(),
                                AddressRange.findAddress("255.255.255.255")),
                        new Watcher(
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(5),
                                Duration.ofSeconds(7),
                                Duration.ofMinutes(3),
                                Optional.empty()),
                        new Api(Optional.empty()),
                        Bonding.NONE,
                        Traces.OFF,
                        List.of(new Machine(
                                new MachineId(ID),
                                "8eaf0415",
                                URI.create("qemu+tcp://127.0.0.1:16509/system"),
                                List.of(),
                                Optional.empty(),
                                Restart.NEVER,
                                Optional.empty(),
                                new Node(Path.of("/home/dbc/dbc_mining_node"), List.of())))));
        assertThat(config.bootstrapServers()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void everyKeyIsRead() throws Exception {
        var config = PoolFile.parse("""
                pool:
                  name: pool.2
                  state-dir: ../var/dbcpool
                  kafka: { bootstrap-servers: "kafka-1:9092,[::1]:9093" }
                  chain: { endpoints: ["wss://one.example/ws", "ws://127.0.0.1:9944"], pending-pool: true }
                  broadcast: { bind: "192.0.2.1:50000", allowed-sources: [192.0.2.0/24, "2001:db8::7"], canary: off }
                  watcher: { deadline: 9s, soft: 0, term: 6500ms, hold-down: 1h, drill-every: 168h }
                  node: { install-dir: /opt/dbc, client-nodes: ["http://192.0.2.9:5050"], check-every: 10m }
                  api: { token-file: secrets/token }
                  bonding: { wishes: wish.yaml, operator-key: "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=" }
                  traces: { endpoint: "http://127.0.0.1:4318" }
                  machines:
                    - id: 8EAF04151687736326C9FEA17E25FC5287613693C912909CB226AA4794F26A48
                      name: gpu-01
                      libvirt: qemu:///system
                      own-domains: [owner-vm-1, 5d4f8c1e-0000-4000-8000-00000000000A]
                      address: 192.0.2.11
                      restart: when-free
                      stash: 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY
                      node: { install-dir: /srv/dbc }
                """, Path.of("/etc/dbcpool/pool.yaml"));

        assertThat(config)
                .isEqualTo(new PoolConfig(
                        "pool.2",
                        Path.of("/etc/dbcpool/pool.yaml"),
                        Path.of("/etc/var/dbcpool"),
                        Optional.of("kafka-1:9092,[::1]:9093"),
                        new Chain(List.of(URI.create("wss://one.example/ws"), URI.create("ws://127.0.0.1:9944")), true),
                        new Broadcast(
                                new InetSocketAddress("192.0.2.1", 50000),
                                List.of(
                                        AddressRange.find("192.0.2.0/24").orElseThrow(),
                                        AddressRange.find("2001:db8::7").orElseThrow()),
                                Optional.empty()),
                        new Watcher(
                                Duration.ofSeconds(9),
                                Duration.ZERO,
                                Duration.ofMillis(6500),
                                Duration.ofHours(1),
                                Optional.of(Duration.ofDays(7))),
                        new Api(Optional.of(Path.of("/etc/dbcpool/secrets/token"))),
                        new Bonding(
                                Optional.of(Path.of("/etc/dbcpool/wish.yaml")),
                                Optional.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")),
                        new Traces(Optional.of(URI.create("http://127.0.0.1:4318"))),
                        List.of(new Machine(
                                new MachineId(ID),
                                "gpu-01",
                                URI.create("qemu:///system"),
                                List.of("owner-vm-1", "5d4f8c1e-0000-4000-8000-00000000000A"),
                                Optional.of(InetAddress.getByName("192.0.2.11")),
                                Restart.WHEN_FREE,
                                Optional.of("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
                                new Node(
                                        Path.of("/srv/dbc"),
                                        List.of(URI.create("http://192.0.2.9:5050")),
                                        Duration.ofMinutes(10))))));
    }

    @Test
    void theExampleAtTheRootIsAPool() throws Exception {
        var config = PoolFile.read(Path.of("../../pool.example.yaml"));

        assertThat(config.machines()).extracting(Machine::name).containsExactly("gpu-01");
    }

    @Test
    void aMachineIsFoundByNameAndByIdInEitherCase() throws Exception {
        var config = PoolFile.parse("pool: {name: p, machines: [{id: %s, name: gpu-01}]}".formatted(ID), Path.of("p"));

        assertThat(config.findMachine("gpu-01")).isPresent();
        assertThat(config.findMachine(ID.toUpperCase(java.util.Locale.ROOT))).isPresent();
        assertThat(config.findMachine("GPU-01")).isEmpty();
    }
}
