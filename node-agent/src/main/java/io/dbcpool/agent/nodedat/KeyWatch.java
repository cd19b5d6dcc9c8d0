package io.dbcpool.agent.nodedat;

import io.dbcpool.agent.machine.KeyState;
import io.dbcpool.agent.machine.KeyState.Broken;
import io.dbcpool.agent.machine.KeyState.Missing;
import io.dbcpool.agent.machine.Observation.KeySeen;
import io.dbcpool.configuration.Locality;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks at the {@code node.dat} of each machine of this host every 5 s. On a thread of its own, because a disk that
 * hangs keeps it.
 */
public final class KeyWatch implements AutoCloseable {

    static final Duration EVERY = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(KeyWatch.class.getName());

    /** A file that is being put in place is whole after this. */
    private static final Duration SECOND_LOOK = Duration.ofMillis(300);

    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, work -> {
        var made = new Thread(work, "key-watch");
        made.setDaemon(true);
        return made;
    });
    private final List<MachineId> machines;
    private final NodeDatFiles files;
    private final Consumer<KeySeen> loop;
    private final Clock clock = Clock.systemUTC();

    private KeyWatch(List<MachineId> machines, NodeDatFiles files, Consumer<KeySeen> loop) {
        this.machines = machines;
        this.files = files;
        this.loop = loop;
    }

    /** @param loop must not block */
    public static KeyWatch start(PoolConfig config, NodeDatFiles files, Consumer<KeySeen> loop) {
        return start(config, files, EVERY, loop);
    }

    static KeyWatch start(PoolConfig config, NodeDatFiles files, Duration every, Consumer<KeySeen> loop) {
        var machines = config.machines().stream()
                .filter(machine -> Locality.isLocal(machine.libvirt()))
                .map(Machine::id)
                .toList();
        var watch = new KeyWatch(machines, files, loop);
        var unused = watch.thread.scheduleWithFixedDelay(watch::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        for (MachineId machine : machines) {
            files.find(machine).ifPresent(file -> look(machine, file));
        }
    }

    private void look(MachineId machine, Path file) {
        try {
            KeyState seen = KeyLook.of(machine, file);
            if (seen instanceof Missing || seen instanceof Broken) {
                Thread.sleep(SECOND_LOOK.toMillis());
                seen = KeyLook.of(machine, file);
            }
            loop.accept(new KeySeen(machine, seen, clock.instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Thrown on, it would end the watch for good.
            LOG.log(System.Logger.Level.ERROR, "key cannot be looked at machineId=" + machine, e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
