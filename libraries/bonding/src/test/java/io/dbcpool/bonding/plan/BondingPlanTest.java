package io.dbcpool.bonding.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.plan.BondingPlan.Priced;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BondingPlanTest {

    private static final BondingPlan PLAN = new BondingPlan(
            "0a1b2c3d",
            new MachineId("8e".repeat(32)),
            "a-wish",
            List.of(
                    new Priced("bond-machine", dbc("10"), dbc("1000")),
                    new Priced("gen-server-room", dbc("10"), dbc("0"))),
            "0x01",
            Instant.parse("2026-11-24T03:00:00Z"));

    @Test
    void whatWasShownIsSignedAtThatPriceOrLess() {
        assertThat(PLAN.findObjection(new Step.BondMachine(dbc("10"), dbc("1000"))))
                .isEmpty();
        assertThat(PLAN.findObjection(new Step.BondMachine(dbc("9.9"), dbc("999.9"))))
                .isEmpty();
        assertThat(PLAN.findObjection(new Step.GenServerRoom(dbc("10")))).isEmpty();
        assertThat(PLAN.reserved()).isEqualTo(dbc("1000"));
        assertThat(PLAN.fixedFees()).isEqualTo(dbc("20"));
    }

    @Test
    void whatCostsMoreByNowIsNot() {
        assertThat(PLAN.findObjection(new Step.BondMachine(dbc("10"), dbc("1000.000000000000001"))))
                .contains(
                        "bond-machine costs more by now: a fixed fee of 10 DBC and a stake of 1000.000000000000001 DBC,"
                                + " shown were 10 DBC and 1000 DBC");
        assertThat(PLAN.findObjection(new Step.GenServerRoom(dbc("11"))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("gen-server-room costs more by now"));
    }

    @Test
    void whatWasNotShownIsNot() {
        assertThat(PLAN.findObjection(new Step.FulfillMachine(dbc("1"))))
                .contains("fulfill-machine was not shown, only [bond-machine, gen-server-room]");
    }

    @Test
    void whatNobodyCanSignNowIsTheObstacle() {
        var waits = new Step.Wait("three members of the committee");
        assertThat(BondingPlan.findObstacle(List.of(new Step.GenServerRoom(dbc("10")), waits)))
                .contains(waits);
        assertThat(BondingPlan.findObstacle(List.of(new Step.GenServerRoom(dbc("10")))))
                .isEmpty();
    }

    @Test
    void itIsOnDiskAsItWasAndOpenFromTheAskingToTheEnd(@TempDir Path folder) throws Exception {
        var plans = new BondingPlanFolder(folder);
        KeptPlan made = plans.keep(PLAN);
        assertThat(plans.find("0a1b2c3d")).contains(made);
        assertThat(made.isOpen()).isFalse();

        plans.put(made.askedFor());
        assertThat(plans.find("0a1b2c3d")).contains(made.askedFor());
        assertThat(plans.listAll()).singleElement().matches(KeptPlan::isOpen);
        assertThat(plans.keep(PLAN)).as("kept already").isEqualTo(made.askedFor());

        KeptPlan ended = made.askedFor().ended("done", "done, in block 7");
        plans.put(ended);
        assertThat(plans.find("0a1b2c3d")).contains(ended);
        assertThat(ended.isOpen()).isFalse();
        assertThat(plans.find("../../etc")).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("0a1b2c3d.json"), "{\"id\":\"0a1b2c3d\"}");

        assertThatThrownBy(() -> new BondingPlanFolder(folder).find("0a1b2c3d"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(folder.resolve("0a1b2c3d.json") + " cannot be read: ");
    }

    private static DbcAmount dbc(String amount) {
        return DbcAmount.ofDbc(amount);
    }
}
