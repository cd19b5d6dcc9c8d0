package io.dbcpool.watcher.guard;

import io.dbcpool.bus.Publisher;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Evidence.Versions;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.Journal;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.receipt.ReceiptKey;
import io.dbcpool.watcher.vacate.Alarm;
import io.dbcpool.watcher.vacate.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The real {@link GuardRoom}, on a world that is given to it, turned by whoever made it. */
public final class SimulatedGuard {

    /** When a process that is held has ended. */
    public interface Ends {
        void await(Grip grip, Runnable ended);
    }

    /** The same everywhere: a receipt names them, and a seed has to be one history on every Java and kernel. */
    private static final Versions VERSIONS = new Versions("0.1.0-SNAPSHOT", "25.0.3+9-LTS", "Linux 6.18.44-generic");

    private static final GuardMeters UNMETERED = new GuardMeters() {
        @Override
        public void vacateEnded(VacateCompleted receipt) {
            // nobody looks at figures here
        }

        @Override
        public void ranLate(Alarm alarm) {
            // nobody looks at figures here
        }
    };

    private final GuardRoom room;

    public SimulatedGuard(
            PoolConfig config,
            String actor,
            Publisher publisher,
            Journal journal,
            ReceiptKey key,
            Hypervisor hypervisor,
            LocalProcesses processes,
            Ends ends,
            Path locks,
            ExecutorService threads,
            ExecutorService desk,
            ScheduledExecutorService reader,
            ScheduledExecutorService timer,
            Supplier<Moment> clock,
            Supplier<UUID> ids,
            String bootId) {
        room = new GuardRoom(
                config,
                publisher,
                UNMETERED,
                actor,
                new GuardPorts(
                        journal,
                        key,
                        uri -> hypervisor,
                        uri -> readerOn(reader),
                        processes,
                        ends::await,
                        new StartLock(locks),
                        threads,
                        desk,
                        timer,
                        timer,
                        clock::get,
                        ids,
                        bootId,
                        VERSIONS,
                        Duration.ZERO));
    }

    private static HypervisorReader readerOn(ScheduledExecutorService thread) {
        return new HypervisorReader() {
            @Override
            public void execute(Runnable task) {
                thread.execute(task);
            }

            @Override
            public void executeAfter(long delayMillis, Runnable task) {
                var unused = thread.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
            }

            @Override
            public void executeEvery(long pauseMillis, Runnable task) {
                var unused = thread.scheduleWithFixedDelay(task, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
            }

            @Override
            public void close() {
                thread.shutdown();
            }
        };
    }

    public void begin() {
        room.guard().begin();
        room.listen();
    }

    public void observe(MachineId machine, Observation observation) {
        room.observe(machine, observation);
    }

    public void turn() {
        room.guard().turnNow();
    }

    public boolean hasNews() {
        return room.guard().hasNews();
    }

    public boolean isRented(MachineId machine) {
        return room.guard().isRented(machine);
    }

    public List<VacateView> runningVacates(MachineId machine) {
        return room.guard().runningVacates(machine);
    }

    public boolean isBusy() {
        return room.guard().isBusy();
    }

    public Sources sources() {
        return room.sources();
    }

    public MachineView view(MachineId machine) {
        return room.guard().look(machine);
    }

    public List<Alert> alerts() {
        return room.conditions().list();
    }
}
