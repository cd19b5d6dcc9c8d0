package io.dbcpool.agent.hostcheck;

import io.dbcpool.agent.machine.Observation.HostExamined;
import io.dbcpool.configuration.Locality;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Examines this host for each machine that it is, one after the other, on a thread of its own. */
public final class HostExaminer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HostExaminer.class.getName());

    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, work -> {
        var made = new Thread(work, "host-examiner");
        made.setDaemon(true);
        return made;
    });
    private final HostLook look;
    private final Consumer<HostExamined> loop;
    private final Clock clock = Clock.systemUTC();

    private HostExaminer(HostLook look, Consumer<HostExamined> loop) {
        this.look = look;
        this.loop = loop;
    }

    /**
     * Begins at once. Each machine has the interval of its own {@code node.check-every}, counted from the end of its
     * last look.
     *
     * @param loop must not block
     */
    public static HostExaminer start(PoolConfig config, HostLook look, Consumer<HostExamined> loop) {
        var examiner = new HostExaminer(look, loop);
        local(config).forEach(examiner::every);
        return examiner;
    }

    static List<Machine> local(PoolConfig config) {
        return config.machines().stream()
                .filter(machine -> Locality.isLocal(machine.libvirt()))
                .toList();
    }

    private void every(Machine machine) {
        var unused = thread.scheduleWithFixedDelay(
                () -> examine(machine), 0, machine.node().checkEvery().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void examine(Machine machine) {
        try {
            var checks = look.at(machine);
            loop.accept(new HostExamined(machine.id(), checks, clock.instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Thrown on, it would end the examinations for good.
            LOG.log(System.Logger.Level.ERROR, "host cannot be examined machineId=" + machine.id(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
