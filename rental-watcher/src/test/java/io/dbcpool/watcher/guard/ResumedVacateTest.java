package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.ReleaseProof;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Disconnected;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.LookFailed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A watcher goes on with the vacate of one before it. While that was away the domain may have become a renter's, and
 * libvirt needs a moment to say so.
 */
class ResumedVacateTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    @BeforeEach
    void aVacateIsUnderWay() {
        machine.ownersDomainRunsOnAFreeMachine();
        machine.hearRenting();
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    @Test
    void aKilledWatcherGoesOnWithTheSameVacateAndTheSameDeadline() {
        machine.pass(Duration.ofSeconds(2));
        var first = machine.records(VacateBegun.class);
        goesOnAfter(4_000);
        machine.lookAtProcess();
        machine.see(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofSeconds(1));
        machine.at(machine.nowMillis() + 30).observe(new ProcessEnded(machine.process()));
        machine.pass(Duration.ofMillis(970));

        assertThat(machine.records(VacateBegun.class)).isEqualTo(first).hasSize(1);
        assertThat(machine.receipt().vacateId()).isEqualTo(first.get(0).vacateId());
        assertThat(machine.receipt().elapsedMillis()).isEqualTo(7_030);
        assertThat(machine.receipt().steps()).extracting(VacateStep::name).contains("resumed");
    }

    /** libvirt gives a domain another definition only when it is started anew. */
    @Test
    void theSameProcessIsStillTheOwners() {
        goesOnAfter(8_500);
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.lookAtProcess();
        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    /** From then on the list refuses it, which each act is checked against. */
    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(longs = {5_500, 8_000, 25_000})
    void nothingIsDoneToAnotherProcessBeforeLibvirtCouldSayThatItIsARenters(long millis) {
        machine.pass(Duration.ofMillis(100));
        machine.processStarts();
        goesOnAfter(millis);
        machine.lookAtProcess();
        machine.pass(Duration.ofMillis(400));
        assertThat(machine.forces()).containsExactly(Force.ASK);

        machine.see(machine.seen(OWNERS, "owner-vm", DomainState.RUNNING, Optional.of("1234567890ab"), true));
        assertThat(machine.raised()).contains("RenterDomainRefused");
    }

    @Test
    void whatLibvirtCallsTheOwnersIsEndedAtOnce() {
        goesOnAfter(25_000);
        machine.see(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    /** A libvirtd that hangs keeps nobody from the domain. */
    @ParameterizedTest(name = "after {0} ms")
    @ValueSource(longs = {8_000, 25_000})
    void whereLibvirtSaysNothingItIsEndedHalfASecondLater(long millis) {
        goesOnAfter(millis);
        machine.pass(Duration.ofMillis(400));
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.pass(Duration.ofMillis(200));

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    /** What is left of the ten seconds the kernel needs more. */
    @ParameterizedTest(name = "after {0} ms, {1} ms")
    @CsvSource({"8500, 400", "9200, 200", "9900, 100"})
    void shortBeforeTheDeadlineItWaitsForAPartOfWhatIsLeft(long millis, long wait) {
        goesOnAfter(millis);
        machine.pass(Duration.ofMillis(wait - 100));
        assertThat(machine.forces()).containsExactly(Force.ASK);
        machine.pass(Duration.ofMillis(100));

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.KILL);
    }

    @Test
    void theSoftPhaseWaitsForNobody() {
        goesOnAfter(3_000);

        assertThat(machine.forces()).containsExactly(Force.ASK, Force.ASK);
    }

    /** Steps are told in the order in which they are taken, but for the release, which is told when it is proven. */
    @Test
    void theAlarmOfAReleaseThatWasLateIsOfWhenThatIsProven() {
        goesOnAfter(24_000);
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.dieFor(untilItWasOff(), 10_000);
        machine.observe(new Looked(OWNERS, Optional.empty()));

        assertThat(machine.records(VacateWent.class))
                .extracting(VacateWent::step)
                .endsWith(
                        new VacateStep("domain-off", 24_000),
                        new VacateStep("resumed", 34_000),
                        new VacateStep("collateral", 34_000),
                        new VacateStep("released", 24_000));
    }

    /** Of a domain that was gone before anything was done to it, the lateness is all that there is to tell. */
    @Test
    void whatWasRaisedBeforeAnythingWasDoneStandsForTheNextWatcher() {
        machine.dieFor(until("begun"), 46_000);
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.see(machine.owners(DomainState.SHUT_OFF));
        assertThat(raisedBroken()).isEqualTo(1);
        machine.dieFor(until("released"), 40_000);

        assertThat(machine.forces()).containsExactly(Force.ASK);
        assertThat(raisedBroken()).isEqualTo(2);
    }

    private long raisedBroken() {
        return machine.effects(Effect.Raise.class).stream()
                .filter(raise -> raise.alert().equals("MachineBroken"))
                .count();
    }

    private int untilItWasOff() {
        return until("domain-off");
    }

    private int until(String step) {
        var taken = machine.records(VacateWent.class).stream()
                .filter(went -> went.step().name().equals(step))
                .findFirst();
        return machine.journal().indexOf(taken.orElseThrow()) + 1;
    }

    /** The first list is long on its way where a host has many domains, and one of these may end meanwhile. */
    @Test
    void whatIsGoneIsNotVacatedAgainForAListThatWasAskedForBefore() {
        goesOnAfter(8_500);
        machine.lookAtProcess();
        var asked = machine.owners(DomainState.RUNNING);
        machine.pass(Duration.ofMillis(100));
        machine.observe(new ProcessEnded(machine.process()));
        machine.change(machine.renters(DomainState.SHUT_OFF));
        machine.observe(new Listed(asked.at(), List.of(asked)));

        assertThat(machine.vacateIds()).hasSize(1);
    }

    /**
     * The watcher before was killed when the domain had gone and its receipt was not signed. Its owner has started it
     * again meanwhile, which libvirt tells before the end of the first process is looked for once more.
     */
    @Test
    void theEndOfAnEarlierProcessIsNotTheReleaseOfTheNextVacate() {
        machine.lookAtProcess();
        machine.pass(Duration.ofSeconds(1));
        machine.observe(new ProcessEnded(machine.process()));
        machine.processStarts();
        goesOnAfter(15_000);
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.answerLooksForEnds();
        assertThat(releasesOfTheLast()).isZero();

        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        assertThat(releasesOfTheLast()).isEqualTo(1);
    }

    /** It is told again while not all that it held is given back. */
    @Test
    void norIsItWhereTheVacateOfThatOneIsOver() {
        machine.lookAtProcess();
        var first = machine.process();
        machine.observe(new ProcessEnded(first));
        machine.change(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(1));
        machine.processStarts();
        machine.change(machine.owners(DomainState.RUNNING));
        machine.observe(new ProcessEnded(first));
        assertThat(releasesOfTheLast()).isZero();

        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        assertThat(releasesOfTheLast()).isEqualTo(1);
    }

    /**
     * A guard that is behind hears of it before it hears of the domain: the first vacate is over, and holds no other.
     */
    @Test
    void theProcessThatCameAfterTheReleaseIsTheNextVacates() {
        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        machine.processStarts();
        goesOnAfter(100);
        machine.lookAtProcess();
        machine.see(machine.owners(DomainState.RUNNING));
        machine.observe(new Looked(OWNERS, Optional.empty()));
        assertThat(releasesOfTheLast()).isZero();

        machine.observe(new ProcessEnded(machine.process()));
        assertThat(releasesOfTheLast()).isEqualTo(1);
    }

    private long releasesOfTheLast() {
        assertThat(machine.vacateIds()).hasSize(2);
        return machine.records(VacateWent.class).stream()
                .filter(went -> went.vacateId().equals(machine.vacateIds().get(1)))
                .filter(VacateWent::tellsOfRelease)
                .count();
    }

    /** An earlier word had moved its deadline, and the record of that is lost with a damaged journal. */
    @Test
    void theDeadlineIsTheOneThatItsStepsCountedFrom() {
        machine.pass(Duration.ofSeconds(2));
        var orderedAt = machine.now().wall().minus(Duration.ofSeconds(6));
        machine.observe(new Heard(new SaysRented(Trigger.of(Source.BEST_BLOCK, Via.KAFKA, orderedAt), orderedAt)));
        assertThat(machine.forces()).endsWith(Force.TERMINATE);
        var moved = machine.records(VacateBegun.class).get(1);
        machine.restartDamaged(moved::equals);
        machine.pass(Duration.ofMillis(900));
        assertThat(machine.forces()).doesNotContain(Force.KILL);
        machine.pass(Duration.ofMillis(100));

        assertThat(machine.forces()).endsWith(Force.KILL);
    }

    /** It is in the receipt whose word that was, where what was heard is still in the journal. */
    @Test
    void theReceiptSaysWhoseWordThatWas() {
        machine.pass(Duration.ofSeconds(2));
        var orderedAt = machine.now().wall().minus(Duration.ofSeconds(6));
        var word = Trigger.of(Source.BEST_BLOCK, Via.KAFKA, orderedAt);
        machine.observe(new Heard(new SaysRented(word, orderedAt), Optional.of(evidence(word))));
        var moved = machine.records(VacateBegun.class).get(1);
        machine.restartDamaged(moved::equals);

        assertThat(machine.view().runningVacates())
                .extracting(vacate -> vacate.trigger().source())
                .containsExactly(Source.BEST_BLOCK);
    }

    private static SignalHeard evidence(Trigger word) {
        return new SignalHeard(
                word.source(),
                word.via(),
                "renting",
                word.observedAt(),
                word.observedAt(),
                word.observedAt(),
                1,
                "dbc.chain.rentals/0/7",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** As where no descriptor is left: neither that it runs nor that it is gone. */
    @Test
    void whereItCannotBeLookedForLibvirtsWordHasToDo() {
        machine.lookAtProcess();
        goesOnAfter(1_000);
        machine.observe(new LookFailed(OWNERS, "too many open files"));
        assertThat(machine.effects(Effect.LookForEnd.class))
                .as("the kernel may know of its end")
                .extracting(Effect.LookForEnd::process)
                .containsExactly(machine.process());
        assertThat(releases()).isZero();

        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(1));
        assertThat(releases()).isEqualTo(1);
        var receipt = machine.effects(Effect.SignReceipt.class).get(0).draft();
        assertThat(receipt.notObserved()).contains("process");
        assertThat(receipt.evidence().orElseThrow().proof())
                .extracting(ReleaseProof::detail)
                .contains("the processes of this host could not be looked at");
    }

    /** An alarm that is cleared again at once would say that a vacate was late whose receipt says that it was not. */
    @Test
    void noBreachIsToldWhileTheLookIsUnderWayThatMayProveItOnTime() {
        goesOnAfter(9_700);
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofMillis(400));
        machine.observe(new LookFailed(OWNERS, "too many open files"));
        machine.pass(Duration.ofSeconds(1));

        assertThat(machine.raised()).doesNotContain("VacateLate", "MachineBroken");
        assertThat(machine.effects(Effect.SignReceipt.class))
                .extracting(Effect.SignReceipt::draft)
                .extracting(VacateCompleted::outcome)
                .containsExactly(Outcome.ON_TIME);
    }

    /** It was held up itself, and the first look has only begun when the deadline is over. */
    @Test
    void theLookHasItsTimeAlsoWhereTheWatcherCameToItLate() {
        goesOnAfter(9_700);
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.standStill(Duration.ofSeconds(2));
        machine.pass(Duration.ofMillis(400));
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.raised()).doesNotContain("VacateLate", "MachineBroken");
    }

    /** What libvirt said before the deadline, a watcher before this one was told. */
    @Test
    void theSameAfterTheDeadlineWhereLibvirtsWordIsInTheJournal() {
        machine.pass(Duration.ofSeconds(8));
        machine.see(machine.owners(DomainState.SHUT_OFF));
        goesOnAfter(3_000);
        machine.standStill(Duration.ofMillis(300));
        machine.pass(Duration.ofMillis(900));
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.raised()).doesNotContain("VacateLate", "MachineBroken");
        assertThat(releases()).isEqualTo(1);
    }

    @Test
    void whereNoLookComesToAnEndTheBreachIsToldAllTheSame() {
        goesOnAfter(9_700);
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(2));
        assertThat(machine.raised()).doesNotContain("VacateLate");
        machine.pass(Duration.ofMillis(400));

        assertThat(machine.raised()).contains("VacateLate", "MachineBroken");
    }

    @Test
    void whatIsFoundAfterAllHasToEnd() {
        machine.lookAtProcess();
        goesOnAfter(1_000);
        machine.observe(new LookFailed(OWNERS, "too many open files"));
        machine.lookAtProcess();
        machine.see(machine.owners(DomainState.SHUT_OFF));
        assertThat(releases()).isZero();

        machine.observe(new ProcessEnded(machine.process()));
        assertThat(releases()).isEqualTo(1);
    }

    /**
     * By libvirt's word the first vacate is over; that its process is gone is known when it can be looked for again.
     */
    @Test
    void anEndThatIsToldWhenItsVacateIsOverIsNotTheNextOnes() {
        machine.lookAtProcess();
        goesOnAfter(1_000);
        machine.observe(new LookFailed(OWNERS, "too many open files"));
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(1));
        machine.processStarts();
        machine.change(machine.owners(DomainState.RUNNING));
        machine.answerLooksForEnds();
        assertThat(releasesOfTheLast()).isZero();

        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        assertThat(releasesOfTheLast()).isEqualTo(1);
    }

    /** Where nobody can look, libvirt's word that it was started is all there is. */
    @Test
    void oneThatIsStartedAgainUnseenGoesAgain() {
        machine.lookAtProcess();
        machine.change(machine.owners(DomainState.SHUT_OFF));
        machine.observe(new ProcessEnded(machine.process()));
        machine.pass(Duration.ofSeconds(1));
        assertThat(releases()).isEqualTo(1);
        machine.processStarts();
        machine.change(machine.owners(DomainState.RUNNING));
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.vacateIds()).hasSize(2);
    }

    /** It may have been off while libvirt could not be asked, or not looked yet. */
    @Test
    void norHasItToBeSeenOffBefore() {
        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        machine.pass(Duration.ofSeconds(2));
        machine.processStarts();
        machine.see(machine.owners(DomainState.RUNNING));
        assertThat(machine.vacateIds()).hasSize(1);
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.vacateIds()).hasSize(2);
        assertThat(machine.records(VacateBegun.class).get(1).fromNanos())
                .isEqualTo(machine.now().monotonic().nanos());
    }

    /** libvirt looks every 200 ms, so for a while it calls running what has ended. */
    @Test
    void whatHasJustEndedDoesNotGoAgain() {
        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        machine.pass(Duration.ofMillis(900));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.vacateIds()).hasSize(1);
    }

    /** libvirtd hung since before the domain went: until it has looked it lists what was so. */
    @Test
    void whatWentForTheWatcherBeforeIsNotVacatedAgainForLibvirtsFirstList() {
        isGoneAndLibvirtAnswersLongAfter();
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.pass(Duration.ofMillis(300));
        machine.change(machine.owners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(5));

        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(machine.raised()).doesNotContain("VacateLate", "MachineBroken");
    }

    @Test
    void whatIsFoundInItsPlaceGoesAtOnce() {
        isGoneAndLibvirtAnswersLongAfter();
        assertThat(machine.vacateIds()).hasSize(1);
        machine.lookAtProcess();

        assertThat(machine.vacateIds()).hasSize(2);
        assertThat(machine.forces()).endsWith(Force.KILL);
    }

    /** As in a container that sees other processes than the host's. */
    @Test
    void whatIsNotToBeSeenGoesWhenLibvirtHasHadTheTimeToLook() {
        isGoneAndLibvirtAnswersLongAfter();
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.pass(Duration.ofMillis(900));
        assertThat(machine.vacateIds()).hasSize(1);
        machine.pass(Duration.ofSeconds(1));

        assertThat(machine.vacateIds()).hasSize(2);
    }

    /** It has been looked for during half a second by then. */
    @Test
    void whatNobodyCanLookForGoesByLibvirtsWord() {
        isGoneAndLibvirtAnswersLongAfter();
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.vacateIds()).hasSize(2);
    }

    @Test
    void theSameWhereLibvirtIsLostMeanwhile() {
        isGoneAndLibvirtAnswersLongAfter();
        machine.observe(new Disconnected("killed"));
        machine.observe(new LookFailed(OWNERS, "too many open files"));

        assertThat(machine.vacateIds()).hasSize(2);
        assertThat(machine.raised()).contains("VacateLate", "MachineBroken");
    }

    /** It lists what was so once more, and has to look once more. */
    @Test
    void aLibvirtThatIsLostMeanwhileHasItsTimeAnew() {
        isGoneAndLibvirtAnswersLongAfter();
        machine.observe(new Disconnected("killed"));
        machine.pass(Duration.ofSeconds(5));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofMillis(900));

        assertThat(machine.vacateIds()).hasSize(1);
    }

    private void isGoneAndLibvirtAnswersLongAfter() {
        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        machine.pass(Duration.ofSeconds(1));
        assertThat(releases()).isEqualTo(1);
        machine.processStarts();
        goesOnAfter(1_000);
        machine.pass(Duration.ofSeconds(40));
        machine.see(machine.owners(DomainState.RUNNING));
    }

    private long releases() {
        return machine.records(VacateWent.class).stream()
                .filter(VacateWent::tellsOfRelease)
                .count();
    }

    private void goesOnAfter(long millis) {
        machine.dieFor(machine.journal().size(), millis);
    }
}
