package io.dbcpool.agent.clock;

import io.dbcpool.agent.machine.ClockReading;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.host.linux.KernelClock;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at the clocks, and whether the agent can hear, each time it is asked. For one thread. */
public final class Pulse implements Supplier<Tick> {

    private final Clock clock = Clock.systemUTC();
    private final KernelClock kernel = new KernelClock();
    private final Supplier<Optional<String>> deafBecause;
    private StepWatch steps = StepWatch.start(clock.instant(), System.nanoTime());

    /** @param deafBecause why broadcasts are not heard; empty while they are */
    public Pulse(Supplier<Optional<String>> deafBecause) {
        this.deafBecause = deafBecause;
    }

    @Override
    public Tick get() {
        long nanos = System.nanoTime();
        var now = clock.instant();
        steps = steps.look(now, nanos);
        return new Tick(now, nanos, new ClockReading(kernel.findInStep(), steps.lastStep()), deafBecause.get());
    }
}
