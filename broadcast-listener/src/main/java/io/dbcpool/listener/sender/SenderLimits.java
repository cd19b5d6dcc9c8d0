package io.dbcpool.listener.sender;

import io.dbcpool.values.TokenBucket;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket for each address that speaks for machines of the pool, and one for all others together, so that a
 * flood from one takes nothing from another. Only the addresses that are held have a bucket of their own, so made-up
 * senders cost no memory. Used by one thread at a time.
 *
 * <p>Asked about every accepted word but {@code renting}, which always passes: the flood that would hide behind it is
 * joined into one record a second for each machine.
 */
public final class SenderLimits {

    /** A DBC node sends eleven words in 20 s at most, and one in 300 s otherwise. */
    static final int WORDS_PER_SECOND_AND_MACHINE = 20;

    static final int WORDS_PER_SECOND_OF_OTHERS = 100;

    private static final class Held {
        private int machines;
        private TokenBucket bucket;

        private Held(long nowNanos) {
            this.machines = 1;
            this.bucket = TokenBucket.full(WORDS_PER_SECOND_AND_MACHINE, nowNanos);
        }
    }

    private final Map<InetAddress, Held> held = new HashMap<>();
    private TokenBucket others;

    public SenderLimits(long nowNanos) {
        this.others = TokenBucket.full(WORDS_PER_SECOND_OF_OTHERS, nowNanos);
    }

    /** One more machine speaks from there, and no longer from {@code before}. */
    public void onLearned(@Nullable InetAddress before, InetAddress address, long nowNanos) {
        if (before != null) {
            var left = held.get(before);
            if (left != null && --left.machines == 0) {
                held.remove(before);
            }
        }
        var known = held.get(address);
        if (known == null) {
            held.put(address, new Held(nowNanos));
        } else {
            known.machines++;
        }
    }

    public boolean isKnown(InetAddress sender) {
        return held.containsKey(sender);
    }

    /** Whether {@code sender} may say one word more now about a machine that it speaks for, or about another. */
    public boolean admits(InetAddress sender, boolean ofItsMachine, long nowNanos) {
        var own = ofItsMachine ? held.get(sender) : null;
        if (own == null) {
            var step = others.take(nowNanos);
            others = step.next();
            return step.isEnough();
        }
        var step =
                own.bucket.withRate(own.machines * WORDS_PER_SECOND_AND_MACHINE).take(nowNanos);
        own.bucket = step.next();
        return step.isEnough();
    }
}
