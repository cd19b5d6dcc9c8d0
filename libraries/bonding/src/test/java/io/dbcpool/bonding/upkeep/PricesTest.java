package io.dbcpool.bonding.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.bonding.upkeep.Action.Verb;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.values.DbcAmount;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PricesTest {

    private static final long DAY = 14_400;

    /** What the runtime would refuse, or of which nothing would come, and why. */
    static Stream<Arguments> notNow() {
        return Stream.of(
                no(Verb.CLAIM, owned -> {}, "there is nothing to claim"),
                no(Verb.OFFLINE, owned -> owned.isBonded = false, "the machine is not on the chain"),
                no(Verb.OFFLINE, owned -> owned.controller = Owned.STRANGER, "the machine has another controller"),
                no(
                        Verb.OFFLINE,
                        offlineFor(10),
                        "it wants a machine that is online or rented, and this one is reported"),
                no(Verb.OFFLINE, status(new MachineStatus.Exit()), "it wants a machine that is online or rented"),
                no(Verb.ONLINE, owned -> {}, "it wants a machine that is offline, and this one is online"),
                no(
                        Verb.ONLINE,
                        status(Owned.reported("SomethingNew", 10)),
                        "it wants a machine that is offline for a reason that this release knows"),
                no(Verb.FULFILL, owned -> {}, "it wants a machine that is verified and short of stake"),
                no(Verb.RESTAKE, restaked(1), "the last restake is 0 days ago"),
                no(Verb.RESTAKE, restaked(365 * DAY - 1), "the last restake is 364 days ago"),
                no(Verb.CHANGE_HARDWARE, status(Owned.RENTED), "it wants a machine that is online and not rented"),
                no(Verb.CHANGE_HARDWARE, owned -> owned.price = Optional.empty(), "the price of the verification"),
                no(Verb.CHANGE_HARDWARE, owned -> owned.price = Optional.of(0L), "the price of the verification"),
                no(Verb.CHANGE_HARDWARE, owned -> owned.parameters = Optional.empty(), "the price of the verification"),
                no(Verb.EXIT, status(Owned.RENTED), "it wants a machine that is online and not rented"),
                no(Verb.EXIT, owned -> owned.era = 364, "it is too early"),
                no(Verb.EXIT, owned -> owned.onlineAt = Owned.BLOCK - 10 * DAY + 1, "it is too early"),
                no(Verb.APPEAL, owned -> {}, "the machine has no pending slash 7"),
                no(Verb.APPEAL, slash(Owned.BLOCK + 100, true), "its review was applied for already"),
                no(Verb.APPEAL, slash(Owned.BLOCK + 1, false), "it is too late for a review of it"),
                no(Verb.UPDATE_INFO, owned -> owned.isTold = false, "its place was never told"),
                no(Verb.RENTAL_MODE, status(Owned.RENTED), "the machine is rented"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("notNow")
    void whatTheRuntimeWouldRefuseIsNotOffered(Verb verb, Consumer<Owned> change, String reason) {
        Quote quote = quote(verb, change);

        assertThat(quote).isInstanceOfSatisfying(Quote.NotNow.class, notNow -> {
            assertThat(notNow.reason()).startsWith(reason);
            assertThat(notNow.nextStep()).isNotBlank();
        });
    }

    /** What is reserved of the stash, and what comes back, in DBC. */
    static Stream<Arguments> prices() {
        return Stream.of(
                yes(Verb.CLAIM, owned -> owned.claimable = "12.5", "0", "12.5"),
                yes(Verb.OFFLINE, owned -> {}, "0", "0"),
                yes(Verb.OFFLINE, status(Owned.RENTED), "0", "0"),
                yes(Verb.ONLINE, offlineFor(69), "8000", "0"),
                yes(Verb.ONLINE, offlineFor(70), "16000", "0"),
                yes(Verb.ONLINE, status(Owned.reported("RentedInaccessible", 69)), "16000", "0"),
                yes(Verb.ONLINE, status(Owned.reported("RentedInaccessible", 72_000)), "400000", "0"),
                yes(
                        Verb.FULFILL,
                        owned -> {
                            owned.status = new MachineStatus.WaitingFulfill();
                            owned.stake = "150000";
                        },
                        "250000",
                        "0"),
                yes(Verb.RESTAKE, owned -> {}, "0", "0"),
                yes(Verb.RESTAKE, restaked(365 * DAY), "0", "0"),
                yes(Verb.CHANGE_HARDWARE, owned -> {}, "108000", "0"),
                yes(Verb.EXIT, owned -> {}, "0", "400000"),
                yes(Verb.EXIT, owned -> owned.era = 365, "0", "400000"),
                yes(Verb.EXIT, owned -> owned.onlineAt = Owned.BLOCK - 10 * DAY, "0", "400000"),
                yes(Verb.APPEAL, slash(Owned.BLOCK + 2, false), "1000", "0"),
                yes(Verb.UPDATE_INFO, owned -> {}, "0", "0"),
                yes(Verb.EXTRA_PRICE, status(Owned.RENTED), "0", "0"),
                yes(Verb.RENTAL_MODE, owned -> {}, "0", "0"));
    }

    @ParameterizedTest(name = "{0} reserves {2} DBC, returns {3} DBC")
    @MethodSource("prices")
    void thePriceIsWhatTheRuntimeTakes(Verb verb, Consumer<Owned> change, String reserved, String returned) {
        assertThat(quote(verb, change)).isInstanceOfSatisfying(Quote.Price.class, price -> {
            assertThat(price.reserved()).isEqualTo(DbcAmount.ofDbc(reserved));
            assertThat(price.returned()).isEqualTo(DbcAmount.ofDbc(returned));
            assertThat(price.isAffordable()).isTrue();
        });
    }

    @Test
    void theSlashOfComingBackNamesTheNextTierAndTheMinutesToIt() {
        var price = (Quote.Price) quote(Verb.ONLINE, offlineFor(60));

        assertThat(price.slash())
                .isEqualTo("8000 DBC is held now and taken after 2 days, unless an appeal succeeds (2 % for "
                        + "OnlineReportOffline; from block 10000010 on, in 1 min, it is 4 %)");
    }

    @Test
    void anAccountThatHasAPlanckTooLittleCannotPay() {
        assertThat(affordable(offlineFor(70).andThen(owned -> owned.stashFree = "16000")))
                .isTrue();
        assertThat(affordable(offlineFor(70).andThen(owned -> owned.stashFree = "15999.999999999999999")))
                .isFalse();
        assertThat(affordable(offlineFor(70).andThen(owned -> owned.signerFree = "0.1")))
                .isTrue();
        assertThat(affordable(offlineFor(70).andThen(owned -> owned.signerFree = "0.099999999999999")))
                .isFalse();
    }

    @Test
    void aProxyPaysTheFeeOfWhatItSigns() {
        assertThat(affordable(offlineFor(70).andThen(owned -> owned.controllerFree = "0")))
                .isTrue();
        assertThat(affordable(offlineFor(70).andThen(owned -> owned.signerFree = "0")))
                .isFalse();
    }

    @Test
    void anAppealTellsWhatIsHeldForTheSlashBesideItsOwnStake() {
        var price = (Quote.Price) quote(Verb.APPEAL, slash(Owned.BLOCK + 100, false));

        assertThat(price.slash())
                .isEqualTo("1000 DBC that is staked for the review, and 16000 DBC that is held for the slash since it "
                        + "was decided, if the technical committee does not cancel it before block 10000100");
        assertThat(price.notes()).containsExactly("if it cancels the slash, 17000 DBC comes back to the stash");
    }

    @ParameterizedTest
    @EnumSource(Verb.class)
    void aSignerWhoControlsNoStashIsOfferedNothing(Verb verb) {
        assertThat(quote(verb, owned -> owned.stash = Optional.empty()))
                .isEqualTo(new Quote.NotNow(
                        "the signer controls no stash",
                        "let the stash name it with set_controller: ./pool bond apply"));
    }

    @Test
    void anAppealWithoutItsNumberIsNone() {
        var appeal = new Action(Verb.APPEAL, Optional.of(Owned.MACHINE), List.of());

        assertThat(Prices.of(new Owned().state(), appeal)).isInstanceOf(Quote.NotNow.class);
    }

    private static boolean affordable(Consumer<Owned> change) {
        return ((Quote.Price) quote(Verb.ONLINE, change)).isAffordable();
    }

    private static Quote quote(Verb verb, Consumer<Owned> change) {
        var owned = new Owned();
        change.accept(owned);
        var arguments = verb == Verb.APPEAL ? List.of("7", "it was off in time") : List.<String>of();
        return Prices.of(owned.state(), new Action(verb, Optional.of(Owned.MACHINE), arguments));
    }

    private static Arguments no(Verb verb, Consumer<Owned> change, String reason) {
        return arguments(verb, change, reason);
    }

    private static Arguments yes(Verb verb, Consumer<Owned> change, String reserved, String returned) {
        return arguments(verb, change, reserved, returned);
    }

    private static Consumer<Owned> status(MachineStatus status) {
        return owned -> owned.status = status;
    }

    private static Consumer<Owned> offlineFor(long blocks) {
        return status(Owned.offline(blocks, Owned.ONLINE));
    }

    private static Consumer<Owned> restaked(long blocksAgo) {
        return owned -> owned.lastRestakeAt = Owned.BLOCK - blocksAgo;
    }

    private static Consumer<Owned> slash(long executedAt, boolean underReview) {
        return owned -> owned.slashes = List.of(Owned.slash(7, executedAt, underReview));
    }
}
