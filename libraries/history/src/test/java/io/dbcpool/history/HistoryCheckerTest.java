package io.dbcpool.history;

import static io.dbcpool.history.MadeUpHistory.DOMAIN;
import static io.dbcpool.history.MadeUpHistory.MACHINE;
import static io.dbcpool.history.MadeUpHistory.T0;
import static io.dbcpool.history.MadeUpHistory.receipt;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.events.BondingStep.State;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.events.VacateStepTaken;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Each invariant is broken once, and found to be; nothing else is. */
class HistoryCheckerTest {

    private final MadeUpHistory history = new MadeUpHistory();

    @Test
    void twoVacatesOneAfterTheOtherAreSound() {
        history.vacate(1, 0).vacate(2, 60);

        assertThat(violations()).isEmpty();
    }

    @Test
    void whatIsToldAgainWordForWordIsSound() {
        history.vacate(1, 0);
        history.told().addAll(List.copyOf(history.told()));

        assertThat(violations()).isEmpty();
    }

    @Test
    void aReleaseInTimeToTheMillisecond() {
        history.heard(0).started(1, 0).steps(1).completed(1, receipt(1, 0, 10_000, Outcome.ON_TIME));

        assertThat(violations()).isEmpty();
    }

    @Test
    void aReceiptThatSaysOnTimeAMillisecondLate() {
        history.heard(0).started(1, 0).steps(1).completed(1, receipt(1, 0, 10_001, Outcome.ON_TIME));

        assertThat(violations()).singleElement().asString().contains("says on-time", "10001 ms");
    }

    @Test
    void aLateVacateNobodyWasAlertedOf() {
        history.heard(0).started(1, 0).steps(1).completed(1, receipt(1, 0, 12_000, Outcome.LATE));

        assertThat(violations()).singleElement().asString().contains("no MachineBroken");
    }

    @Test
    void aLateVacateWhoseAlertCameTooLate() {
        history.heard(0).started(1, 0).steps(1).broken(11_001).completed(1, receipt(1, 0, 12_000, Outcome.LATE));

        assertThat(violations()).singleElement().asString().contains("no MachineBroken");
    }

    @Test
    void aLateVacateThatBrokeItsMachineIsToldAsItIs() {
        history.heard(0).started(1, 0).steps(1).broken(10_005).completed(1, receipt(1, 0, 12_000, Outcome.LATE));

        assertThat(violations()).isEmpty();
    }

