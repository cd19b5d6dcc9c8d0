package io.dbcpool.bench.chain;

import io.dbcpool.bench.Ground;
import io.dbcpool.bench.Kept;
import io.dbcpool.bench.Latencies;
import io.dbcpool.bench.Waiting;
import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.values.MachineId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who watches a chain of his own, on which nothing happens while it is another's turn: so whatever else the
 * machine does falls on all of them alike.
 */
final class Contestant {

    private static final int RENT_BLOCKS = 300;

    /** An order that is not confirmed is removed at the end of the 150th block after its own. */
    private static final int EXPIRY_BLOCKS = 151;

    private static final int FINALITY_BLOCKS = 2;

    /** At random: what a finalized block had it do is over by then, and a clock's tick is not always met alike. */
    private static final int LEAST_PAUSE_MICROS = 30_000;

    private static final int MOST_PAUSE_MICROS = 60_000;

    private static final Duration FREE_WITHIN = Duration.ofMinutes(2);

    private final List<MachineId> machines;
    private final DevelopmentChain chain;
    private final HeadEar ear;
    private final Witness witness;
    private final List<Long> nanos = new ArrayList<>();

    /** Enters one who watches the chain of a node. */
    interface Entrance {
        Witness enter(Ground ground, URI node, List<MachineId> machines);
    }

    Contestant(Kept kept, Ground ground, int watched, Entrance entrance) {
        machines = ChainBench.some(watched);
        chain = kept.keep(DevelopmentChain.start(ChainSettings.onCommand()));
        chain.bringOnline(machines);
        chain.finalizeAll();
        ear = kept.keep(new HeadEar(chain.endpoint()));
        witness = kept.keep(entrance.enter(ground, chain.endpoint(), machines));
        freeAll(1);
    }

    String name() {
        return witness.name();
    }

    Latencies latenciesAfter(int warmUp) {
        return new Latencies(nanos.subList(warmUp, nanos.size()));
    }

    /** The next machine. Once all are rented their orders expire, as orders that nobody confirms do. */
    void rentNext() {
        int place = nanos.size() % machines.size();
        if (place == 0 && !nanos.isEmpty()) {
            freeAll(EXPIRY_BLOCKS);
        }
        LockSupport.parkNanos(1_000L * ThreadLocalRandom.current().nextInt(LEAST_PAUSE_MICROS, MOST_PAUSE_MICROS));
        MachineId machine = machines.get(place);
        String order = chain.rent(machine, 1, RENT_BLOCKS).toString();
        long received = ear.heardAtNanos(chain.best().number());
        nanos.add(witness.doneAtNanos(machine, order) - received);
        chain.finalizeUpTo(chain.best().number() - FINALITY_BLOCKS);
    }

    /** A real chain says with each block that a machine is free, and so does this one until it is believed. */
    private void freeAll(int blocks) {
        long last = chain.buildBlocks(blocks).number();
        chain.finalizeAll();
        Waiting.until(
                "%s to hold %d machines for free".formatted(name(), machines.size()),
                FREE_WITHIN,
                Duration.ofMillis(500),
                () -> {
                    if (witness.isReadyAt(last)) {
                        return true;
                    }
                    chain.buildBlock();
                    chain.finalizeAll();
                    return false;
                });
        witness.beginAgain();
    }
}
