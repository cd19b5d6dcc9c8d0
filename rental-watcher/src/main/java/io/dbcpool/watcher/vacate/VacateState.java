package io.dbcpool.watcher.vacate;

import io.dbcpool.watcher.vacate.Action.Apply;
import io.dbcpool.watcher.vacate.Action.CertifyRelease;
import io.dbcpool.watcher.vacate.Action.Raise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one of the owner's domains stands in giving its machine up to a renter.
 *
 * <pre>
 *   Begun ──clock──▶ Stopping ──released──▶ Released
 *     └──released──────────────────────────────▲
 * </pre>
 *
 * <p>States are values. They read no clock and do nothing; each answers every observation with a {@link Step}, and what
 * is not drawn above stays as it is. {@code elapsed} always counts from the first credible signal. A rental that ends
 * meanwhile is no observation here: what was begun is finished, because a guest that is half shut down is of no use to
 * its owner either. {@code VacateStateTest} is the table.
 */
public sealed interface VacateState {

    /** Time has passed. */
    Step onClock(Duration elapsed, VacatePolicy policy);

    /** The domain is gone and holds no device any more. An alarm that was due by then is raised all the same. */
    Step onReleased(Duration elapsed, VacatePolicy policy);

    /** From when on {@link #onClock} has something to do; before that it changes nothing. Empty: never. */
    Optional<Duration> nextDue(VacatePolicy policy);

    /** The last force that was applied; empty if none was. */
    Optional<Force> applied();

    /** How late it has become. */
    Alarm alarm();

    /** It is written down that the domain has to go. Nothing was done to it yet. */
    record Begun() implements VacateState {

        @Override
        public Step onClock(Duration elapsed, VacatePolicy policy) {
            Force due = policy.forceAfter(elapsed);
            var alarm = policy.alarmAfter(elapsed);
            var actions = new ArrayList<Action>();
            actions.add(new Apply(due));
            if (alarm != Alarm.NONE) {
                actions.add(new Raise(alarm, elapsed));
            }
            return new Step(new Stopping(due, elapsed, alarm), actions);
        }

        @Override
        public Step onReleased(Duration elapsed, VacatePolicy policy) {
            return Released.step(this, elapsed, policy);
        }

        @Override
        public Optional<Duration> nextDue(VacatePolicy policy) {
            return Optional.of(Duration.ZERO);
        }

        @Override
        public Optional<Force> applied() {
            return Optional.empty();
        }

        @Override
        public Alarm alarm() {
            return Alarm.NONE;
        }
    }

    /**
     * The domain has been told to go.
     *
     * @param force the highest force applied so far
     * @param appliedAt when it was last applied, from the signal
     * @param alarm the worst alarm raised so far
     */
    record Stopping(Force force, Duration appliedAt, Alarm alarm) implements VacateState {

        @Override
        public Step onClock(Duration elapsed, VacatePolicy policy) {
            List<Action> actions = new ArrayList<>();
            Force due = policy.forceAfter(elapsed);
            Force next = due.compareTo(force) > 0 ? due : force;
            boolean again = next != force || elapsed.compareTo(appliedAt.plus(pause())) >= 0;
            if (again) {
                actions.add(new Apply(next));
            }
            Alarm late = policy.alarmAfter(elapsed);
            Alarm worst = late.compareTo(alarm) > 0 ? late : alarm;
            if (worst != alarm) {
                actions.add(new Raise(worst, elapsed));
            }
            return actions.isEmpty()
                    ? Step.stay(this)
                    : new Step(new Stopping(next, again ? elapsed : appliedAt, worst), actions);
        }

        @Override
        public Optional<Duration> nextDue(VacatePolicy policy) {
            var again = appliedAt.plus(pause());
            return Optional.of(Stream.of(policy.whenMoreThan(force), policy.whenWorseThan(alarm))
                    .flatMap(Optional::stream)
                    .reduce(again, (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }

        /** SIGTERM is sent once: QEMU takes a second one for impatience and may lose what it was flushing. */
        private Duration pause() {
            return switch (force) {
                case ASK -> VacatePolicy.ASK_AGAIN;
                case TERMINATE -> Duration.ofDays(1);
                case KILL -> alarm == Alarm.GIVEN_UP ? VacatePolicy.KILL_AGAIN_GIVEN_UP : VacatePolicy.KILL_AGAIN;
            };
        }

        @Override
        public Step onReleased(Duration elapsed, VacatePolicy policy) {
            return Released.step(this, elapsed, policy);
        }

        @Override
        public Optional<Force> applied() {
            return Optional.of(force);
        }
    }

    /** The machine is the renter's. */
    record Released(Optional<Force> applied, Alarm alarm) implements VacateState {

        private static Step step(VacateState before, Duration elapsed, VacatePolicy policy) {
            Alarm late = policy.alarmAfter(elapsed);
            var certify = new CertifyRelease(elapsed);
            return late.compareTo(before.alarm()) > 0
                    ? new Step(new Released(before.applied(), late), List.of(new Raise(late, elapsed), certify))
                    : Step.to(new Released(before.applied(), before.alarm()), certify);
        }

        @Override
        public Step onClock(Duration elapsed, VacatePolicy policy) {
            return Step.stay(this);
        }

        @Override
        public Optional<Duration> nextDue(VacatePolicy policy) {
            return Optional.empty();
        }

        @Override
        public Step onReleased(Duration elapsed, VacatePolicy policy) {
            return Step.stay(this);
        }
    }
}
