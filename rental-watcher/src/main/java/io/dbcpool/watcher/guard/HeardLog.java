package io.dbcpool.watcher.guard;

import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.RentOrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was heard of a machine, as it came, for the receipt: each word of each sender once, with its bytes, and how
 * often it was repeated. Words are free to whoever sends them, so there is a limit for each source, and none can crowd
 * out another. Used by one thread.
 */
final class HeardLog {

    /** A DBC node says two words, a rent order has some five records. */
    static final int KEPT_OF_EACH = 8;

    /** The longest that a DBC node's timer takes from one word to the next. */
    static final Duration KEPT_FOR = Duration.ofMinutes(15);

    /** What comes after a longer silence is said anew. A node repeats its word every 2 s while it waits. */
    static final Duration BURST = Duration.ofMinutes(1);

    private static final Pattern PORT_OR_OFFSET = Pattern.compile("(:[0-9]+|/[0-9]+/[0-9]+)$");

    private record Key(
            Source source,
            Via via,
            String says,
            String sender,
            Optional<RentOrderId> rentOrderId,
            Optional<BlockNumber> block,
            Optional<String> blockHash) {

        /** A sender's port is another at each start of it, a record's offset at each record. */
        static Key of(SignalHeard heard) {
            return new Key(
                    heard.source(),
                    heard.via(),
                    heard.says(),
                    PORT_OR_OFFSET.matcher(heard.from()).replaceFirst(""),
                    heard.rentOrderId(),
                    heard.block(),
                    heard.blockHash());
        }

        boolean isOfSameKind(Key other) {
            return source == other.source && via == other.via;
        }
    }

    private final Map<Key, SignalHeard> heard = new LinkedHashMap<>();
    private final Set<Key> unwritten = new LinkedHashSet<>();
    private long leftOut;

    /** @param written what a watcher before this one had written down of the vacates that go on */
    HeardLog(List<SignalHeard> written) {
        written.forEach(signal -> heard.put(Key.of(signal), signal));
    }

    /** @param held whether a vacate is under way: then nothing that is kept is given up for it */
    void add(SignalHeard signal, boolean held) {
        var key = Key.of(signal);
        var known = heard.get(key);
        if (known != null && (held || isSameBurst(known, signal))) {
            heard.put(key, repeated(known, signal));
            return;
        }
        forget(key);
        var ofItsKind = heard.keySet().stream().filter(key::isOfSameKind).toList();
        if (ofItsKind.size() >= KEPT_OF_EACH) {
            leftOut++;
            if (held) {
                return;
            }
            forget(ofItsKind.get(0));
        }
        heard.put(key, signal);
        unwritten.add(key);
    }

    private void forget(Key key) {
        heard.remove(key);
        unwritten.remove(key);
    }

    private static boolean isSameBurst(SignalHeard known, SignalHeard again) {
        return !known.lastAt().isBefore(again.firstAt().minus(BURST));
    }

    private static SignalHeard repeated(SignalHeard known, SignalHeard again) {
        return new SignalHeard(
                known.source(),
                known.via(),
                known.says(),
                known.saidAt(),
                known.firstAt(),
                again.lastAt(),
                known.count() + again.count(),
                known.from(),
                known.rentOrderId(),
                known.block(),
                known.blockHash(),
                known.blockTime(),
                known.raw());
    }

    /** What is kept and was not asked for by this yet. */
    List<SignalHeard> takeUnwritten() {
        var taken = unwritten.stream()
                .flatMap(key -> Optional.ofNullable(heard.get(key)).stream())
                .toList();
        unwritten.clear();
        return taken;
    }

    /** @param since when the rental was first heard of: what was said long before has nothing to do with it */
    List<SignalHeard> list(Instant since) {
        return heard.values().stream()
                .filter(signal -> !signal.lastAt().isBefore(since.minus(KEPT_FOR)))
                .sorted(Comparator.comparing(SignalHeard::firstAt))
                .toList();
    }

    long leftOut() {
        return leftOut;
    }
}
