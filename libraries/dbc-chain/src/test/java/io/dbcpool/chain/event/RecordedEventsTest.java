package io.dbcpool.chain.event;

import static io.dbcpool.chain.recorded.Recording.CONTROLLER;
import static io.dbcpool.chain.recorded.Recording.MACHINE;
import static io.dbcpool.chain.recorded.Recording.RUNTIME;
import static io.dbcpool.chain.recorded.Recording.STASH;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.chain.event.DbcEvent.ControllerSet;
import io.dbcpool.chain.event.DbcEvent.ExtrinsicFailed;
import io.dbcpool.chain.event.DbcEvent.MachineBonded;
import io.dbcpool.chain.event.DbcEvent.MachineInfoAdded;
import io.dbcpool.chain.event.DbcEvent.Other;
import io.dbcpool.chain.event.DbcEvent.Rental;
import io.dbcpool.chain.event.DbcEvent.ReportedOffline;
import io.dbcpool.chain.event.DbcEvent.ReportedOnline;
import io.dbcpool.chain.event.DbcEvent.ServerRoomMade;
import io.dbcpool.chain.event.DbcEvent.SlashAdded;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.recorded.Recording;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.RentOrderId;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecordedEventsTest {

    private static final MachineKey KEY = MachineKey.of(MACHINE);

    @Test
    void whatAnOwnerDidIsFoundInItsBlocks() {
        assertThat(at(4)).contains(new ControllerSet(RentPallet.RENT_MACHINE, CONTROLLER, STASH));
        assertThat(at(5)).contains(new MachineBonded(CONTROLLER, KEY, DbcAmount.ofDbc("1000")));
        assertThat(at(6)).hasAtLeastOneElementOfType(ServerRoomMade.class);
        assertThat(at(7)).contains(new MachineInfoAdded(RentPallet.RENT_MACHINE, KEY));
        assertThat(at(163)).contains(new ReportedOffline(KEY));
        assertThat(at(167)).contains(new ReportedOnline(KEY)).hasAtLeastOneElementOfType(SlashAdded.class);
    }

    @Test
    void whatARenterDidIsFoundInItsBlocks() {
        assertThat(rentals(9)).containsExactly(RentalStep.ORDERED);
        assertThat(rentals(11)).containsExactly(RentalStep.CONFIRMED);
        assertThat(rentals(161)).containsExactly(RentalStep.EXTENDED);
        assertThat(at(10))
                .filteredOn(Rental.class::isInstance)
                .extracting(event -> ((Rental) event).order())
                .containsExactly(Optional.of(new RentOrderId(1)));
    }

    @Test
    void whatWasRefusedSaysWhyAndWhatToDo() {
        assertThat(at(162))
                .filteredOn(ExtrinsicFailed.class::isInstance)
                .singleElement()
                .satisfies(event -> assertThat(((ExtrinsicFailed) event).refusal())
                        .hasToString(
                                "RentMachine.ReletTooShort: a rental is extended by 100 blocks, 10 minutes, at least. "
                                        + "Next: extend by more."));
    }

    @Test
    void everyEventOfOurPalletsHasAType() {
        var untyped = LongStream.rangeClosed(Recording.first(), Recording.last())
                .boxed()
                .flatMap(block -> at(block).stream())
                .filter(Other.class::isInstance)
                .map(event -> ((Other) event).event().pallet())
                .distinct();

        assertThat(untyped).doesNotContain("OnlineProfile", "RentMachine", "TerminatingRental", "MaintainCommittee");
    }

    private static List<RentalStep> rentals(long block) {
        return at(block).stream()
                .filter(Rental.class::isInstance)
                .map(event -> ((Rental) event).step())
                .toList();
    }

    private static List<DbcEvent> at(long block) {
        var events = RUNTIME.ledger().events();
        return events.decode(Recording.stored(block, events.key())).stream()
                .map(event -> DbcEvents.of(RUNTIME.metadata(), event))
                .toList();
    }
}
