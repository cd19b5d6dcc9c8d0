package io.dbcpool.devchain;

import io.dbcpool.devchain.runtime.RuntimeRelease;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a development chain begins.
 *
 * @param pace from block to block; zero: a block only on command
 * @param finalityBlocks with a pace, how far the finalized head is behind the best one
 * @param port of the first endpoint; 0: any that is free
 * @param clock what blocks say the time is
 */
public record ChainSettings(Duration pace, int finalityBlocks, int port, InstantSource clock, RuntimeRelease runtime) {

    /** GRANDPA is two or three blocks behind on the real chain. */
    private static final int USUAL_FINALITY_BLOCKS = 2;

    public ChainSettings {
        if (pace.isNegative() || finalityBlocks < 0) {
            throw new IllegalArgumentException(
                    "wanted a pace and a distance of 0 or more, but found %s and %d".formatted(pace, finalityBlocks));
        }
    }

    /** Blocks on command, final on command, by DBC's recorded runtime. */
    public static ChainSettings onCommand() {
        return new ChainSettings(
                Duration.ZERO, USUAL_FINALITY_BLOCKS, 0, InstantSource.system(), RuntimeRelease.recorded());
    }

    public ChainSettings withPace(Duration between) {
        return new ChainSettings(between, finalityBlocks, port, clock, runtime);
    }

    public ChainSettings withFinality(int blocks) {
        return new ChainSettings(pace, blocks, port, clock, runtime);
    }

    public ChainSettings withPort(int firstPort) {
        return new ChainSettings(pace, finalityBlocks, firstPort, clock, runtime);
    }

    public ChainSettings withClock(InstantSource other) {
        return new ChainSettings(pace, finalityBlocks, port, other, runtime);
    }

    public ChainSettings withRuntime(RuntimeRelease other) {
        return new ChainSettings(pace, finalityBlocks, port, clock, other);
    }
}
