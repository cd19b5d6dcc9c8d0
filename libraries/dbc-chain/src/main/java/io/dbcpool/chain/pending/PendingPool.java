package io.dbcpool.chain.pending;

import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.hash.Hash256;
import io.dbcpool.substrate.rpc.MalformedAnswerException;
import io.dbcpool.substrate.rpc.NodeAnswers;
import io.dbcpool.substrate.rpc.RpcConnection;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks each chain node once a second what waits in its pool. A node that does not answer that is left at peace. */
public final class PendingPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PendingPool.class);

    private static final long EVERY_MILLIS = 1_000;

    /** Each node tells of an extrinsic as long as it waits; it is told once. */
    private static final int REMEMBERED = 4_096;

    private final ChainClient client;
    private final Set<MachineId> machines;
    private final Consumer<PendingRental> listener;
    private final Set<Hash256> told = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "pending-pool");

    private PendingPool(ChainClient client, Collection<MachineId> machines, Consumer<PendingRental> listener) {
        this.client = client;
        this.machines = Set.copyOf(machines);
        this.listener = listener;
    }

    /** The client stays the caller's to close. */
    public static PendingPool start(
            ChainClient client, Collection<MachineId> machines, Consumer<PendingRental> listener) {
        PendingPool pool = new PendingPool(client, machines, listener);
        pool.thread.setDaemon(true);
        pool.thread.start();
        return pool;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                for (RpcConnection node : client.endpoints().connections()) {
                    ask(node);
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
            } catch (InterruptedException e) {
                return; // closed
            } catch (RuntimeException e) {
                LOG.error("a look into the pools failed", e); // thrown on, it would end the looks for good
            }
        }
    }

    private void ask(RpcConnection node) throws InterruptedException {
        try {
            List<byte[]> waiting = NodeAnswers.list(node.call("author_pendingExtrinsics"), NodeAnswers::bytes);
            if (waiting.isEmpty()) {
                return;
            }
            for (PendingRental rental : PendingRentals.find(client.best().metadata(), waiting, machines)) {
                if (told.add(rental.extrinsic())) {
                    listener.accept(rental);
                }
            }
            while (told.size() > REMEMBERED) {
                told.remove(told.iterator().next());
            }
        } catch (RpcException | MalformedAnswerException e) {
            LOG.debug(
                    "a node does not say what waits in its pool endpoint={} reason={}",
                    node.endpoint(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
