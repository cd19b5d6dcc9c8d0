package io.dbcpool.cli.demo;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.pool.PoolPlan;
import io.dbcpool.cli.pool.Service;
import io.dbcpool.parts.libvirt.LoopbackLibvirtd;
import io.dbcpool.parts.libvirt.PartsException;
import io.dbcpool.parts.udp.DatagramFlood;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets one thing go wrong: before the word, or when the watcher has begun. {@link #close} makes it whole again, also
 * when the demo is cut off.
 */
final class FaultPlay implements AutoCloseable {

    private static final int FLOOD_PER_SECOND = 100_000;

    /** Longer than any demo waits for its domain to be off. */
    private static final Duration FLOOD_LIMIT = Duration.ofSeconds(60);

    /** The watcher acts first and tells then, and on a busy host its telling takes its time. */
    private static final Duration BEGUN_LIMIT = Duration.ofSeconds(15);

    private final Optional<DemoFault> fault;
    private final DemoHost host;
    private final DemoPool pool;
    private final DemoDomain owner;
    private final int broadcastPort;
    private final Consumer<String> out;
    private Optional<DatagramFlood> flood = Optional.empty();
    private boolean frozen;
    private boolean heldDown;
    private volatile boolean happened;

    FaultPlay(
            Optional<DemoFault> fault,
            DemoHost host,
            DemoPool pool,
            DemoDomain owner,
            int broadcastPort,
            Consumer<String> out) {
        this.fault = fault;
        this.host = host;
        this.pool = pool;
        this.owner = owner;
        this.broadcastPort = broadcastPort;
        this.out = out;
    }

    private boolean is(DemoFault other) {
        return fault.filter(other::equals).isPresent();
    }

    void beforeTheWord() throws CannotReachException, IOException {
        fault.ifPresent(it -> out.accept("fault       %s: %s".formatted(it.word(), it.meaning())));
        if (is(DemoFault.HUNG_QEMU)) {
            owner.freeze();
        } else if (is(DemoFault.KAFKA_DOWN)) {
            heldDown = true;
            pool.holdDown(PoolPlan.BROKER);
        } else if (is(DemoFault.FLOOD)) {
            flood = Optional.of(DatagramFlood.start(broadcastPort, FLOOD_PER_SECOND, FLOOD_LIMIT));
        } else if (fault.filter(DemoFault::isOfLibvirtd).isPresent()
                && host.daemon().isEmpty()) {
            throw new CannotReachException("this fault needs a libvirtd of our own");
        }
        happened = fault.filter(DemoFault::waitsForTheVacate).isEmpty();
    }

    /** Whether what was asked for has been done; a demo in which nothing went wrong shows nothing. */
    boolean hasHappened() {
        return happened;
    }

    /** Returns when it is done; not to be waited for. */
    void onceBegun(Narrator narrator) {
        try {
            if (is(DemoFault.WATCHER_KILLED) && narrator.awaitBegun(BEGUN_LIMIT)) {
                narrator.saw(Instant.now(), "fault", "SIGKILL to the watcher");
                pool.kill(Service.RENTAL_WATCHER);
                happened = true;
            } else if (is(DemoFault.LIBVIRTD_RESTART) && narrator.awaitBegun(BEGUN_LIMIT)) {
                narrator.saw(Instant.now(), "fault", "libvirtd is ended");
                daemon().restart();
                happened = true;
                narrator.saw(Instant.now(), "fault", "libvirtd answers again");
            } else if (is(DemoFault.LIBVIRTD_FROZEN) && narrator.awaitBegun(BEGUN_LIMIT)) {
                narrator.saw(Instant.now(), "fault", "SIGSTOP to libvirtd");
                frozen = true;
                daemon().freeze();
                happened = true;
            }
        } catch (IOException | PartsException e) {
            narrator.saw(Instant.now(), "fault", "could not be made: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The domain is off, or never will be in time. */
    void mend(Narrator narrator) {
        flood.ifPresent(it -> {
            it.close();
            narrator.saw(
                    Instant.now(),
                    "fault",
                    "the flood ends: %,d datagrams, %,d a second".formatted(it.sent(), it.perSecondReached()));
        });
        if (frozen) {
            narrator.saw(Instant.now(), "fault", "SIGCONT to libvirtd");
        }
        if (heldDown) {
            narrator.saw(Instant.now(), "fault", "the broker is started again");
        }
        close();
    }

    private LoopbackLibvirtd daemon() {
        return host.daemon().get(0);
    }

    @Override
    public void close() {
        flood.ifPresent(DatagramFlood::close);
        if (frozen) {
            frozen = false;
            daemon().thaw();
        }
        if (heldDown) {
            heldDown = false;
            pool.letUp(PoolPlan.BROKER);
        }
    }
}
