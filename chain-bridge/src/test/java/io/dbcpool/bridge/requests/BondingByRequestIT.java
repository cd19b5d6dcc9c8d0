package io.dbcpool.bridge.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbcpool.bonding.kafka.AskedAgent;
import io.dbcpool.bonding.request.SignedOrder;
import io.dbcpool.bonding.request.UsedRequests;
import io.dbcpool.bridge.BondingScene;
import io.dbcpool.bridge.owner.DeskException;
import io.dbcpool.bridge.owner.OwnerDesk;
import io.dbcpool.bridge.owner.Owners;
import io.dbcpool.bridge.owner.WishBook;
import io.dbcpool.bus.TopicFollower;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolFile;
import io.dbcpool.events.BondingRequest;
import io.dbcpool.events.Envelope;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.values.DbcAmount;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a real broker, onto a chain that really carries out what is signed. */
class BondingByRequestIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private KeyPair operator;
    private BondingScene scene;
    private ChainClient client;
    private PoolConfig config;

    @BeforeEach
    void start() throws Exception {
        operator = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        scene = new BondingScene(folder);
        client = ChainClient.connect(scene.chain().endpoint().toString());
        config = PoolFile.read(scene.poolFile());
    }

    @AfterEach
    void stop() {
        client.close();
        scene.close();
    }

    @Test
    void aWishThatTheOperatorHasSignedForIsCarriedOutOnceThoughTheBridgeIsStoppedInBetween() throws Exception {
        await().atMost(LIMIT).until(scene::isAgentListening);
        try (Owners owners = owners()) {
            var desk = desk(owners);
            try (TopicFollower follower = desk.follow(scene.kafka())) {
                await().atMost(LIMIT).until(follower::isFollowing);
                publish("1");
                await().atMost(LIMIT).until(() -> desk.counts().equals(new RequestCounts(0, 1)));
                assertThat(plans(owners)).allMatch(plan -> state(plan).equals("planned"));

                publish("20000");
                await().atMost(LIMIT).until(() -> desk.counts().equals(new RequestCounts(1, 1)));
                await().atMost(LIMIT)
                        .until(() -> plans(owners).stream()
                                .anyMatch(plan -> state(plan).equals("awaits-stash")));
            }
        }
        assertThat(scene.includedOfController(client)).isEmpty();

        scene.stashSigns(client);
        try (Owners next = owners()) {
            next.resume();
            await().atMost(LIMIT)
                    .until(() ->
                            plans(next).stream().anyMatch(plan -> state(plan).equals("done")));
        }
        assertThat(scene.includedOfController(client))
                .containsExactly("bond_machine", "gen_server_room", "add_machine_info");
        assertThat(scene.signatures()).isEqualTo(1);

        // A third bridge has nothing to go on with, and knows what became of it.
        try (Owners third = owners()) {
            third.resume();
            assertThat(plans(third)).anyMatch(plan -> state(plan).equals("done"));
        }
    }

    private Owners owners() {
        var agent = new AskedAgent(scene.kafka(), scene.publisher(), scene.publisher(), "/dbcpool/p/test/host");
        var desk =
                new OwnerDesk(client, new WishBook(config.bonding().wishes()), config.stateDir(), agent, "test/host");
        return new Owners(config, Optional.of(desk), Optional.empty());
    }

    private RequestDesk desk(Owners owners) {
        return new RequestDesk(
                "p",
                operator.getPublic(),
                new UsedRequests(folder.resolve("used.json")),
                owners,
                scene.publisher(),
                Clock.systemUTC());
    }

    private void publish(String most) throws Exception {
        String text = new SignedOrder(
                        "p",
                        UUID.randomUUID(),
                        "bond",
                        BondingScene.MACHINE.hex(),
                        List.of(),
                        DbcAmount.ofDbc(most),
                        Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS))
                .text();
        scene.publisher()
                .publish(new Envelope(
                        UUID.randomUUID().toString(),
                        "/dbcpool/p/test/host",
                        BondingScene.now(),
                        new BondingRequest(
                                Optional.of(BondingScene.MACHINE),
                                text,
                                SignedOrder.sign(text, operator.getPrivate()))));
    }

    private static List<? extends JsonNode> plans(Owners owners) throws DeskException {
        return owners.desk().list();
    }

    private static String state(JsonNode plan) {
        return plan.path("state").asText();
    }
}
