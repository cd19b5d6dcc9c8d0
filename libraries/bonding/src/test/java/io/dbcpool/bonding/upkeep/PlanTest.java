package io.dbcpool.bonding.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.bonding.upkeep.Action.Verb;
import io.dbcpool.chain.DbcRuntime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final Action OFFLINE = new Action(Verb.OFFLINE, Optional.of(Owned.MACHINE), List.of());

    @Test
    void whatAPlanRestsOnIsInAnOperatorsWords() {
        var owned = new Owned();
        owned.slashes = List.of(Owned.slash(7, Owned.BLOCK + 100, true), Owned.slash(-1, Owned.BLOCK + 100, false));

        assertThat(Plan.basis(owned.state(), OFFLINE))
                .isEqualTo(
                        "runtime 400; stash %s; status Online[]; stake 400000 DBC; controller %s; slash 7 under review; "
                                        .formatted(
                                                Owned.STASH.toSs58(DbcRuntime.SS58_PREFIX),
                                                Owned.CONTROLLER.toSs58(DbcRuntime.SS58_PREFIX))
                                + "slash 18446744073709551615");
    }

    @Test
    void aPlanThatTheChainHasMovedPastSaysInWhatAndNoMore() {
        var before = new Owned();
        var after = Owned.with(Owned.RENTED);

        assertThat(Plan.change(Plan.basis(before.state(), OFFLINE), Plan.basis(after.state(), OFFLINE)))
                .contains("the chain has moved on: shown was status Online[], now it is status Rented[]");
        after.stash = Optional.empty();
        assertThat(Plan.change(Plan.basis(before.state(), OFFLINE), Plan.basis(after.state(), OFFLINE)))
                .hasValueSatisfying(why -> assertThat(why)
                        .doesNotContain("Optional")
                        .contains("stash none", Owned.STASH.toSs58(DbcRuntime.SS58_PREFIX)));
    }

    @Test
    void whatHasNotChangedIsNoReason() {
        String basis = Plan.basis(new Owned().state(), OFFLINE);

        assertThat(Plan.change(basis, basis)).isEmpty();
    }

    @Test
    void whatCameOrWentIsNamed() {
        var before = new Owned();
        var after = new Owned();
        after.slashes = List.of(Owned.slash(7, Owned.BLOCK + 100, false));

        assertThat(Plan.change(Plan.basis(before.state(), OFFLINE), Plan.basis(after.state(), OFFLINE)))
                .contains("the chain has moved on: shown was nothing of the kind, now it is slash 7");
    }

    @Test
    void onlyAClaimRestsOnWhatCanBeClaimed() {
        var before = new Owned();
        var after = new Owned();
        after.claimable = "7";
        var claim = new Action(Verb.CLAIM, Optional.empty(), List.of());

        assertThat(Plan.basis(after.state(), OFFLINE)).isEqualTo(Plan.basis(before.state(), OFFLINE));
        assertThat(Plan.basis(after.state(), claim)).contains("claimable 7 DBC");
    }
}
