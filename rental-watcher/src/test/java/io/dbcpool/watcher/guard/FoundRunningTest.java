package io.dbcpool.watcher.guard;

import static io.dbcpool.watcher.guard.PlayedMachine.OWNERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.Observation.Heard;
import io.dbcpool.watcher.guard.Observation.Listed;
import io.dbcpool.watcher.guard.Observation.Looked;
import io.dbcpool.watcher.guard.Observation.ProcessEnded;
import io.dbcpool.watcher.guard.Observation.Seen;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.OfVacate;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a watcher finds running when it comes up, on a machine that is rented: what one before it knew of that may be
 * lost with its disk.
 */
class FoundRunningTest {

    private final PlayedMachine machine = new PlayedMachine(Restart.NEVER, Optional.empty());

    /** The one before had a deadline for it, on a disk that took none of it, and was killed. */
    @Test
    void ofARentalOfLongAgoNothingIsAskedAndItIsKilledASecondLater() {
        comesUpAfter(Duration.ofSeconds(40));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        hearOfTheOrder(Duration.ofSeconds(36));
        assertThat(machine.forces()).containsExactly(Force.TERMINATE);

        machine.pass(Duration.ofMillis(900));
        assertThat(machine.forces()).containsExactly(Force.TERMINATE);
        machine.pass(Duration.ofMillis(200));
        assertThat(machine.forces()).containsExactly(Force.TERMINATE, Force.KILL);
    }

    @Test
    void theSameWhereTheWordComesBeforeTheFirstLook() {
        comesUpAfter(Duration.ofSeconds(40));
        hearOfTheOrder(Duration.ofSeconds(36));
        machine.see(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.TERMINATE);
    }

