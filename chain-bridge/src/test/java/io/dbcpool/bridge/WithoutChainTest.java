package io.dbcpool.bridge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PoolOnDisk.WithoutChain.class)
class WithoutChainTest {

    @Test
    void itSaysThatNoChainIsConfigured() {
        given().get("/chain")
                .then()
                .statusCode(200)
                .body("configured", equalTo(false))
                .body("following", equalTo(false))
                .body("why", startsWith("no chain is configured"));
    }

    @Test
    void itIsReadyAndItsHealthSaysTheSame() {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'chain' }.data.configured", equalTo(false))
                .body("checks.find { it.name == 'chain' }.data.why", startsWith("no chain is configured"));
    }
}
