package io.dbcpool.bridge.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.substrate.extrinsic.Call;
import io.dbcpool.substrate.value.Value;
import io.dbcpool.values.DbcAmount;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Over real HTTP, against a chain that really decodes and carries out what is signed. */
@QuarkusTest
@TestProfile(OwnersPool.class)
class OwnersOverHttpIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void whatTheChainSaysOfEachMachineIsOpenToThisHost() {
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/machines")
                        .then()
                        .statusCode(200)
                        .body("[0].name", equalTo("gpu-01"))
                        .body("[0].machineId", equalTo(OwnersPool.MACHINE.hex()))
                        .body("[0].chain.status", equalTo("Online"))
                        .body(
                                "[0].chain.controller",
                                equalTo(DevelopmentChain.account("//Ctrl1").toSs58(42))));
        given().get("/rentals")
                .then()
                .statusCode(200)
                .body("[0].tenancy", equalTo("free"))
                .body("[0].orders", hasSize(0));
        given().get("/bonding")
                .then()
                .statusCode(200)
                .body("[0].name", equalTo("gpu-01"))
                .body("[0].step.kind", equalTo("done"));
        given().get("/chain").then().statusCode(200).body("configured", equalTo(true));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/plans/{id}/apply"));
    }

    @Test
    void whoeverComesByAnotherNameReadsOnlyWithTheToken() {
        given().header("Host", "attacker.example")
                .get("/machines")
                .then()
                .statusCode(403)
                .body("error", equalTo("not-from-here"))
                .body("nextStep", containsString("Authorization: Bearer"));
        given().header("Host", "attacker.example")
                .header("Authorization", "Bearer " + OwnersPool.TOKEN)
                .get("/machines")
                .then()
                .statusCode(200);
    }

    @Test
    void nothingIsWrittenWithoutTheToken() {
        Response none = atRate(() -> given().contentType("application/json")
                .body("{\"verb\":\"claim\"}")
                .post("/plans"));
        none.then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("error", equalTo("not-authorized"))
                .body("reason", equalTo("wanted a token, found none"));
        atRate(() -> given().header("Authorization", "Bearer " + "f".repeat(32))
                        .contentType("application/json")
                        .body("{\"verb\":\"claim\"}")
                        .post("/plans"))
                .then()
                .statusCode(401)
                .body("reason", equalTo("wanted another token"));
    }

    @Test
    void tooManyWritesAreRefusedWithAWordWhenToComeAgain() {
        await().atMost(LIMIT)
                .untilAsserted(() -> authorized()
                        .post("/plans/00000000/apply")
                        .then()
                        .statusCode(429)
                        .header("Retry-After", "1")
                        .body("error", equalTo("too-many")));
    }

    @Test
    void aClaimIsPlannedAndCarriedOutOnce() {
        var chain = OwnersPool.chain();
        chain.reward(DevelopmentChain.account("//Stash1"), DbcAmount.ofDbc("120"));
        Response offered = await().atMost(LIMIT)
                .until(
                        () -> atRate(
                                () -> authorized().body("{\"verb\":\"claim\"}").post("/plans")),
                        answer -> answer.statusCode() == 201);
        String plan = offered.jsonPath().getString("plan");
        assertThat(offered.header("Location")).endsWith("/plans/" + plan);
        offered.then().body("returned", equalTo("120 DBC")).body("controllerCanPay", equalTo(true));
        given().get("/plans/" + plan).then().body("state", equalTo("planned"));

        atRate(() -> authorized().post("/plans/" + plan + "/apply")).then().statusCode(202);
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/plans/" + plan)
                        .then()
                        .body("state", equalTo("done"))
                        .body("inWords", startsWith("done, in block ")));
        atRate(() -> authorized().post("/plans/" + plan + "/apply"))
                .then()
                .statusCode(202)
                .body("state", equalTo("done"));
        given().get("/plans").then().body("plan", hasItem(plan));

        atRate(() -> authorized().body("{\"verb\":\"claim\"}").post("/plans"))
                .then()
                .statusCode(409)
                .body("error", equalTo("not-now"))
                .body("reason", equalTo("there is nothing to claim"));
    }

    @Test
    void aPlanIsVoidWhenTheChainHasMovedOn() {
        Response offered = atRate(() -> authorized()
                .body("{\"verb\":\"offline\",\"machine\":\"gpu-01\"}")
                .post("/plans"));
        offered.then().statusCode(201);
        String plan = offered.jsonPath().getString("plan");
        OwnersPool.chain().submit("//Ctrl1", Call.of("System", "remark").with("remark", Value.of(new byte[] {1})));

        atRate(() -> authorized().post("/plans/" + plan + "/apply")).then().statusCode(202);
        await().atMost(LIMIT)
                .untilAsserted(() -> given().get("/plans/" + plan)
                        .then()
                        .body("state", equalTo("void"))
                        .body("inWords", containsString("the signer has signed 1 extrinsics since")));
    }

    @Test
    void whatCannotBeIsRefusedWithAReasonAndANextStep() {
        refused("{\"verb\":\"steal\"}", 400, "invalid", "wanted one of [claim,");
        refused("{\"verb\":\"offline\"}", 400, "invalid", "offline wants a machine, found none");
        refused("{\"verb\":\"claim\",\"machine\":\"gpu-01\"}", 400, "invalid", "claim is about no single machine");
        refused("{\"verb\":\"offline\",\"machine\":\"gpu-99\"}", 404, "not-found", "the pool has no machine 'gpu-99'");
        refused(
                "{\"verb\":\"appeal\",\"machine\":\"gpu-01\",\"arguments\":[\"7\"]}",
                400,
                "invalid",
                "appeal wants the arguments [SLASH_ID, REASON], found 1");
        refused("{\"verb\":", 400, "invalid", "");
        refused("", 400, "invalid", "wanted one of [claim,");
        given().get("/plans/00000000")
                .then()
                .statusCode(404)
                .body("error", equalTo("not-found"))
                .body("reason", equalTo("there is no plan '00000000'"));
        given().get("/plans/..%2f..%2fsecret").then().statusCode(404);
        given().get("/nothing-here").then().statusCode(404);
    }

    private static void refused(String body, int status, String error, String reason) {
        atRate(() -> authorized().body(body).post("/plans"))
                .then()
                .statusCode(status)
                .body("error", equalTo(error))
                .body("reason", startsWith(reason))
                .body("nextStep", containsString(""));
    }

    private static RequestSpecification authorized() {
        return given().header("Authorization", "Bearer " + OwnersPool.TOKEN).contentType("application/json");
    }

    /** As a client does that was told to come again. */
    private static Response atRate(Supplier<Response> request) {
        return await().atMost(LIMIT).until(request::get, answer -> answer.statusCode() != 429);
    }
}
