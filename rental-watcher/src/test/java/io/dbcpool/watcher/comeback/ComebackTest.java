package io.dbcpool.watcher.comeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.Belief;
import io.dbcpool.watcher.comeback.Decision.Over;
import io.dbcpool.watcher.comeback.Decision.Refuse;
import io.dbcpool.watcher.comeback.Decision.Start;
import io.dbcpool.watcher.comeback.Decision.Wait;
import io.dbcpool.watcher.comeback.Situation.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is different from a machine on which a domain is started; that decides. */
class ComebackTest {

    private static final Instant T0 = Instant.parse("2026-11-24T00:00:00Z");
    private static final Owed BY_VACATE = new Owed(false, true, false);
    private static final Owed BY_DRILL = new Owed(true, true, false);
    private static final Belief RENTED = new Belief.Rented("key", Trigger.of(Source.BROADCAST, Via.DIRECT, T0));
    private static final Belief UNKNOWN = new Belief.Unknown("nothing was heard of it yet");

    /** A situation with one thing after another set. */
    private record Case(
            Restart restart,
            Belief belief,
            boolean connected,
            boolean loopback,
            boolean hasProcess,
            Standing domain,
            List<String> strangers,
            Optional<String> misfit) {

        static final Case GOOD = new Case(
                Restart.WHEN_FREE, new Belief.Free(T0), true, true, true, Standing.OFF, List.of(), Optional.empty());

        Case never() {
            return new Case(Restart.NEVER, belief, connected, loopback, hasProcess, domain, strangers, misfit);
        }

        Case believed(Belief other) {
            return new Case(restart, other, connected, loopback, hasProcess, domain, strangers, misfit);
        }

        Case disconnected() {
            return new Case(restart, belief, false, loopback, hasProcess, domain, strangers, misfit);
        }

        Case elsewhere() {
            return new Case(restart, belief, connected, false, hasProcess, domain, strangers, misfit);
        }

        Case withoutProcess() {
            return new Case(restart, belief, connected, loopback, false, domain, strangers, misfit);
        }

        Case standing(Standing other) {
            return new Case(restart, belief, connected, loopback, hasProcess, other, strangers, misfit);
        }

        Case beside(String stranger) {
            return new Case(restart, belief, connected, loopback, hasProcess, domain, List.of(stranger), misfit);
        }

        Case tooSlow() {
            return new Case(
                    restart,
                    belief,
                    connected,
                    loopback,
                    hasProcess,
                    domain,
                    strangers,
                    Optional.of("its last drill took 11000 ms, and 10000 ms are allowed"));
        }

        Situation situation() {
            return new Situation(
                    restart,
                    belief,
                    "in words",
                    connected,
                    loopback,
                    hasProcess,
                    domain,
                    strangers,
                    Optional.empty(),
                    misfit);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void itIsStarted(String name, Owed owed, UnaryOperator<Case> change) {
        assertThat(decide(owed, change)).isEqualTo(new Start());
    }

    static Stream<Arguments> itIsStarted() {
        return Stream.of(
                row("on a free machine", BY_VACATE, good -> good),
                row("after a drill, whatever restart says", BY_DRILL, Case::never),
                row(
                        "without having been seen, where there is no process",
                        new Owed(false, false, false),
                        Case::withoutProcess));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void itWaits(String name, Owed owed, UnaryOperator<Case> change, String why) {
        assertThat(decide(owed, change)).isEqualTo(new Wait(why));
    }

    static Stream<Arguments> itWaits() {
        return Stream.of(
                row(
                        "while somebody rents it",
                        BY_VACATE,
                        good -> good.believed(RENTED),
                        "its machine is not free: in words"),
                row(
                        "while nobody knows",
                        BY_VACATE,
                        good -> good.believed(UNKNOWN),
                        "its machine is not free: in words"),
                row(
                        "after a drill, while nobody knows",
                        BY_DRILL,
                        good -> good.never().believed(UNKNOWN),
                        "its machine is not free: in words"),
                row("while libvirt does not answer", BY_VACATE, Case::disconnected, "its hypervisor does not answer"),
                row(
                        "and blames nobody meanwhile",
                        BY_VACATE,
                        good -> good.believed(RENTED).tooSlow(),
                        "its machine is not free: in words"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void itIsRefused(String name, Owed owed, UnaryOperator<Case> change, String why) {
        assertThat(decide(owed, change))
                .isInstanceOfSatisfying(
                        Refuse.class, refusal -> assertThat(refusal.why()).contains(why));
    }

    static Stream<Arguments> itIsRefused() {
        return Stream.of(
                row("from another host", BY_VACATE, Case::elsewhere, "only the watcher of that host"),
                row(
                        "where a tunnel only looks like this host",
                        new Owed(false, false, false),
                        good -> good,
                        "only the watcher of that host"),
                row("when it is gone", BY_VACATE, good -> good.standing(Standing.GONE), "transient"),
                row("beside a stranger", BY_VACATE, good -> good.beside("who-knows"), "active: who-knows"),
                row("when it would be late", BY_VACATE, Case::tooSlow, "took 11000 ms, and 10000 ms are allowed"),
                row("when it would be late, after a drill too", BY_DRILL, Case::tooSlow, "took 11000 ms"),
                row(
                        "when nobody knows whether it was started",
                        new Owed(false, true, true),
                        good -> good,
                        "start it by hand"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void itIsOver(String name, Owed owed, UnaryOperator<Case> change, String why) {
        assertThat(decide(owed, change)).isEqualTo(new Over(why));
    }

    static Stream<Arguments> itIsOver() {
        return Stream.of(
                row("when it runs", BY_VACATE, good -> good.standing(Standing.ACTIVE), "it runs"),
                row(
                        "when it runs, though the machine is rented",
                        BY_VACATE,
                        good -> good.standing(Standing.ACTIVE).believed(RENTED),
                        "it runs"),
                row("when the operator wants none to come back", BY_VACATE, Case::never, "restart is never"),
                row(
                        "when a drilled machine was rented, and none is to come back",
                        BY_DRILL,
                        good -> good.never().believed(RENTED),
                        "the machine was rented before the drill could start it again, and restart is never"));
    }

    @Test
    void oneThatMayBeAnothersIsRefusedAndTheReasonSaysWhatToDo() {
        var doubted = new Situation(
                Restart.WHEN_FREE,
                new Belief.Free(T0),
                "in words",
                true,
                true,
                true,
                Standing.OFF,
                List.of(),
                Optional.of("list its UUID"),
                Optional.empty());

        assertThat(Comeback.decide(BY_VACATE, doubted)).isEqualTo(new Refuse("list its UUID"));
    }

    @Test
    void aDrilledDomainComesBackAfterTheRentalLikeAnyOther() {
        assertThat(decide(BY_DRILL, good -> good.believed(RENTED))).isInstanceOf(Wait.class);
    }

    private static Decision decide(Owed owed, UnaryOperator<Case> change) {
        return Comeback.decide(owed, change.apply(Case.GOOD).situation());
    }

    private static Arguments row(String name, Owed owed, UnaryOperator<Case> change) {
        return arguments(name, owed, change);
    }

    private static Arguments row(String name, Owed owed, UnaryOperator<Case> change, String why) {
        return arguments(name, owed, change, why);
    }
}
