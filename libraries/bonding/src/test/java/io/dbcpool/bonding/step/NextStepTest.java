package io.dbcpool.bonding.step;

import static io.dbcpool.bonding.step.States.CONTROLLER;
import static io.dbcpool.bonding.step.States.FEE;
import static io.dbcpool.bonding.step.States.OTHER_ROOM;
import static io.dbcpool.bonding.step.States.ROOM;
import static io.dbcpool.bonding.step.States.STASH;
import static io.dbcpool.bonding.step.States.STRANGER;
import static io.dbcpool.bonding.step.States.bonded;
import static io.dbcpool.bonding.step.States.bound;
import static io.dbcpool.bonding.step.States.machine;
import static io.dbcpool.bonding.step.States.unbonded;
import static io.dbcpool.bonding.step.States.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.bonding.wish.ServerRoom;
import io.dbcpool.chain.machine.MachineStatus;
import io.dbcpool.chain.machine.OfflineReason;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.DbcAmount;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of what is next. */
class NextStepTest {

    private static final ServerRoom REUSE = new ServerRoom.Reuse();
    private static final ServerRoom FRESH = new ServerRoom.Fresh();
    private static final MachineStatus ADDING = new MachineStatus.AddingCustomizeInfo();
    private static final MachineStatus ONLINE = new MachineStatus.Online();
    private static final DbcAmount STAKE = DbcAmount.ofDbc("1000");

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void eachStateHasOneNextStep(String called, States.Sample state, ServerRoom room, Step next) {
        assertThat(NextStep.of(state.build(), wish(room), Set.of())).isEqualTo(next);
    }