    @Test
    void aDeadlineThatMovedLater() {
        history.heard(0).started(1, 0).steps(1).completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME, 11));

        assertThat(violations()).singleElement().asString().contains("which is later");
    }

    @Test
    void aDeadlineThatMovedEarlierIsSound() {
        history.heard(0).started(1, 0).steps(1).completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME, 8));

        assertThat(violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RENTER_DOMAIN_APPEARED", "VERIFIER_DOMAIN_APPEARED"})
    void aVacateOfWhatIsNotTheOwners(Kind kind) {
        history.seen(kind).vacate(1, 0);

        assertThat(violations()).singleElement().asString().contains("not the owner's");
    }

    /**
     * A vacate by UUID, or by a pin, has its domain's name from the owner's claim, and a renter gives his another one.
     */
    @Test
    void aVacateOfARentersDomainByTheNameOfTheClaim() {
        history.seen(Kind.RENTER_DOMAIN_APPEARED, new DomainRef("a-renters", DOMAIN.uuid()))
                .vacate(1, 0);

        assertThat(violations()).singleElement().asString().contains("not the owner's", "a-renters");
    }

    /** Libvirt allows a name again once its domain is gone: the renter's had another UUID. */
    @Test
    void aVacateOfADomainThatBearsARentersNameIsSound() {
        history.seen(Kind.RENTER_DOMAIN_APPEARED, new DomainRef(DOMAIN.name(), new UUID(2, 2)))
                .vacate(1, 0);

        assertThat(violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = Mode.EXCLUDE,
            names = {"RENTER_DOMAIN_APPEARED", "VERIFIER_DOMAIN_APPEARED"})
    void whatElseTheAgentSeesSpeaksAgainstNothing(Kind kind) {
        history.seen(kind).vacate(1, 0);

        assertThat(violations()).isEmpty();
    }

    @Test
    void aVacateThatBeganAndHasNoReceipt() {
        history.heard(0).started(1, 0).steps(1);

        assertThat(violations()).singleElement().asString().contains("has no receipt");
    }

    @Test
    void aReceiptOfAVacateThatNeverBegan() {
        history.heard(0).steps(1).completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME));

        assertThat(violations()).singleElement().asString().contains("never began");
    }

    @Test
    void aStepThatOnlyTheReceiptKnows() {
        history.heard(0)
                .started(1, 0)
                .step(1, new VacateStep("begun", 0))
                .step(1, new VacateStep("released", 5_200))
                .completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME));

        assertThat(violations()).singleElement().asString().contains("never told", "term");
    }

    @Test
    void aSignalThatMovedEarlierMovesNoStep() {
        var step = new VacateStep("term", 4_900);
        history.heard(0)
                .started(1, 0)
                .step(1, new VacateStep("begun", 0))
                .tell("moved", new VacateStepTaken(new UUID(0, 1), MACHINE, step, T0.plusMillis(5_000), ""))
                .step(1, new VacateStep("released", 5_200))
                .completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME));

        assertThat(violations()).isEmpty();
    }

    @Test
    void stepsOutOfOrder() {
        history.heard(0)
                .started(1, 0)
                .step(1, new VacateStep("term", 5_000))
                .step(1, new VacateStep("begun", 0))
                .step(1, new VacateStep("released", 5_200))
                .completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME));

        assertThat(violations()).singleElement().asString().contains("out of order");
    }

    @Test
    void oneIdForTwoHappenings() {
        history.vacate(1, 0).step(1, new VacateStep("begun", 1));

        assertThat(violations()).singleElement().asString().contains("told twice, with different values");
    }

    @Test
    void aBroadcastThatOnlyTheWatcherHeard() {
        history.started(1, 0).steps(1).completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME));

        assertThat(violations()).singleElement().asString().contains("dbc.broadcasts lacks");
    }

    @Test
    void aDomainThatIsVacatedTwiceAtOnce() {
        history.vacate(1, 0).vacate(2, 5);

        assertThat(violations()).singleElement().asString().contains("before vacate");
    }

    @Test
    void aDomainThatTwoWatchersVacateAtOnceIsSound() {
        history.vacate(1, 0)
                .startedBy("another-watcher", 2, 0)
                .steps(2)
                .completed(2, receipt(2, 0, 5_200, Outcome.ON_TIME));

        assertThat(violations()).isEmpty();
    }

    @Test
    void anIntentThatIsCarriedOutTwice() {
        history.intent("a", State.SIGNED, "0x01")
                .intent("a", State.FINALIZED, "0x01")
                .intent("a", State.SIGNED, "0x02")
                .intent("a", State.FINALIZED, "0x02");

        assertThat(violations())
                .containsExactly("intent a, gen-server-room, is carried out twice: by extrinsic 0x01 and by 0x02");
    }

    /** Refused once and signed anew, told by two programs, and another intent beside it. */
    @Test
    void anIntentThatIsCarriedOutOnceIsSound() {
        history.intent("a", State.FAILED, "0x01")
                .intent("a", State.IN_BLOCK, "0x02")
                .intent("a", State.FINALIZED, "0x02")
                .intent("a", State.FINALIZED, "0x02")
                .intent("b", State.FINALIZED, "0x03");

        assertThat(violations()).isEmpty();
    }

    @Test
    void aReceiptThatWasChangedAfterwards() {
        history.heard(0)
                .started(1, 0)
                .steps(1)
                .completed(1, receipt(1, 0, 5_200, Outcome.ON_TIME), receipt -> receipt.put("elapsedMillis", 4_200));

        assertThat(violations()).singleElement().asString().contains("wanted the hash");
    }

    @Test
    void aReceiptThatIsSignedByAnotherKey() {
        var other = new SignedReceipts().sign(receipt(1, 0, 5_200, Outcome.ON_TIME));
        history.heard(0)
                .started(1, 0)
                .steps(1)
                .completed(
                        1,
                        receipt(1, 0, 5_200, Outcome.ON_TIME),
                        receipt ->
                                receipt.put("signature", other.path("signature").asText()));

        assertThat(violations()).singleElement().asString().contains("its signature");
    }

    @Test
    void aReceiptThatIsMissingFromTheMiddleOfTheChain() {
        history.vacate(1, 0).vacate(2, 60).vacate(3, 120);
        history.told().removeIf(told -> told.envelope().id().equals("completed-2"));

        assertThat(violations()).anyMatch(violation -> violation.contains("only 1 hang together"));
    }

    private List<String> violations() {
        return HistoryChecker.findViolations(history.told());
    }
}
