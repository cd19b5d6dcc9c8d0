package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.upkeep.Shortage;
import io.dbcpool.values.MachineId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every minute whether the accounts of the wishes can pay what is next, and tells. */
public final class WishWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WishWatch.class);

    private static final long EVERY_SECONDS = 60;

    private final Owners owners;
    private final Consumer<Map<MachineId, Shortage>> told;
    private boolean failed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "wish-watch");
        named.setDaemon(true);
        return named;
    });

    private WishWatch(Owners owners, Consumer<Map<MachineId, Shortage>> told) {
        this.owners = owners;
        this.told = told;
    }

    public static WishWatch start(Owners owners, Consumer<Map<MachineId, Shortage>> told) {
        var watch = new WishWatch(owners, told);
        var unused = watch.timer.scheduleWithFixedDelay(watch::look, 1, EVERY_SECONDS, TimeUnit.SECONDS);
        return watch;
    }

    private void look() {
        try {
            Map<MachineId, Shortage> all = new HashMap<>();
            owners.look().lacking().forEach((machine, lacking) -> all.put(machine, Shortage.of(lacking)));
            told.accept(all);
            failed = false;
        } catch (DeskException | RuntimeException e) {
            if (!failed) {
                LOG.warn("whether the wishes can be paid is not known reason={}", e.getMessage());
            }
            failed = true; // what was known last stays
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
