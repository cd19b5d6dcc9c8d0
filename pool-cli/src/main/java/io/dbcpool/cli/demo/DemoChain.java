package io.dbcpool.cli.demo;

import io.dbcpool.devchain.ChainSettings;
import io.dbcpool.devchain.DevelopmentChain;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.RentOrderId;
import java.net.URI;
import java.time.Duration;

/** A chain of our own in this process, on which the demo's machine is online and is rented. */
final class DemoChain implements AutoCloseable {

    /** DBC's blocks take 6 s; here nobody has the time. */
    private static final Duration PACE = Duration.ofSeconds(1);

    /** The shortest rental: half an hour in DBC's blocks. */
    private static final int BLOCKS = 300;

    private final DevelopmentChain chain;

    private DemoChain(DevelopmentChain chain) {
        this.chain = chain;
    }

    static DemoChain start(MachineId machine) {
        var chain = DevelopmentChain.start(ChainSettings.onCommand().withPace(PACE));
        chain.bringOnline(machine);
        return new DemoChain(chain);
    }

    URI endpoint() {
        return chain.endpoint();
    }

    /** A renter's own extrinsic, in a block when this returns. */
    RentOrderId rent(MachineId machine) {
        return chain.rent(machine, 1, BLOCKS);
    }

    long best() {
        return chain.best().number();
    }

    @Override
    public void close() {
        chain.close();
    }
}