    static Stream<Arguments> eachStateHasOneNextStep() {
        return Stream.of(
                arguments("nobody knows anybody", unbonded(), REUSE, new Step.SetController(STASH, CONTROLLER)),
                arguments("bound", bound(), REUSE, new Step.BondMachine(FEE, STAKE)),
                arguments(
                        "bonded, and the stash has a room",
                        bonded(ADDING).rooms(ROOM, OTHER_ROOM).inUse(ROOM),
                        REUSE,
                        info(ROOM)),
                arguments("bonded, a new room wanted", bonded(ADDING), FRESH, new Step.GenServerRoom(FEE)),
                arguments(
                        "the new room was made and stands empty", bonded(ADDING).rooms(ROOM), FRESH, info(ROOM)),
                arguments(
                        "one room stands empty beside one in use",
                        bonded(ADDING).rooms(ROOM, OTHER_ROOM).inUse(ROOM),
                        FRESH,
                        info(OTHER_ROOM)),
                arguments(
                        "all rooms are in use",
                        bonded(ADDING).rooms(ROOM, OTHER_ROOM).inUse(ROOM, OTHER_ROOM),
                        FRESH,
                        new Step.GenServerRoom(FEE)),
                arguments(
                        "a room by its name",
                        bonded(ADDING).rooms(ROOM, OTHER_ROOM),
                        named(OTHER_ROOM),
                        info(OTHER_ROOM)),
                arguments(
                        "verified, stake missing",
                        bonded(new MachineStatus.WaitingFulfill()),
                        REUSE,
                        new Step.FulfillMachine(DbcAmount.ofDbc("3000"))),
                arguments("online", bonded(ONLINE), REUSE, new Step.Done("the machine is " + ONLINE.inWords())),
                arguments(
                        "rented",
                        bonded(new MachineStatus.Rented()),
                        REUSE,
                        new Step.Done("the machine is " + new MachineStatus.Rented().inWords())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatOthersHaveToDoIsWaitedFor(String called, States.Sample state) {
        assertThat(NextStep.of(state.build(), wish(REUSE), Set.of())).isInstanceOf(Step.Wait.class);
    }

    static Stream<Arguments> whatOthersHaveToDoIsWaitedFor() {
        return Stream.of(
                arguments("no committee yet", bonded(new MachineStatus.DistributingOrder())),
                arguments("being verified", bonded(new MachineStatus.CommitteeVerifying())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatCannotGoOnSaysWhyAndWhatToDo(String called, States.Sample state, ServerRoom room, String cause) {
        Step next = NextStep.of(state.build(), wish(room), Set.of());

        assertThat(next).isInstanceOfSatisfying(Step.Stuck.class, stuck -> {
            assertThat(stuck.cause()).contains(cause);
            assertThat(stuck.nextStep()).isNotBlank();
        });
    }

    static Stream<Arguments> whatCannotGoOnSaysWhyAndWhatToDo() {
        var refused = new MachineStatus.CommitteeRefused(new BlockNumber(9));
        var offline = new MachineStatus.StakerReportOffline(new BlockNumber(9), ONLINE);
        var forced = new MachineStatus.ReporterReportOffline(
                new OfflineReason("RentedInaccessible", Optional.of(new BlockNumber(9))), ONLINE, STRANGER, List.of());
        return Stream.of(
                arguments(
                        "the stash has another controller",
                        unbonded().controllerOfStash(STRANGER),
                        REUSE,
                        "another controller"),
                arguments(
                        "the controller controls another stash",
                        unbonded().stashOfController(STRANGER),
                        REUSE,
                        "controls another stash"),
                arguments("left under this stash", bound().leftBefore(), REUSE, "has left the chain under this stash"),
                arguments(
                        "bonded by somebody else",
                        bound().machine(machine(STRANGER, CONTROLLER, ADDING)),
                        REUSE,
                        "somebody else has bonded"),
                arguments(
                        "another controller of the machine",
                        bound().machine(machine(STASH, STRANGER, ADDING)),
                        REUSE,
                        "another controller"),
                arguments("refused", bonded(refused), REUSE, "refused by the committee"),
                arguments("reported offline", bonded(offline), REUSE, "reported offline"),
                arguments("forced offline", bonded(forced), REUSE, "forced offline"),
                arguments("gone", bonded(new MachineStatus.Exit()), REUSE, "the machine is"),
                arguments("a state of tomorrow", bonded(new MachineStatus.Other("Sold")), REUSE, "Sold"),
                arguments("no room to reuse", bonded(ADDING), REUSE, "no server room to reuse"),
                arguments(
                        "no such room", bonded(ADDING).rooms(ROOM), named(OTHER_ROOM), "no server room " + OTHER_ROOM),
                arguments("no fixed fee on this chain", bound().withoutFee(), REUSE, "no fixed fee"),
                arguments("no price on this chain", bound().withoutPrice(), REUSE, "no stake or price"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whoHasTooLittleIsNamedWithWhatHeNeeds(String called, States.Sample state, String who, String needed) {
        assertThat(NextStep.of(state.build(), wish(FRESH), Set.of()))
                .isInstanceOfSatisfying(Step.Lacking.class, lacks -> {
                    assertThat(lacks.who()).isEqualTo(who);
                    assertThat(lacks.needed()).isEqualTo(DbcAmount.ofDbc(needed));
                });
    }

    static Stream<Arguments> whoHasTooLittleIsNamedWithWhatHeNeeds() {
        return Stream.of(
                arguments("bonding's fee", bound().controllerFree("10.999999"), "controller", "11"),
                arguments("bonding's stake", bound().stashFree("999.999"), "stash", "1000"),
                arguments("a room's fee", bonded(ADDING).controllerFree("10.5"), "controller", "11"),
                arguments(
                        "the stake of a verified machine",
                        bonded(new MachineStatus.WaitingFulfill()).stashFree("2999.9"),
                        "stash",
                        "3000"));
    }

    @Test
    void justEnoughIsEnough() {
        var state = bound().controllerFree("11").stashFree("1000").build();

        assertThat(NextStep.of(state, wish(REUSE), Set.of())).isEqualTo(new Step.BondMachine(FEE, STAKE));
    }

    @Test
    void aRoomThatAnotherWishCountsOnIsNotTaken() {
        var state = bonded(ADDING).rooms(ROOM).build();

        assertThat(NextStep.of(state, wish(FRESH), Set.of(ROOM))).isEqualTo(new Step.GenServerRoom(FEE));
    }

    @Test
    void theWholeWayIsForeseenForItsPrice() {
        assertThat(NextStep.foreseen(unbonded().build(), wish(FRESH), Set.of()))
                .extracting(Object::getClass)
                .containsExactly(
                        Step.SetController.class,
                        Step.BondMachine.class,
                        Step.GenServerRoom.class,
                        Step.AddMachineInfo.class);
        assertThat(NextStep.foreseen(bound().rooms(ROOM).build(), wish(REUSE), Set.of()))
                .containsExactly(new Step.BondMachine(FEE, STAKE), info(ROOM));
    }

    private static Step info(String room) {
        return new Step.AddMachineInfo(wish(REUSE).siteIn(room));
    }

    private static ServerRoom named(String room) {
        return new ServerRoom.Named(room);
    }
}
