package io.dbcpool.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.dbcpool.agent.testing.AgentParts;
import io.dbcpool.agent.testing.BondingSignatures;
import io.dbcpool.agent.testing.ScriptedHypervisors;
import io.dbcpool.agent.testing.ToldToKafka;
import io.dbcpool.bonding.kafka.AskedAgent;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.bus.KafkaSettings;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.call.BondMessage;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.events.SigningRefused;
import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Call;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Verb;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.values.Word;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(ScriptedHostProfile.class)
class ScriptedHostIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    ScriptedHypervisors hypervisors;

    @Inject
    @ConfigProperty(name = "agent.test.bootstrap-servers")
    String bootstrapServers;

    @Inject
    @ConfigProperty(name = "agent.test.broadcast-port")
    int broadcastPort;

    @Inject
    @ConfigProperty(name = "agent.test.node-dat")
    Path nodeDat;

    private ToldToKafka told;

    @BeforeEach
    void follow() {
        told = new ToldToKafka(bootstrapServers);
    }

    @AfterEach
    void close() {
        told.close();
    }

    @Test
    void whoseDomainsComeAndGoIsTold() {
        var scripted = hypervisors.scripted();
        var owners = ScriptedDefinitions.plain(UUID.randomUUID(), "owner-vm");
        var renters = ScriptedDefinitions.renters(UUID.randomUUID(), "renter-vm");
        scripted.put(owners, DomainState.RUNNING, true);
        scripted.put(renters, DomainState.RUNNING, true);
        scripted.put(ScriptedDefinitions.plain(UUID.randomUUID(), "vm_check_1"), DomainState.PAUSED, true);
        scripted.put(ScriptedDefinitions.plain(UUID.randomUUID(), "strange-vm"), DomainState.RUNNING, true);
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told.rentals())
                        .contains(
                                "owner-domain-started owner-vm",
                                "renter-domain-appeared renter-vm",
                                "verifier-domain-appeared vm_check_1",
                                "unknown-domain-appeared strange-vm"));

        given().get("/machines")
                .then()
                .statusCode(200)
                .body("[0].name", equalTo("gpu-01"))
                .body("[0].connected", equalTo(true))
                .body("[0].domains.find { it.name == 'renter-vm' }.ownership", equalTo("renter"))
                .body(
                        "[0].domains.find { it.name == 'renter-vm' }.reason",
                        equalTo("its network filter is named like itself"))
                .body("[0].readiness.find { it.id == 'domains-known' }.state", equalTo("warning"));
        given().get("/q/metrics")
                .then()
                .body(containsString("dbcpool_domains_active{machine=\"gpu-01\",ownership=\"renter\"} 1.0"))
                .body(containsString("dbcpool_hypervisor_connected{machine=\"gpu-01\"} 1.0"));

        scripted.change(owners.uuid(), DomainState.SHUT_OFF);
        scripted.remove(renters.uuid());
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told.rentals())
                        .contains("owner-domain-stopped owner-vm", "renter-domain-gone renter-vm"));
        assertThat(told.rentals()).doesNotHaveDuplicates();
        assertThat(scripted.calls()).extracting(Call::verb).isSubsetOf(Verb.LIST, Verb.FIND, Verb.FIND_DEFINITION);
    }

    @Test
    void theDbcNodesWordIsToldWhenItChanges() throws IOException {
        broadcast(Word.RENTING);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(told.rentals()).containsOnlyOnce("rental-begun"));
        broadcast(Word.RENTING);
        broadcast(Word.EMPTY);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(told.rentals()).containsOnlyOnce("rental-ended"));

        assertThat(told.rentals()).containsOnlyOnce("rental-begun");
        var begun = told.records().stream()
                .filter(record -> record.envelope().event().type().equals("io.dbcpool.node.rental-begun"))
                .findFirst()
                .orElseThrow();
        assertThat(begun.topic()).isEqualTo("dbc.node.rentals");
        assertThat(begun.envelope().source()).startsWith("/dbcpool/p/node-agent/");
        given().get("/machines")
                .then()
                .body("[0].word", equalTo("empty"))
                .body("[0].lastHeard.word", equalTo("empty"))
                .body("[0].readiness.find { it.id == 'broadcast-heard' }.state", equalTo("ok"));
    }

    @Test
    void readinessIsToldAndHealthSaysTheSame() {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(told.states("libvirt-reachable")).contains(State.OK));
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/q/health/ready")
                        .then()
                        .statusCode(200)
                        .body("checks.find { it.name == 'kafka' }.data.kafka", equalTo("connected"))
                        .body(
                                "checks.find { it.name == 'hypervisor' }.data",
                                equalTo(Map.of("gpu-01", "qemu+tcp://127.0.0.1:16509/system answers"))));
        given().get("/q/health/live").then().statusCode(200);
    }

    @Test
    void theMachinesBondingMessageIsSignedAndNothingElse(@TempDir Path folder) throws Exception {
        var wanted = request(AgentParts.STASH);
        var anothers = request("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
        try (var bridge = KafkaPublisher.start(
                KafkaSettings.of(bootstrapServers, "test"), folder, "/dbcpool/p/chain-bridge/host")) {
            for (var request : List.of(anothers, wanted, wanted)) {
                bridge.publish(new Envelope(
                        UUID.randomUUID().toString(), "/dbcpool/p/chain-bridge/host", request.requestedAt(), request));
            }
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(told.events(BondingSigned.class)).hasSize(1));
        }
        var signed = told.events(BondingSigned.class).get(0);
        assertThat(signed.requestId()).isEqualTo(wanted.requestId());
        assertThat(signed.stash()).isEqualTo(AgentParts.STASH);
        assertThat(BondingSignatures.isGenuine(AgentParts.MACHINE, AgentParts.STASH, signed.signature()))
                .isTrue();
        assertThat(told.events(SigningRefused.class))
                .singleElement()
                .satisfies(refused -> assertThat(refused.requestId()).isEqualTo(anothers.requestId()))
                .satisfies(refused -> assertThat(refused.refusal()).isEqualTo(Refusal.OTHER_STASH));
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/q/metrics")
                        .then()
                        .body(containsString("dbcpool_signing_requests_total{outcome=\"signed\"} 1.0"))
                        .body(containsString("dbcpool_signing_requests_total{outcome=\"refused\"} 1.0"))
                        .body(containsString("dbcpool_signing_requests_total{outcome=\"passed-over\"} 1.0")));
        whoBondsTheMachineGetsItsSignature(folder.resolve("pool-cli"));
    }

    @Test
    void aKeyThatIsReplacedPagesAtOnce() throws IOException {
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(told.states("kvm-usable")).contains(State.OK));
        Files.writeString(nodeDat, "");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(told.alerts()).contains("RAISED MachineKeyLost"));
        given().get("/q/metrics")
                .then()
                .body(containsString("dbcpool_machine_key_lost{machine=\"gpu-01\"} 1.0"))
                .body(containsString("dbcpool_host_checks_turned_bad{machine=\"gpu-01\"} 0.0"));
        Files.writeString(nodeDat, AgentParts.NODE_DAT);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(told.alerts()).contains("CLEARED MachineKeyLost"));
        // Of what both lists have, the agent's own counts.
        assertThat(told.states("domains-known")).doesNotContain(State.WRONG);
    }

    /** The asker of {@code ./pool bond apply} and of the bridge, and this agent, through a real broker. */
    private void whoBondsTheMachineGetsItsSignature(Path folder) throws Exception {
        var stash = Ss58Address.parse(AgentParts.STASH, DbcRuntime.SS58_PREFIX);
        var settings = KafkaSettings.of(bootstrapServers, "test");
        try (var publisher = KafkaPublisher.start(settings, folder, "/dbcpool/p/pool-cli/host")) {
            var asked = new AskedAgent(settings, publisher, publisher, "/dbcpool/p/pool-cli/host");

            var signature = asked.sign(new BondMessage(MachineKey.of(AgentParts.MACHINE), stash));

            assertThat(BondingSignatures.isGenuine(
                            AgentParts.MACHINE,
                            AgentParts.STASH,
                            "0x" + HexFormat.of().formatHex(signature.toBytes())))
                    .isTrue();
            var another = new BondMessage(
                    MachineKey.of(AgentParts.MACHINE),
                    Ss58Address.parse("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", DbcRuntime.SS58_PREFIX));
            assertThatThrownBy(() -> asked.sign(another))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("does not sign (other-stash)")
                    .hasMessageContaining("next: name the wish's stash");
        }
    }

    private static SigningRequest request(String stash) {
        return new SigningRequest(AgentParts.MACHINE, UUID.randomUUID(), stash, EventCodec.micros(Instant.now()));
    }

    private void broadcast(Word word) throws IOException {
        byte[] bytes = BroadcastEncoder.encode(AgentParts.MACHINE, word);
        try (var socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            socket.send(
                    new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.255.255.255"), broadcastPort));
        }
    }
}
