package io.dbcpool.chain.feed;

import static io.dbcpool.chain.feed.Story.MACHINE;
import static io.dbcpool.chain.feed.Story.RENTER;
import static io.dbcpool.chain.feed.Story.block;
import static io.dbcpool.chain.feed.Story.confirmed;
import static io.dbcpool.chain.feed.Story.free;
import static io.dbcpool.chain.feed.Story.ordered;
import static io.dbcpool.chain.feed.Story.rented;
import static io.dbcpool.chain.feed.Story.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.chain.feed.PalletView.Standing;
import io.dbcpool.chain.feed.RentalFeed.Step;
import io.dbcpool.chain.feed.RentalNews.Kind;
import io.dbcpool.chain.rent.RentPallet;
import io.dbcpool.values.RentOrderId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RentalFeedTest {

    private static final RentOrderId ONE = new RentOrderId(1);
    private static final RentOrderId TWO = new RentOrderId(2);

    private final RentalFeed free =
            RentalFeed.startAt(block("a", 10, "-", free())).feed();

    @Test
    void anOrderIsToldInItsBestBlockAndAgainWhenThatIsFinal() {
        Step best = free.onAdded(block("b", 11, "a", rented(Map.of(ONE, waiting(0))), ordered(ONE)), false);
        Step settled = best.feed().onFinalized(Story.ref("b", 11));

        assertThat(best.news()).containsExactly(Story.news(Kind.ORDERED, ONE, "b", 11, List.of(0), List.of(0)));
        assertThat(settled.news())
                .containsExactly(Story.news(Kind.ORDERED, ONE, "b", 11, List.of(0), List.of(0))
                        .settled());
        assertThat(settled.feed().finalized().block()).isEqualTo(Story.ref("b", 11));
        assertThat(settled.feed().best()).isEmpty();
    }

    @Test
    void anOrderWhoseEventCannotBeReadIsToldFromStorage() {
        Step step = free.onAdded(block("b", 11, "a", rented(Map.of(ONE, waiting(0)))), false);

        assertThat(step.news()).containsExactly(Story.news(Kind.ORDERED, ONE, "b", 11, List.of(0), List.of(0)));
    }

    @Test
    void aConfirmationAndAnExtensionAreToldOnceByEventOrByStorage() {
        RentalFeed feed = free.onAdded(block("b", 11, "a", rented(Map.of(ONE, waiting(0)))), false)
                .feed();
        Step byEvent = feed.onAdded(
                block("c", 12, "b", rented(Map.of(ONE, Story.renting(400, 0))), confirmed(Optional.of(ONE))), false);
        Step withoutNumber = feed.onAdded(
                block("c", 12, "b", rented(Map.of(ONE, Story.renting(400, 0))), confirmed(Optional.empty())), false);
        Step byStorage = feed.onAdded(block("c", 12, "b", rented(Map.of(ONE, Story.renting(400, 0)))), false);
        Step extended =
                byStorage.feed().onAdded(block("d", 13, "c", rented(Map.of(ONE, Story.renting(500, 0)))), false);

        var confirmation = Story.news(Kind.CONFIRMED, ONE, "c", 12, List.of(0), List.of(0));
        assertThat(byEvent.news()).containsExactly(confirmation);
        assertThat(withoutNumber.news()).containsExactly(confirmation);
        assertThat(byStorage.news()).containsExactly(confirmation);
        assertThat(extended.news()).containsExactly(Story.news(Kind.EXTENDED, ONE, "d", 13, List.of(0), List.of(0)));
    }

    @Test
    void anOrderThatGoesUnconfirmedExpiredAndOneThatWasConfirmedEnded() {
        RentalFeed two = free.onAdded(
                        block("b", 11, "a", rented(Map.of(ONE, waiting(0), TWO, Story.renting(400, 1)))), false)
                .feed();
        Step one = two.onAdded(block("c", 12, "b", rented(Map.of(TWO, Story.renting(400, 1)))), false);
        Step none = one.feed().onAdded(block("d", 13, "c", free()), false);

        assertThat(one.news()).containsExactly(Story.news(Kind.EXPIRED, ONE, "c", 12, List.of(0), List.of(1)));
        assertThat(none.news())
                .singleElement()
                .satisfies(news -> assertThat(news.kind()).isEqualTo(Kind.ENDED))
                .satisfies(news -> assertThat(news.tenancy()).isEqualTo(Tenancy.FREE))
                .satisfies(news -> assertThat(news.usedGpus()).isEmpty());
    }

    @Test
    void anOrderThatBeganAndEndedInOneBlockIsToldAsBoth() {
        Step step = free.onAdded(block("b", 11, "a", free(), ordered(ONE)), false);

        assertThat(step.news()).extracting(RentalNews::kind).containsExactly(Kind.ORDERED, Kind.ENDED);
        assertThat(step.news()).extracting(RentalNews::renter).containsOnly(Optional.of(RENTER));
    }

    @Test
    void aMachineThatIsForcedOfflineWhileRentedIsToldAndStaysRented() {
        RentalFeed rented = free.onAdded(block("b", 11, "a", rented(Map.of(ONE, waiting(0)))), false)
                .feed();
        var offline = new MachineView(Map.of(
                RentPallet.RENT_MACHINE, new PalletView(Standing.RENTED, true, Map.of(ONE, waiting(0)), List.of(0))));
        Step step = rented.onAdded(block("c", 12, "b", offline), false);

        assertThat(step.news()).extracting(RentalNews::kind).containsExactly(Kind.FORCED_OFFLINE);
        assertThat(step.news()).extracting(RentalNews::tenancy).containsExactly(Tenancy.RENTED);
        assertThat(step.feed().onAdded(block("d", 13, "c", offline), false).news())
                .isEmpty();
    }

    @Test
    void aStatusThatSaysRentedIsToldWithoutAnOrder() {
        var odd = new MachineView(
                Map.of(RentPallet.TERMINATING_RENTAL, new PalletView(Standing.RENTED, false, Map.of(), List.of())));
        Step begun = free.onAdded(block("b", 11, "a", odd), false);
        Step over = begun.feed().onAdded(block("c", 12, "b", free()), false);

        assertThat(begun.news()).extracting(RentalNews::kind).containsExactly(Kind.ORDERED);
        assertThat(begun.news()).extracting(RentalNews::order).containsExactly(Optional.empty());
        assertThat(over.news()).extracting(RentalNews::kind).containsExactly(Kind.ENDED);
    }

    @Test
    void aForkTakesBackWhatItsBlockSaidAndTheBlockMayComeBack() {
        var order = block("b", 11, "a", rented(Map.of(ONE, waiting(0))), ordered(ONE));
        Step said = free.onAdded(order, false);
        Step back = said.feed().onDropped(order.block());
        Step again = back.feed().onAdded(order, false);

        assertThat(back.news())
                .singleElement()
                .satisfies(news -> assertThat(news.kind()).isEqualTo(Kind.RETRACTED))
                .satisfies(news -> assertThat(news.retracted()).contains(Kind.ORDERED))
                .satisfies(news -> assertThat(news.order()).contains(ONE))
                .satisfies(news -> assertThat(news.block()).isEqualTo(order.block()))
                .satisfies(news -> assertThat(news.tenancy()).isEqualTo(Tenancy.FREE));
        assertThat(again.news()).extracting(RentalNews::round).containsExactly(1);
        assertThat(again.feed().onFinalized(order.block()).feed().drops()).isEmpty();
    }

    @Test
    void whatWasFinalWhenItWasHeardIsToldOnce() {
        Step step = free.onAdded(block("b", 11, "a", rented(Map.of(ONE, waiting(0)))), true);

        assertThat(step.news()).extracting(RentalNews::isFinal).containsExactly(true);
        assertThat(step.feed().onFinalized(Story.ref("b", 11)).news()).isEmpty();
    }

    @Test
    void whatAnUnreadableBlockChangedIsToldWithTheNext() {
        RentalFeed feed = free.onUnreadable(Story.ref("b", 11));
        Step step = feed.onAdded(block("c", 12, "b", rented(Map.of(ONE, waiting(0)))), false);

        assertThat(step.news()).containsExactly(Story.news(Kind.ORDERED, ONE, "c", 12, List.of(0), List.of(0)));
    }

    @Test
    void aJumpTellsWhatIsOtherwiseThereAndWhatWasToldAndIsGone() {
        RentalFeed rented = free.onAdded(block("b", 11, "a", rented(Map.of(ONE, Story.renting(90, 0)))), false)
                .feed();
        Step over = rented.jumpTo(block("z", 900, "y", free()));
        Step other = rented.jumpTo(block("z", 900, "y", rented(Map.of(TWO, waiting(3)))));

        assertThat(over.news()).extracting(RentalNews::kind).containsExactly(Kind.ENDED);
        assertThat(over.news()).extracting(RentalNews::isFinal).containsExactly(true);
        assertThat(other.news()).extracting(RentalNews::kind).containsExactly(Kind.ORDERED, Kind.ENDED);
        assertThat(other.feed().last().block()).isEqualTo(Story.ref("z", 900));
    }

    @Test
    void aStartTellsWhatIsLetByThen() {
        Step step = RentalFeed.startAt(block("a", 10, "-", rented(Map.of(ONE, Story.renting(90, 0)))));

        assertThat(step.news()).extracting(RentalNews::kind).containsExactly(Kind.ORDERED);
        assertThat(step.news()).extracting(RentalNews::isFinal).containsExactly(true);
    }

    @Test
    void whatDoesNotFollowIsRefused() {
        assertThatThrownBy(() -> free.onAdded(block("c", 12, "b", free()), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> free.onDropped(Story.ref("a", 10))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> free.onFinalized(Story.ref("b", 11))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMachineIsFreeOnlyIfEachPalletThatHasItSaysSo() {
        assertThat(tenancy(Standing.VACANT, Standing.NOT_BONDED)).isEqualTo(Tenancy.FREE);
        assertThat(tenancy(Standing.VACANT, Standing.RENTED)).isEqualTo(Tenancy.RENTED);
        assertThat(tenancy(Standing.VACANT, Standing.NOT_VACANT)).isEqualTo(Tenancy.NOT_FREE);
        assertThat(tenancy(Standing.NOT_BONDED, Standing.NOT_BONDED)).isEqualTo(Tenancy.UNKNOWN);
        assertThat(MachineView.NONE.tenancy()).isEqualTo(Tenancy.UNKNOWN);
        assertThat(new PalletView(Standing.VACANT, false, Map.of(ONE, OrderView.UNKNOWN), List.of()).tenancy())
                .as("an order for no GPU")
                .isEqualTo(Tenancy.RENTED);
        assertThat(MACHINE).isNotNull();
    }

    private static Tenancy tenancy(Standing one, Standing other) {
        return new MachineView(Map.of(
                        RentPallet.RENT_MACHINE, new PalletView(one, false, Map.of(), List.of()),
                        RentPallet.TERMINATING_RENTAL, new PalletView(other, false, Map.of(), List.of())))
                .tenancy();
    }
}
