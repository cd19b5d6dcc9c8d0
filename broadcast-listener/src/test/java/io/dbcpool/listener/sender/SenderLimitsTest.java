package io.dbcpool.listener.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.values.TokenBucket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SenderLimitsTest {

    private static final int OWN_BURST = SenderLimits.WORDS_PER_SECOND_AND_MACHINE * TokenBucket.SAVED_SECONDS;
    private static final int OTHERS_BURST = SenderLimits.WORDS_PER_SECOND_OF_OTHERS * TokenBucket.SAVED_SECONDS;

    private final SenderLimits limits = new SenderLimits(0);

    @Test
    void eachHeldAddressHasABucketOfItsOwn() throws Exception {
        limits.onLearned(null, address(1), 0);
        limits.onLearned(null, address(2), 0);

        assertThat(admitted(address(1), true, 10_000, 0)).isEqualTo(OWN_BURST);
        assertThat(admitted(address(2), true, 10_000, 0)).isEqualTo(OWN_BURST);
        assertThat(admitted(address(1), true, 10_000, 500)).isEqualTo(SenderLimits.WORDS_PER_SECOND_AND_MACHINE / 2);
    }

    @Test
    void anAddressThatSpeaksForMoreMachinesMaySayMore() throws Exception {
        limits.onLearned(null, address(1), 0);
        limits.onLearned(null, address(1), 0);
        admitted(address(1), true, 10_000, 0);

        assertThat(admitted(address(1), true, 10_000, 60_000)).isEqualTo(2 * OWN_BURST);
    }

    @Test
    void allOthersShareOneBucketHoweverManyTheyAre() throws Exception {
        limits.onLearned(null, address(1), 0);
        int passed = 0;
        for (int sender = 2; sender < 200; sender++) {
            passed += admitted(address(sender), false, 100, 0);
        }

        assertThat(passed).isEqualTo(OTHERS_BURST);
        assertThat(admitted(address(1), true, 1, 0)).isEqualTo(1);
    }

    @Test
    void whatAHeldAddressSaysOfAnotherMachineIsAStrangersWord() throws Exception {
        limits.onLearned(null, address(1), 0);

        assertThat(admitted(address(1), false, 10_000, 0)).isEqualTo(OTHERS_BURST);
        assertThat(admitted(address(1), true, 1, 0)).isEqualTo(1);
    }

    @Test
    void whoSpeaksForNoMachineAnyMoreHasNoBucket() throws Exception {
        limits.onLearned(null, address(1), 0);
        limits.onLearned(address(1), address(2), 0);

        assertThat(limits.isKnown(address(1))).isFalse();
        assertThat(limits.isKnown(address(2))).isTrue();
    }

    private int admitted(InetAddress sender, boolean ofItsMachine, int words, int atMillis) {
        int passed = 0;
        for (int word = 0; word < words; word++) {
            passed += limits.admits(
                            sender, ofItsMachine, Duration.ofMillis(atMillis).toNanos())
                    ? 1
                    : 0;
        }
        return passed;
    }

    private static InetAddress address(int host) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) host});
    }
}
