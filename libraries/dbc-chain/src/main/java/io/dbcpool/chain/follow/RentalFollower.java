package io.dbcpool.chain.follow;

import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.values.MachineId;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the rentals of a pool's machines and tells a listener. It goes on through lost nodes, forks and gaps; no
 * block is passed over but those that {@link FollowerOptions} lets it pass over, and nothing is told twice.
 */
public final class RentalFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RentalFollower.class);

    private static final Duration TURN = Duration.ofSeconds(1);

    private final FollowLoop loop;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread thread;

    private RentalFollower(FollowLoop loop, String name) {
        this.loop = loop;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins at once, on a thread of its own. The chain stays the caller's to close. */
    public static RentalFollower start(
            ChainFeed chain, Collection<MachineId> machines, FollowerOptions options, RentalListener listener) {
        FollowLoop loop = new FollowLoop(chain, machines, options, listener, Clock.systemUTC());
        RentalFollower follower = new RentalFollower(loop, "rental-follower");
        follower.thread.start();
        return follower;
    }

    public FollowerStatus status() {
        return loop.status();
    }

    /** Each machine as the chain spells it. */
    public Map<MachineId, MachineKey> keys() {
        return loop.keys();
    }

    private void run() {
        while (!closed.get()) {
            try {
                Duration pause = loop.turn(TURN);
                if (!pause.isZero()) {
                    Thread.sleep(pause.toMillis());
                }
            } catch (InterruptedException e) {
                return; // closed
            } catch (RuntimeException e) {
                LOG.error("a turn of following the chain failed", e); // thrown on, it would end the source for good
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TURN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.set(true);
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
