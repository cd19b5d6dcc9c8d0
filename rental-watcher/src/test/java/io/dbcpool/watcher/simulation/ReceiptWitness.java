package io.dbcpool.watcher.simulation;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import java.time.Duration;

/**
 * That a receipt says when it was so, by the world's own clock (invariant 6), and is not on time where it tells of a
 * breach (invariant 1).
 */
final class ReceiptWitness {

    /** From the end of a process until its watch has told of it. */
    private static final Duration TOLD_WITHIN = Duration.ofMillis(50);

    private final World world;
    private final Violations violations;
    private final BegunVacates begun;

    ReceiptWitness(World world, Violations violations, BegunVacates begun) {
        this.world = world;
        this.violations = violations;
        this.begun = begun;
    }

    /** What a watcher finds gone that was not there when it went, it can only say of when it found it. */
    void onReceipt(SimulatedWatcher watcher, VacateCompleted receipt) {
        var names = receipt.steps().stream().map(VacateStep::name).toList();
        if (receipt.outcome() == Outcome.ON_TIME && names.contains("breach")) {
            violations.add("1: vacate %s was on time, and tells of a breach: %s".formatted(receipt.vacateId(), names));
        }
        var meant = begun.processes(receipt.vacateId());
        boolean saw = !receipt.notObserved().contains("process")
                && receipt.releasedAt().isPresent();
        if (meant.isEmpty() || !saw || world.wall().wasSet()) {
            return;
        }
        if (meant.stream().noneMatch(process -> isOfItsEnd(watcher, receipt, process))) {
            violations.add("6: domain %s was gone at %s, and its receipt says at %s"
                    .formatted(
                            receipt.domain().uuid(),
                            world.wall().label(meant.get(0).endedAtNanos()),
                            receipt.releasedAt().get()));
        }
    }

    private boolean isOfItsEnd(SimulatedWatcher watcher, VacateCompleted receipt, SimulatedProcess process) {
        var ended = world.wall().label(process.endedAtNanos());
        var released = receipt.releasedAt().orElseThrow();
        boolean isBefore = released.isBefore(ended.minus(Witness.LABEL_SLACK));
        var known = ended.isAfter(receipt.startedAt()) ? ended : receipt.startedAt();
        boolean ranOn = receipt.steps().stream().noneMatch(step -> step.name().equals("resumed"))
                && watcher.downNanos(process.endedAtNanos(), world.agenda().nowNanos()) == 0;
        return !isBefore && !(ranOn && released.isAfter(known.plus(TOLD_WITHIN)));
    }
}
