package io.dbcpool.watcher.systemd;

import io.dbcpool.watcher.RentalWatcher;
import io.dbcpool.watcher.guard.GuardRoom;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the guard's loop turns, as long as it does: {@code WatchdogSec} of the unit ends a watcher that
 * hangs, and starts another, which goes on where this one was. Nothing where systemd did not start it.
 *
 * <p>Ready is when the loop turns, not when every libvirt answers: a start that waits for libvirt would be given up by
 * systemd, and nobody would guard the machines whose libvirt comes later.
 */
@Startup
@Singleton
public class SystemdPulse {

    private static final Logger LOG = LoggerFactory.getLogger(SystemdPulse.class);

    private static final long EVERY_MILLIS = 2_000;

    /** The loop turns twice a second. */
    private static final Duration STUCK = Duration.ofSeconds(5);

    private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "systemd-pulse");
        thread.setDaemon(true);
        return thread;
    });
    private final GuardRoom room;
    private final Optional<SystemdNotifier> notifier;
    private boolean ready;

    /** @param watcher which has started the guard when this is made */
    SystemdPulse(RentalWatcher watcher, GuardRoom room) {
        this.room = room;
        this.notifier = SystemdNotifier.find(System.getenv());
        notifier.ifPresent(it -> {
            LOG.info("started by systemd, which is told every {} ms that the guard turns", EVERY_MILLIS);
            var unused = beat.scheduleWithFixedDelay(() -> tell(it, watcher), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        });
    }

    private void tell(SystemdNotifier systemd, RentalWatcher watcher) {
        if (room.guard().sinceLastTurn().compareTo(STUCK) >= 0) {
            return;
        }
        if (!ready) {
            int machines = room.guard().list().size();
            ready = systemd.tell("READY=1\nSTATUS=guarding %d machines, broadcasts %s"
                    .formatted(machines, watcher.broadcasts().status().listening() ? "heard" : "not heard"));
        }
        systemd.tell("WATCHDOG=1");
    }

    void stop(@Observes ShutdownEvent event) {
        beat.shutdownNow();
        notifier.ifPresent(systemd -> systemd.tell("STOPPING=1"));
    }
}
