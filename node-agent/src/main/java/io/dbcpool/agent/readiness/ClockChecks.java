package io.dbcpool.agent.readiness;

import io.dbcpool.agent.machine.ClockReading;
import io.dbcpool.agent.machine.ClockReading.Step;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.events.NodeReadiness.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class ClockChecks {

    /** For how long a step is worth a warning: receipts written since may name the wrong second. */
    static final Duration STEP_MATTERS = Duration.ofHours(1);

    private static final Item IN_STEP = new Item(
            "clock-in-step",
            "the clock is in step with a time service",
            "a kernel or a time service that says so",
            "a receipt is worth as much as the times in it; deadlines do not depend on it");

    private static final Item NOT_STEPPED = new Item(
            "clock-not-stepped",
            "the clock does not jump",
            "no jump within the last hour",
            "times in receipts and records before and after a jump cannot be compared");

    private ClockChecks() {}

    static Check inStep(MachineState state) {
        return state.lastTick()
                .map(Tick::clock)
                .flatMap(ClockReading::inStep)
                .map(IN_STEP::ok)
                .orElseGet(() -> IN_STEP.cannotTell(
                        "neither the kernel nor systemd-timesyncd says so",
                        "run a time service such as chrony or systemd-timesyncd; in a virtual machine the host may "
                                + "keep the clock without telling"));
    }

    static Check notStepped(MachineState state, Instant now) {
        Optional<Step> step = state.lastTick().map(Tick::clock).flatMap(ClockReading::lastStep);
        if (state.lastTick().isEmpty()) {
            return NOT_STEPPED.cannotTell("not looked at yet", "wait for the first look");
        }
        if (step.isEmpty()) {
            return NOT_STEPPED.ok("none since the agent started at " + state.startedAt());
        }
        String found = "%+d ms at %s"
                .formatted(step.get().size().toMillis(), step.get().at());
        boolean matters = Duration.between(step.get().at(), now).abs().compareTo(STEP_MATTERS) < 0;
        return matters
                ? NOT_STEPPED.warning(found, "find out who sets the clock; a time service that runs always does not")
                : NOT_STEPPED.ok(found);
    }
}
