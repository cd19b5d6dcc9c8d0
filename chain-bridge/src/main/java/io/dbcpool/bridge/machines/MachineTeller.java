package io.dbcpool.bridge.machines;

import io.dbcpool.bus.Publisher;
import io.dbcpool.chain.follow.BlockStorage;
import io.dbcpool.chain.machine.MachineKey;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.chain.state.MachineState;
import io.dbcpool.chain.state.MachineStateReader;
import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the machines' state at finalized blocks, and tells what has changed. On a thread of its own: rentals do not
 * wait for it, and while it reads, only the newest block is kept for it.
 */
public final class MachineTeller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MachineTeller.class);

    private final MachineStateReader reader;
    private final MachineRecords records;
    private final Publisher publisher;
    private final MachineWatch watch;
    private final Clock clock;
    private final Map<MachineId, MachineState> told = new HashMap<>();
    private final AtomicReference<@Nullable Request> next = new AtomicReference<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "machine-teller");
        named.setDaemon(true);
        return named;
    });

    private record Request(BlockRef block, Collection<MachineKey> machines) {}

    public MachineTeller(
            BlockStorage storage, MachineRecords records, Publisher publisher, MachineWatch watch, Clock clock) {
        this.reader = new MachineStateReader(storage);
        this.records = records;
        this.publisher = publisher;
        this.watch = watch;
        this.clock = clock;
    }

    /** Returns at once. */
    public void onFinalized(BlockRef block, Collection<MachineKey> machines) {
        if (next.getAndSet(new Request(block, machines)) == null) {
            thread.execute(this::tell);
        }
    }

    private void tell() {
        Request request = next.getAndSet(null);
        if (request == null) {
            return;
        }
        try {
            Instant now = clock.instant();
            List<MachineState> states = reader.read(request.block(), List.copyOf(request.machines())).stream()
                    .map(state -> tell(state, now))
                    .toList();
            watch.onStates(states, now);
        } catch (RpcException | RuntimeShapeException e) {
            LOG.warn("the machines' state cannot be read block={} reason={}", request.block(), e.getMessage());
        }
    }

    /** @return the same, put together of what was told before as far as that is still so */
    private MachineState tell(MachineState state, Instant now) {
        MachineState before = told.get(state.machine());
        MachineState shared = before == null ? state : state.sharing(before);
        if (before == null || !MachineRecords.saysTheSame(shared, before)) {
            told.put(state.machine(), shared);
            publisher.publish(records.of(shared, now));
        }
        return shared;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
