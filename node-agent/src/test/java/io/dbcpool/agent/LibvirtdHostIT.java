package io.dbcpool.agent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.dbcpool.agent.testing.ToldToKafka;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.parts.libvirt.DomainShape;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.QemuDomain;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LibvirtdHostProfile.class)
class LibvirtdHostIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    @ConfigProperty(name = "agent.test.bootstrap-servers")
    String bootstrapServers;

    @Inject
    @ConfigProperty(name = "agent.test.libvirtd-port")
    int libvirtdPort;

    @Inject
    @ConfigProperty(name = "agent.test.folder")
    Path folder;

    @Test
    void aLibvirtdThatComesLateIsWatchedFromThenOnAlsoAfterItsRestart() {
        try (var told = new ToldToKafka(bootstrapServers)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> given().get("/q/health/ready")
                            .then()
                            .statusCode(503)
                            .body(
                                    "checks.find { it.name == 'hypervisor' }.data.'gpu-01'",
                                    containsString("away since")));
            await().atMost(LIMIT).until(() -> told.states("libvirt-reachable").contains(State.WRONG));

            try (var libvirtd = LoopbackLibvirtd.start(folder.resolve("libvirtd"), libvirtdPort)) {
                await().atMost(LIMIT)
                        .untilAsserted(() -> given().get("/q/health/ready")
                                .then()
                                .statusCode(200)
                                .body("status", equalTo("UP")));
                await().atMost(LIMIT)
                        .until(() -> told.states("libvirt-reachable").contains(State.OK));
                watched(libvirtd, told);
            }
        }
    }

    private static void watched(LoopbackLibvirtd libvirtd, ToldToKafka told) {
        String renters = "agent-renter-" + UUID.randomUUID();
        var uri = libvirtd.connectionUri();
        try (var owner =
                QemuDomain.start(uri, DomainShape.named("agent-owner-vm").withPersistence())) {
            try (var renter = QemuDomain.start(uri, DomainShape.named(renters).withRentersMarkers())) {
                awaitTold(told, "owner-domain-started agent-owner-vm", "renter-domain-appeared " + renters);

                assertThat(renter.isGone()).isFalse();

                libvirtd.restart();
                // It ends at once after, while the agent may not be connected again: the next list tells.
            }
            awaitTold(told, "renter-domain-gone " + renters);
            assertThat(owner.isGone()).isFalse();
        }
        awaitTold(told, "owner-domain-stopped agent-owner-vm");
        assertThat(told.rentals())
                .containsExactlyInAnyOrder(
                        "owner-domain-started agent-owner-vm",
                        "renter-domain-appeared " + renters,
                        "renter-domain-gone " + renters,
                        "owner-domain-stopped agent-owner-vm");
    }

    private static void awaitTold(ToldToKafka told, String... rentals) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(told.rentals()).contains(rentals));
    }
}
