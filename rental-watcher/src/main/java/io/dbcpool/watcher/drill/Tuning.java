package io.dbcpool.watcher.drill;

import io.dbcpool.events.DrillCompleted.Budget;
import io.dbcpool.watcher.vacate.VacatePolicy;
import java.time.Duration;

/**
 * Fits the ladder to what a drill has measured: the soft phase is as long as what follows it allows, and never longer
 * than configured. What was measured once may take half as long again the next time.
 */
public final class Tuning {

    private Tuning() {}

    /**
     * By which the domain is stopped from now on.
     *
     * @param before by which it was stopped until now: what this drill did not reach is known from an earlier one
     */
    public static VacatePolicy tune(VacatePolicy configured, VacatePolicy before, Measure measure) {
        var force = measure.lastForce();
        var took = force.flatMap(measure::tookAfter);
        if (!measure.isMeasured() || took.isEmpty()) {
            return before;
        }
        Duration needed = halfAsLongAgain(took.get());
        return switch (force.orElseThrow()) {
            case ASK -> before;
            case TERMINATE -> afterTerm(configured, before, needed);
            case KILL -> afterKill(configured, needed);
        };
    }

    /** QEMU obeys SIGTERM, and gets the time for it before it is killed. */
    private static VacatePolicy afterTerm(VacatePolicy configured, VacatePolicy before, Duration needed) {
        Duration room = shorter(configured.soft(), before.term().minus(phase(configured)));
        return policy(shorter(room, before.term().minus(needed)), before.term(), configured);
    }

    /** What the kernel needs to take the devices back moves the kill, and the soft phase with it. */
    private static VacatePolicy afterKill(VacatePolicy configured, Duration needed) {
        Duration term = shorter(configured.term(), configured.deadline().minus(needed));
        return policy(term.minus(phase(configured)), term, configured);
    }

    /** A budget that an earlier drill has found, within what is configured today. */
    public static VacatePolicy within(VacatePolicy configured, Budget tuned) {
        Duration less = Duration.ofMillis(tuned.deadlineMillis()).minus(configured.deadline());
        Duration cut = less.isNegative() ? Duration.ZERO : less;
        return policy(
                shorter(configured.soft(), Duration.ofMillis(tuned.softMillis()).minus(cut)),
                shorter(configured.term(), Duration.ofMillis(tuned.termMillis()).minus(cut)),
                configured);
    }

    public static Budget budget(VacatePolicy policy) {
        return new Budget(
                policy.soft().toMillis(),
                policy.term().toMillis(),
                policy.deadline().toMillis());
    }

    private static VacatePolicy policy(Duration soft, Duration term, VacatePolicy configured) {
        Duration kill = notNegative(term);
        return new VacatePolicy(shorter(notNegative(soft), kill), kill, configured.deadline());
    }

    private static Duration phase(VacatePolicy configured) {
        return configured.term().minus(configured.soft());
    }

    /** Rounded up to whole milliseconds, as budgets are told. */
    private static Duration halfAsLongAgain(Duration measured) {
        return Duration.ofMillis((measured.toMillis() * 3 + 1) / 2);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
