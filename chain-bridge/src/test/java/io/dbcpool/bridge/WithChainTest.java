package io.dbcpool.bridge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PoolOnDisk.WithChain.class)
class WithChainTest {

    @Test
    void itIsReadyAndSaysThatNoNodeAnswers() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'chain' }.data.configured", equalTo(true))
                .body("checks.find { it.name == 'chain' }.data.following", equalTo(false))
                .body("checks.find { it.name == 'chain' }.data.why", startsWith("no block has been heard of yet"));
    }

    @Test
    void noEndpointIsShown() {
        given().get("/chain").then().statusCode(200).body(not(containsString("chain-node.example")));
    }

    @Test
    void withoutATokenFileNothingIsWritten() {
        given().contentType("application/json")
                .body("{\"verb\":\"claim\"}")
                .post("/plans")
                .then()
                .statusCode(403)
                .body("error", equalTo("writing-is-off"));
    }

    @Test
    void aNodeThatIsAwayIsSaid() {
        given().get("/bonding").then().statusCode(200).body("[0].step.kind", equalTo("no-wish"));
        given().get("/machines").then().statusCode(200).body("[0].name", equalTo("aaaaaaaa"));
        given().get("/plans").then().statusCode(200);
    }
}
