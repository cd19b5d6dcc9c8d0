package io.dbcpool.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.chain.call.OwnerCalls;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.devchain.OwnersFolder;
import io.dbcpool.endtoend.pool.ServiceAlone;
import io.dbcpool.events.EventCodec;
import io.dbcpool.parts.kafka.EmbeddedBroker;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.extrinsic.Extrinsic;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chain-bridge and the node-agent as processes that share nothing but Kafka: the machine's key is on the agent's
 * side alone, the controller's on the bridge's alone. What stands on the chain is read off the chain.
 */
class MachineIsBondedIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TOKEN = OwnersFolder.TOKEN;

    /** The pair that DBC's guide prints as an example; nobody's machine. */
    private static final String MACHINE = "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";

    private static final String MACHINE_KEY = "398f0c28f98885e046333d4a41c19cee4c37368a9832c6502f6cfd182e2aef89";

    /** A machine is bonded after a few: then it begins anew, with another chain. */
    private static final int KILLS = Boolean.getBoolean("dbcpool.long") ? 200 : 4;

    /** So that one machine is bonded some day, however slow the computer is. */
    private static final int MOST_OF_ONE = Boolean.getBoolean("dbcpool.long") ? 20 : 4;

    /** From when it answers. */
    private static final int MOST_MILLIS = 2_500;

    @TempDir
    private Path allFolders = Path.of("");

    private Path folder = Path.of("");
    private DevelopmentChain chain;
    private EmbeddedBroker broker;
    private Path bridgeFile;
    private ServiceAlone agent;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createTempDirectory(allFolders, "pool");
        chain = DevelopmentChain.start(
                ChainSettings.onCommand().withPace(Duration.ofMillis(300)).withFinality(2));
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        agent = ServiceAlone.start("node-agent", writeAgentsHost(), "/machines");
        bridgeFile = writeBridgesHost();
    }

    @AfterEach
    void stop() {
        agent.close();
        chain.close();
        broker.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 20261128)
    void eachStepOnceThoughTheBridgeIsKilledAgainAndAgain(long seed) throws Exception {
        Random random = new Random(seed);
        int kills = 0;
        int machines = 0;
        while (kills < KILLS) {
            if (machines > 0) {
                stop();
                start();
            }
            kills += bondWhileTheBridgeIsKilled(random);
            machines++;
            assertThat(included())
                    .as("machine %d, after %d kills, seed %d", machines, kills, seed)
                    .containsExactly("bond_machine", "gen_server_room", "add_machine_info");
        }
        System.out.printf(
                "figures: a bridge killed %d times while it bonds %d machines, seed %d%n", kills, machines, seed);
    }

    /** @return how often it was */
    private int bondWhileTheBridgeIsKilled(Random random) throws Exception {
        String plan;
        try (var bridge = bridge()) {
            plan = planned(bridge);
            assertThat(applied(bridge, plan)).startsWith("202 ");
            await().until(() -> state(bridge, plan).equals("awaits-stash"));
            bridge.kill();
        }
        stashSigns();
        int kills = 1;
        while (kills < MOST_OF_ONE) {
            try (var bridge = bridge()) {
                if (state(bridge, plan).equals("done")) {
                    return kills;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS)));
                bridge.kill();
                kills++;
            }
        }
        try (var bridge = bridge()) {
            await().until(() -> state(bridge, plan).equals("done"));
        }
        return kills;
    }

    @Test
    void anAgentThatSignsForAnotherStashIsNamed() throws Exception {
        agent.close();
        Path file = folder.resolve("agent/pool.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(stash(), DevelopmentChain.account("//Stash2").toSs58(42)));
        agent = ServiceAlone.start("node-agent", file, "/machines");
        stashSigns();
        try (var bridge = bridge()) {
            String plan = planned(bridge);
            applied(bridge, plan);
            await().until(() -> state(bridge, plan).equals("not-sent"));
            assertThat(plan(bridge, plan).path("inWords").asText())
                    .startsWith("the machine's agent does not sign (other-stash)");
        }
        assertThat(included()).isEmpty();
    }

    /** In its own wallet, which knows nothing of the bridge. */
    private void stashSigns() throws Exception {
        try (ChainClient client = ChainClient.connect(chain.endpoint().toString())) {
            chain.submit(
                    "//Stash1",
                    new OwnerCalls(client.best().metadata()).setController(DevelopmentChain.account("//Ctrl1")));
        }
    }

    private ServiceAlone bridge() throws IOException {
        return ServiceAlone.start("chain-bridge", bridgeFile, "/plans");
    }

    private static String planned(ServiceAlone bridge) {
        List<String> answers = new ArrayList<>();
        await().until(() -> {
            String answer = bridge.post("/plans", TOKEN, "{\"verb\":\"bond\",\"machine\":\"gpu-01\"}");
            answers.add(answer);
            return answer.startsWith("201 ");
        });
        return json(answers.get(answers.size() - 1).substring(4)).path("plan").asText();
    }

    private static String applied(ServiceAlone bridge, String plan) {
        List<String> answers = new ArrayList<>();
        await().until(() -> {
            String answer = bridge.post("/plans/" + plan + "/apply", TOKEN, "");
            answers.add(answer);
            return !answer.startsWith("429 ");
        });
        return answers.get(answers.size() - 1);
    }

    private static String state(ServiceAlone bridge, String plan) {
        return plan(bridge, plan).path("state").asText();
    }

    private static JsonNode plan(ServiceAlone bridge, String plan) {
        return json(bridge.text("/plans/" + plan));
    }

    private static JsonNode json(String text) {
        return EventCodec.findTree(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    /** What the controller has in finalized blocks, in order. */
    private List<String> included() throws Exception {
        List<String> calls = new ArrayList<>();
        try (ChainClient client = ChainClient.connect(chain.endpoint().toString())) {
            long last = client.finalizedHead().number();
            for (long number = 1; number <= last; number++) {
                var block = client.at(client.getBlockHash(number));
                for (byte[] bytes : block.extrinsics()) {
                    Extrinsic extrinsic = Extrinsic.decode(block.metadata(), bytes);
                    if (extrinsic
                            .authorship()
                            .flatMap(by -> by.account())
                            .equals(Optional.of(DevelopmentChain.account("//Ctrl1")))) {
                        calls.add(extrinsic.call().name());
                    }
                }
            }
        }
        return calls;
    }

    private Path writeAgentsHost() throws IOException {
        Path host = Files.createDirectories(folder.resolve("agent"));
        Files.createDirectories(host.resolve("node/dat"));
        OwnersFolder.secret(
                host.resolve("node/dat/node.dat"), "node_id=%s%nnode_private_key=%s%n".formatted(MACHINE, MACHINE_KEY));
        return Files.writeString(host.resolve("pool.yaml"), """
                pool:
                  name: p
                  kafka: { bootstrap-servers: "%s" }
                  machines:
                    - id: %s
                      name: gpu-01
                      libvirt: "test:///default"
                      own-domains: [test]
                      stash: %s
                      node: { install-dir: "%s" }
                """.formatted(
                        broker.bootstrapServers(), MACHINE, stash(), host.resolve("node")));
    }

    private Path writeBridgesHost() throws IOException {
        Path host = Files.createDirectories(folder.resolve("bridge"));
        return OwnersFolder.write(host, chain, broker.bootstrapServers(), new MachineId(MACHINE))
                .poolFile();
    }

    private static String stash() {
        return DevelopmentChain.account("//Stash1").toSs58(42);
    }

    /** More than once a second the bridge would refuse a write. */
    private static ConditionFactory await() {
        return Awaitility.await()
                .atMost(LIMIT)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class);
    }
}