    /** The rental is remembered, and no vacate of this domain. */
    @Test
    void theSameWhereTheRentalIsInTheJournal() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.dieFor(machine.journal().size(), 60_000);
        machine.see(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.TERMINATE);
    }

    /** The disk took the belief and not the vacate. Whoever sets the wall clock meanwhile gains and loses nothing. */
    @ParameterizedTest(name = "set by {0} s")
    @ValueSource(longs = {-3_600, 0, 3_600})
    void aRentalOfAMomentAgoCountsByTheHostsOwnClock(long setBySeconds) {
        long heard = hearsOfARentalWhileItRuns();
        machine.setWallClock(Duration.ofSeconds(setBySeconds));
        comesUpWithTheBeliefAlone();

        assertThat(countsFrom()).containsExactly(heard);
    }

    /** What is believed is written again when another says so too. */
    @ParameterizedTest(name = "set by {0} s")
    @ValueSource(longs = {-3_600, 0, 3_600})
    void theSameWhereTheClockWasSetBeforeTheBeliefWasWrittenAgain(long setBySeconds) {
        long heard = hearsOfARentalWhileItRuns();
        machine.setWallClock(Duration.ofSeconds(setBySeconds));
        machine.pass(Duration.ofSeconds(3));
        machine.hear(Source.BEST_BLOCK, Via.KAFKA, machine.now().wall());
        assertThat(machine.records(Believed.class)).hasSize(2);
        comesUpWithTheBeliefAlone();

        assertThat(countsFrom()).containsExactly(heard);
    }

    /** Nobody could be in time by its own moment: it counts from when it came, whoever goes on with it. */
    @Test
    void theSameOfAWordThatWasLateWhenItCame() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.pass(Duration.ofSeconds(30));
        hearOfTheOrder(Duration.ofSeconds(16));
        long heard = machine.nowMillis();
        comesUpWithTheBeliefAlone(machine::lookAtProcess);

        assertThat(machine.records(VacateBegun.class))
                .singleElement()
                .satisfies(begun -> assertThat(begun.fromNanos() / 1_000_000).isEqualTo(heard))
                .satisfies(begun -> assertThat(begun.lateSignal()).isTrue());
        machine.passUntil(heard + 9_900);
        assertThat(machine.forces()).endsWith(Force.KILL);
    }

    /** An earlier word of who had said so before changes nothing of what is believed, but from when it counts. */
    @Test
    void theSameOfAnEarlierWordThatCameLater() {
        hearsOfARentalWhileItRuns();
        machine.pass(Duration.ofSeconds(1));
        hearRecordOfBroadcast(Duration.ofSeconds(3));
        long said = machine.nowMillis() - 3_000;
        comesUpWithTheBeliefAlone();

        assertThat(countsFrom()).containsExactly(said);
    }

    /** A renter's domain was there as well, and nobody knows since when. */
    @Test
    void theSameBesideARentersDomainThatIsFoundRunningToo() {
        comesUpAfter(Duration.ofSeconds(40));
        machine.see(machine.owners(DomainState.RUNNING), machine.renters(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.TERMINATE);
    }

    /** A repeat says nothing of how long it has been said; the record that is read a moment later does. */
    @Test
    void whatWasBegunByARepeatIsHurriedByTheOlderWord() {
        comesUpAfter(Duration.ofSeconds(40));
        machine.see(machine.owners(DomainState.RUNNING));
        machine.hearRenting();
        machine.pass(Duration.ofMillis(500));
        assertThat(machine.forces()).containsExactly(Force.ASK);

        hearOfTheOrder(Duration.ofSeconds(36));
        hearRecordOfBroadcast(Duration.ofSeconds(30));
        assertThat(machine.forces()).containsExactly(Force.ASK, Force.TERMINATE);
        machine.pass(Duration.ofMillis(1_100));
        assertThat(machine.forces()).containsExactly(Force.ASK, Force.TERMINATE, Force.KILL);
    }

    /**
     * As whoever comes up reads it in Kafka: the older order first, which is taken back, and then the one that stands.
     */
    @Test
    void whatATakenBackOrderHasBegunCountsFromTheOneThatStands() {
        comesUpAfter(Duration.ofSeconds(60));
        machine.see(machine.owners(DomainState.RUNNING));
        order(1, Duration.ofSeconds(50));
        machine.observe(new Heard(new ChainRetracts(Optional.of(new RentOrderId(1)), new BlockNumber(1))));
        order(2, Duration.ofMillis(6_500));

        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(countsFrom()).last().isEqualTo(53_500L);
        machine.passUntil(60_600);
        assertThat(machine.forces()).endsWith(Force.KILL);
    }

    /** A broadcast says so first, which changes nothing, and then the chain says since when. */
    @Test
    void theSameWhereTheChainTellsLaterSinceWhenThatIs() {
        comesUpAfter(Duration.ofSeconds(60));
        machine.see(machine.owners(DomainState.RUNNING));
        order(1, Duration.ofSeconds(50));
        machine.observe(new Heard(new ChainRetracts(Optional.of(new RentOrderId(1)), new BlockNumber(1))));
        machine.pass(Duration.ofSeconds(1));
        machine.hearRenting();
        assertThat(countsFrom()).containsExactly(60_000L);
        machine.pass(Duration.ofSeconds(1));
        order(2, Duration.ofMillis(6_500));

        assertThat(countsFrom()).last().isEqualTo(55_500L);
    }

    /** It was started while the machine was rented, and has its ten seconds from then, whoever goes on with it. */
    @Test
    void notSoOfOneThatWasStartedSince() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.passUntil(60_000);
        order(1, Duration.ZERO);
        machine.pass(Duration.ofSeconds(4));
        machine.processStarts();
        machine.change(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.observe(new Heard(new ChainRetracts(Optional.of(new RentOrderId(1)), new BlockNumber(1))));
        machine.dieFor(machine.journal().size(), 1_000);
        machine.see(machine.owners(DomainState.RUNNING));
        order(2, Duration.ofSeconds(4));

        assertThat(countsFrom()).containsOnly(64_000L);
    }

    /** libvirt has not answered yet, and it is known by its pin and its process alone. */
    @Test
    void theSameOfOneThatOnlyTheKernelHasRunning() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofSeconds(60));
        machine.dieFor(machine.journal().size(), 0);
        order(1, Duration.ofSeconds(50));
        machine.lookAtProcess();
        assertThat(machine.vacateIds()).hasSize(1);
        machine.observe(new Heard(new ChainRetracts(Optional.of(new RentOrderId(1)), new BlockNumber(1))));
        order(2, Duration.ofMillis(6_500));

        assertThat(machine.vacateIds()).hasSize(1);
        assertThat(countsFrom()).last().isEqualTo(53_500L);
    }

    private void order(long number, Duration ago) {
        var at = machine.now().wall().minus(ago);
        var block = Optional.of(new BlockNumber(number));
        machine.observe(new Heard(new SaysRented(
                new Trigger(
                        Source.BEST_BLOCK, Via.KAFKA, at, Optional.of(new RentOrderId(number)), block, Optional.of(at)),
                at)));
    }

    /** Who was there all the time knows that nobody has begun anything. */
    @Test
    void aWordThatIsLateForOthersReasonsHurriesNobody() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.passUntil(60_000);
        hearOfTheOrder(Duration.ofSeconds(36));

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** It may have become a renter's since it was pinned, and libvirt has to have the time to say so. */
    @Test
    void oneThatIsKnownByItsPinAloneKeepsItsSoftPhase() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.dieFor(machine.journal().size(), 60_000);
        machine.lookAtProcess();
        assertThat(machine.forces()).containsExactly(Force.ASK);

        machine.pass(Duration.ofSeconds(1));
        hearOfTheOrder(Duration.ofSeconds(36));
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /** Neither libvirt nor the kernel said anything for a while; it ran when the watcher came up. */
    @Test
    void oneThatIsFoundLaterCountsFromWhenTheWatcherCameUp() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.dieFor(machine.journal().size(), 60_000);
        long up = machine.nowMillis();
        machine.pass(Duration.ofSeconds(5));
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(up);
        machine.passUntil(up + 7_000);
        assertThat(machine.forces()).endsWith(Force.TERMINATE, Force.KILL);
    }

    /** The word was nine seconds old when it came, and none of the rental's own ten is left when it is seen. */
    @Test
    void oneThatIsFoundLaterCountsFromWhenTheRentalWasHeardOf() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.dieFor(machine.journal().size(), 60_000);
        machine.pass(Duration.ofSeconds(20));
        hearOfTheOrder(Duration.ofSeconds(9));
        long heard = machine.nowMillis();
        machine.pass(Duration.ofSeconds(5));
        machine.lookAtProcess();

        assertThat(countsFrom()).containsExactly(heard);
    }

    /** It has been in the way for longer than the ten seconds, and libvirt had them to say whose it is. */
    @Test
    void oneThatIsFoundWhenTheTenSecondsAreOverIsLateAndKilledAtOnce() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.dieFor(machine.journal().size(), 60_000);
        machine.pass(Duration.ofSeconds(13));
        machine.lookAtProcess();
        assertThat(machine.forces()).isEmpty();
        machine.pass(Duration.ofMillis(600));
        assertThat(machine.forces()).containsExactly(Force.KILL);
        assertThat(machine.raised()).contains("VacateLate", "MachineBroken");

        machine.observe(new ProcessEnded(machine.process()));
        machine.see(machine.owners(DomainState.SHUT_OFF));
        assertThat(machine.receipt().outcome()).isEqualTo(Outcome.LATE);
    }

    /** Then there is nothing to wait for any more; a libvirtd that answers later has its say later. */
    @Test
    void oneThatWasKnownByItsPinAloneIsHurriedWhenLibvirtSaysThatItIsTheOwners() {
        machine.see(machine.owners(DomainState.SHUT_OFF));
        machine.hearRenting();
        machine.dieFor(machine.journal().size(), 60_000);
        machine.lookAtProcess();
        machine.pass(Duration.ofMillis(300));
        machine.see(machine.owners(DomainState.RUNNING));
        assertThat(machine.forces()).containsExactly(Force.ASK, Force.TERMINATE);

        machine.pass(Duration.ofMillis(900));
        machine.see(machine.owners(DomainState.RUNNING));
        assertThat(machine.forces()).containsExactly(Force.ASK, Force.TERMINATE);
        machine.pass(Duration.ofMillis(200));
        assertThat(machine.forces()).containsExactly(Force.ASK, Force.TERMINATE, Force.KILL);
    }

    @Test
    void oneThatIsSeenToStartHasItsTenSeconds() {
        comesUpAfter(Duration.ofSeconds(40));
        machine.see(machine.owners(DomainState.SHUT_OFF));
        hearOfTheOrder(Duration.ofSeconds(36));
        machine.pass(Duration.ofMinutes(1));
        machine.change(machine.owners(DomainState.RUNNING));

        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    @Test
    void aVacateThatGoesOnKeepsItsOwnLadder() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.passUntil(30_000);
        hearOfTheOrder(Duration.ofSeconds(1));
        machine.dieFor(machine.journal().size(), 1_000);
        machine.see(machine.owners(DomainState.RUNNING));
        hearRecordOfBroadcast(Duration.ofSeconds(20));

        assertThat(machine.forces()).containsOnly(Force.ASK);
    }

    /** libvirt lists it, and cannot describe it before the second try: it was there at the first look all the same. */
    @Test
    void oneThatIsDescribedAtTheSecondLookCountsFromTheRental() {
        comesUpAfter(Duration.ofSeconds(40));
        see(undescribed());
        hearOfTheOrder(Duration.ofSeconds(4));
        machine.pass(Duration.ofSeconds(4));
        see(machine.owners(DomainState.RUNNING));

        var begun = machine.records(VacateBegun.class);
        assertThat(begun).hasSize(1);
        assertThat(begun.get(0).fromNanos()).isEqualTo(Duration.ofSeconds(36).toNanos());
        assertThat(machine.forces()).containsExactly(Force.KILL);
    }

    /** Its start was seen, its definition only later. */
    @Test
    void oneWhoseStartWasSeenCountsFromThatAndNotFromWhenItWasDescribed() {
        machine.see();
        machine.hearRenting();
        machine.pass(Duration.ofMinutes(1));
        long startedAt = machine.now().monotonic().nanos();
        machine.change(undescribed());
        machine.pass(Duration.ofSeconds(3));
        see(machine.owners(DomainState.RUNNING));

        assertThat(machine.records(VacateBegun.class))
                .extracting(VacateBegun::fromNanos)
                .containsExactly(startedAt);
        assertThat(machine.forces()).containsExactly(Force.ASK);
    }

    /**
     * The end of a transient domain was seen before libvirt's first list, which is of a while ago and has it active.
     */
    @Test
    void oneThatIsStartedAgainCountsFromThatWhateverTheFirstListSaid() {
        machine.see(transientOwners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.dieFor(machine.journal().size(), 2_000);
        machine.lookAtProcess();
        machine.observe(new ProcessEnded(machine.process()));
        machine.change(transientOwners(DomainState.SHUT_OFF));
        see(undescribed());
        machine.pass(Duration.ofSeconds(40));
        machine.processStarts();
        long startedAt = machine.now().monotonic().nanos();
        machine.change(transientOwners(DomainState.RUNNING));
        machine.lookAtProcess();

        assertThat(machine.records(VacateBegun.class))
                .extracting(VacateBegun::fromNanos)
                .last()
                .isEqualTo(startedAt);
        assertThat(machine.vacateIds()).hasSize(2);
    }

    /** The same of a watcher that had its first list before: libvirt itself had told of the end. */
    @Test
    void theSameWhereALaterListIsOfAWhileAgo() {
        machine.see(transientOwners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.pass(Duration.ofSeconds(2));
        machine.observe(new ProcessEnded(machine.process()));
        machine.change(transientOwners(DomainState.SHUT_OFF));
        machine.pass(Duration.ofSeconds(1));
        see(undescribed());
        machine.pass(Duration.ofSeconds(39));
        machine.observe(new Looked(OWNERS, Optional.empty()));
        machine.pass(Duration.ofSeconds(1));
        machine.processStarts();
        long startedAt = machine.now().monotonic().nanos();
        machine.change(transientOwners(DomainState.RUNNING));
        machine.lookAtProcess();

        assertThat(machine.vacateIds()).hasSize(2);
        assertThat(machine.records(VacateBegun.class))
                .extracting(VacateBegun::fromNanos)
                .last()
                .isEqualTo(startedAt - Duration.ofSeconds(1).toNanos());
    }

    private Seen transientOwners(DomainState state) {
        return machine.seen(OWNERS, "owner-vm", state, Optional.empty(), false);
    }

    /** It had gone, and was started again; the watcher was killed before the receipt of the first time was signed. */
    @Test
    void bothVacatesOfADomainHaveTheirReceipt() {
        var first = goesAndIsStartedAgain(Duration.ofSeconds(1));
        assertThat(machine.vacateIds()).hasSize(2);

        machine.journal().removeIf(VacateEnded.class::isInstance);
        machine.restart();

        assertThat(machine.records(VacateEnded.class))
                .extracting(ended -> ended.receipt().vacateId())
                .containsExactly(first);
        assertThat(machine.records(VacateEnded.class))
                .extracting(ended -> ended.receipt().outcome())
                .containsExactly(Outcome.ON_TIME);
        assertThat(machine.view().runningVacates()).hasSize(1);
    }

    /** The watcher before may have been killed before it told them. */
    @Test
    void theAlarmsOfTheFirstAreToldWithItsReceipt() {
        var first = goesAndIsStartedAgain(Duration.ofSeconds(12));
        machine.journal().removeIf(VacateEnded.class::isInstance);
        long raisedBefore = raisedBroken(first);
        machine.restart();

        assertThat(machine.records(VacateEnded.class))
                .extracting(ended -> ended.receipt().outcome())
                .containsExactly(Outcome.LATE);
        assertThat(raisedBroken(first)).isEqualTo(raisedBefore + 1);
    }

    /** @return the first of its two vacates */
    private UUID goesAndIsStartedAgain(Duration after) {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.lookAtProcess();
        machine.hearRenting();
        machine.pass(after);
        machine.observe(new ProcessEnded(machine.process()));
        machine.change(machine.owners(DomainState.RUNNING));
        machine.startedAgain();
        return machine.vacateIds().get(0);
    }

    private long raisedBroken(UUID vacateId) {
        return machine.effects(Effect.Raise.class).stream()
                .filter(raise -> raise.alert().equals("MachineBroken"))
                .filter(raise -> raise.occasion()
                        .filter(on -> on.id().startsWith(vacateId.toString()))
                        .isPresent())
                .count();
    }

    /** Nothing is remembered by whoever comes up. */
    private void comesUpAfter(Duration since) {
        machine.passUntil(since.toMillis());
        machine.restartWith(0);
    }

    private void hearOfTheOrder(Duration ago) {
        hear(Source.BEST_BLOCK, ago);
    }

    private void hearRecordOfBroadcast(Duration ago) {
        hear(Source.BROADCAST, ago);
    }

    private void hear(Source source, Duration ago) {
        var at = machine.now().wall().minus(ago);
        machine.observe(new Heard(new SaysRented(Trigger.of(source, Via.KAFKA, at), at)));
    }

    private void see(Seen domain) {
        machine.observe(new Listed(machine.now().monotonic(), List.of(domain)));
    }

    private Seen undescribed() {
        var seen = machine.owners(DomainState.RUNNING);
        assertThat(seen.snapshot().uuid()).isEqualTo(OWNERS);
        return new Seen(seen.snapshot(), Optional.empty(), seen.at());
    }

    /** @return when, in milliseconds */
    private long hearsOfARentalWhileItRuns() {
        machine.see(machine.owners(DomainState.RUNNING));
        machine.pass(Duration.ofSeconds(30));
        machine.hearRenting();
        return machine.nowMillis();
    }

    private void comesUpWithTheBeliefAlone() {
        comesUpWithTheBeliefAlone(() -> machine.see(machine.owners(DomainState.RUNNING)));
    }

    private void comesUpWithTheBeliefAlone(Runnable look) {
        machine.journal().removeIf(record -> record instanceof OfVacate || record instanceof VacateBegun);
        machine.dieFor(machine.journal().size(), 3_000);
        look.run();
    }

    private List<Long> countsFrom() {
        return machine.records(VacateBegun.class).stream()
                .map(begun -> begun.fromNanos() / 1_000_000)
                .toList();
    }
}
