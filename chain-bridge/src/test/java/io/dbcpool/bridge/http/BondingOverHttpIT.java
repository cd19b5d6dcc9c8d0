package io.dbcpool.bridge.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.dbcpool.bridge.BondingScene;
import io.dbcpool.substrate.chain.ChainClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Over real HTTP, with a machine that signs over real Kafka, onto a chain that really checks what is signed. */
@QuarkusTest
@TestProfile(UnbondedPool.class)
class BondingOverHttpIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String BOND = "{\"verb\":\"bond\",\"machine\":\"gpu-01\"}";

    @Test
    void aWishIsPlannedAndCarriedOutOnceItsStashHasSigned() throws Exception {
        var scene = UnbondedPool.scene();
        await().atMost(LIMIT).until(scene::isAgentListening);
        atRate(() -> given().body(BOND).contentType("application/json").post("/plans"))
                .then()
                .statusCode(401);

        Response first = await().atMost(LIMIT)
                .until(
                        () -> atRate(() -> authorized().body(BOND).post("/plans")),
                        answer -> answer.statusCode() == 201);
        first.then()
                .body("machineId", equalTo(BondingScene.MACHINE.hex()))
                .body("steps.kind", hasSize(4))
                .body("steps[0].kind", equalTo("set-controller"))
                .body("fixedFees", equalTo("20 DBC"))
                .body("map", startsWith("https://www.openstreetmap.org/"));

        // Another wish is another plan.
        scene.writeWish(2_000);
        String outdated = first.jsonPath().getString("plan");
        atRate(() -> authorized().post("/plans/" + outdated + "/apply")).then().statusCode(202);
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/plans/" + outdated)
                        .then()
                        .body("state", equalTo("void"))
                        .body("inWords", equalTo("the wish has been changed since")));

        String plan =
                atRate(() -> authorized().body(BOND).post("/plans")).jsonPath().getString("plan");
        given().get("/plans/" + plan).then().body("state", equalTo("planned"));
        atRate(() -> authorized().post("/plans/" + plan + "/apply")).then().statusCode(202);
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/plans/" + plan)
                        .then()
                        .body("state", equalTo("awaits-stash"))
                        .body("inWords", containsString("has to sign OnlineProfile.set_controller in its own wallet"))
                        .body("toSign.callData", startsWith("0x6b04"))
                        .body("toSign.payload.method", startsWith("0x6b04")));

        try (var client = ChainClient.connect(scene.chain().endpoint().toString())) {
            assertThat(scene.includedOfController(client)).isEmpty();
            scene.stashSigns(client);
            await().atMost(LIMIT)
                    .untilAsserted(() -> given().get("/plans/" + plan)
                            .then()
                            .body("state", equalTo("done"))
                            .body("inWords", startsWith("wait: waits for three members of the committee")));
            atRate(() -> authorized().post("/plans/" + plan + "/apply"))
                    .then()
                    .statusCode(202)
                    .body("state", equalTo("done"));
            assertThat(scene.includedOfController(client))
                    .containsExactly("bond_machine", "gen_server_room", "add_machine_info");
        }
        assertThat(scene.signatures()).isEqualTo(1);

        atRate(() -> authorized().body(BOND).post("/plans"))
                .then()
                .statusCode(409)
                .body("error", equalTo("not-now"))
                .body("reason", startsWith("wait: waits for three members of the committee"));
        given().get("/bonding").then().body("[0].step.kind", equalTo("wait")).body("[0].history", hasSize(3));
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() {
        atRate(() -> authorized().body("{\"verb\":\"bond\"}").post("/plans"))
                .then()
                .statusCode(400)
                .body("reason", equalTo("bond wants a machine, found none and 0 arguments"));
        atRate(() -> authorized()
                        .body("{\"verb\":\"bond\",\"machine\":\"gpu-01\",\"arguments\":[\"x\"]}")
                        .post("/plans"))
                .then()
                .statusCode(400)
                .body("reason", equalTo("bond wants a machine, found one and 1 arguments"));
        atRate(() -> authorized()
                        .body("{\"verb\":\"bond\",\"machine\":\"gpu-99\"}")
                        .post("/plans"))
                .then()
                .statusCode(404)
                .body("reason", equalTo("the pool has no machine 'gpu-99'"));
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + BondingScene.TOKEN).contentType("application/json");
    }

    /** As a client does that was told to come again. */
    private static Response atRate(Supplier<Response> request) {
        return await().atMost(LIMIT).until(request::get, answer -> answer.statusCode() != 429);
    }
}
