package io.dbcpool.agent.orders;

import io.dbcpool.agent.machine.Observation.OrdersListed;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks for the orders of each machine for which a client node is named, once a minute. The first that answers counts.
 */
public final class OrderWatch implements AutoCloseable {

    static final Duration EVERY = Duration.ofMinutes(1);

    private static final System.Logger LOG = System.getLogger(OrderWatch.class.getName());

    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, work -> {
        var made = new Thread(work, "order-watch");
        made.setDaemon(true);
        return made;
    });
    private final RentOrdersClient client;
    private final List<Machine> machines;
    private final Consumer<OrdersListed> loop;
    private final Clock clock = Clock.systemUTC();

    private OrderWatch(List<Machine> machines, RentOrdersClient client, Consumer<OrdersListed> loop) {
        this.machines = machines;
        this.client = client;
        this.loop = loop;
    }

    /** @param loop must not block */
    public static OrderWatch start(PoolConfig config, Consumer<OrdersListed> loop) {
        return start(config, new RentOrdersClient(), EVERY, loop);
    }

    static OrderWatch start(PoolConfig config, RentOrdersClient client, Duration every, Consumer<OrdersListed> loop) {
        var watch = new OrderWatch(
                config.machines().stream()
                        .filter(machine -> !machine.node().clientNodes().isEmpty())
                        .toList(),
                client,
                loop);
        if (!watch.machines.isEmpty()) {
            var unused = watch.thread.scheduleWithFixedDelay(watch::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        }
        return watch;
    }

    private void look() {
        try {
            for (Machine machine : machines) {
                look(machine);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Thrown on, it would end the watch for good.
            LOG.log(System.Logger.Level.ERROR, "rent orders cannot be asked for", e);
        }
    }

    private void look(Machine machine) throws InterruptedException {
        for (URI clientNode : machine.node().clientNodes()) {
            var orders = client.find(clientNode, machine.id());
            if (orders.isPresent()) {
                loop.accept(new OrdersListed(machine.id(), orders.get(), clock.instant()));
                return;
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
