package io.dbcpool.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a datagram leaves to the collector, whose pauses a flood would lengthen. A count of bytes is the same on a busy
 * machine and on an idle one.
 */
class AllocationTest {

    private static final int WARM_UP = 5_000;
    private static final int DATAGRAMS = 20_000;
    private static final long SEED = 20_261_128;

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));

    private @Nullable Verdict decoded;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aGenuineDatagramLeavesAtMostSixteenTimesItsOwnSize() {
        byte[] genuine = BroadcastEncoder.encode(MACHINE, Word.RENTING);

        assertThat(bytesEach(genuine)).isLessThan(16L * genuine.length);
    }

    @Test
    @DisplayName("garbage costs less than a quarter of a word, seed " + SEED)
    void garbageCostsLessThanAQuarterOfAWord() {
        byte[] genuine = BroadcastEncoder.encode(MACHINE, Word.RENTING);
        byte[] garbage = new byte[genuine.length];
        new Random(SEED).nextBytes(garbage);

        assertThat(4 * bytesEach(garbage)).isLessThan(bytesEach(genuine));
    }

    private long bytesEach(byte[] datagram) {
        decode(datagram, WARM_UP);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        decode(datagram, DATAGRAMS);
        return (threads.getThreadAllocatedBytes(thread) - before) / DATAGRAMS;
    }

    private void decode(byte[] datagram, int times) {
        for (int i = 0; i < times; i++) {
            decoded = BroadcastDecoder.decode(datagram, datagram.length);
        }
        assertThat(decoded).isNotNull();
    }
}
