package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.watcher.belief.LastWord.Says;
import io.dbcpool.watcher.vacate.Moment;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who says what, and since when: each source's last word. Nothing is believed for it; what is, {@link MachineBelief}
 * says.
 *
 * @param renting since when, and until when, broadcasts said renting, whatever else they said between
 * @param empty the same for {@code empty}
 * @param elsewhere the last broadcast that came from a sender that is not the machine's
 */
public record LastWords(
        Map<Source, LastWord> bySource, Optional<Span> renting, Optional<Span> empty, Optional<Elsewhere> elsewhere) {

    /** @param last when it came */
    public record Elsewhere(String detail, Moment last) {}

    static final LastWords NONE = new LastWords(Map.of(), Optional.empty(), Optional.empty(), Optional.empty());

    public LastWords {
        bySource = Map.copyOf(bySource);
    }

    public Optional<LastWord> find(Source source) {
        return Optional.ofNullable(bySource.get(source));
    }

    /** Nobody else has said anything, so nobody contradicts it. */
    boolean areOfTheChainAlone() {
        return elsewhere.isEmpty()
                && !bySource.containsKey(Source.BROADCAST)
                && !bySource.containsKey(Source.HYPERVISOR);
    }

    /** Whether that is its last word. */
    boolean says(Source source, Says what) {
        var word = bySource.get(source);
        return word != null && word.is(what);
    }

    /** Whether anybody's last word is that it is rented. */
    public boolean isAnySayingRenting() {
        return bySource.values().stream().anyMatch(word -> word.is(Says.RENTING));
    }

    /** The chain's: what its best block says, if that is newer than what its finalized block says. */
    Optional<LastWord> ofChain() {
        var best = find(Source.BEST_BLOCK).filter(word -> word.is(Says.RENTING));
        var last = find(Source.FINALIZED_BLOCK);
        return best.filter(word -> last.filter(other ->
                                word.last().monotonic().isBefore(other.last().monotonic()))
                        .isEmpty())
                .or(() -> last);
    }

    LastWords rented(Trigger trigger, Moment now) {
        var word = new LastWord(Says.RENTING, trigger.via(), now, now, trigger.rentOrderId(), trigger.block());
        var noted = with(trigger.source(), word);
        return trigger.source() == Source.BROADCAST
                ? new LastWords(noted.bySource, Optional.of(Span.with(renting, now)), empty, elsewhere)
                : noted;
    }

    LastWords empty(Via via, Moment now) {
        var noted = with(Source.BROADCAST, plain(Says.EMPTY, via, now));
        return new LastWords(noted.bySource, renting, Optional.of(Span.with(empty, now)), elsewhere);
    }

    LastWords free(Signal.ChainSaysFree says, Moment now) {
        return with(
                Source.FINALIZED_BLOCK, new LastWord(Says.FREE, says.via(), now, now, Optional.empty(), says.block()));
    }

    LastWords retracted(Moment now) {
        return with(Source.BEST_BLOCK, plain(Says.RETRACTED, Via.KAFKA, now));
    }

    LastWords rentersDomain(boolean active, Moment now) {
        boolean isNews = active || find(Source.HYPERVISOR).isPresent();
        return isNews ? with(Source.HYPERVISOR, plain(active ? Says.RENTING : Says.GONE, Via.DIRECT, now)) : this;
    }

    LastWords elsewhere(String detail, Moment now) {
        return new LastWords(bySource, renting, empty, Optional.of(new Elsewhere(detail, now)));
    }

    private static LastWord plain(Says says, Via via, Moment now) {
        return new LastWord(says, via, now, now, Optional.empty(), Optional.empty());
    }

    private LastWords with(Source source, LastWord word) {
        var next = new EnumMap<Source, LastWord>(Source.class);
        next.putAll(bySource);
        next.merge(source, word, LastWord::then);
        return new LastWords(next, renting, empty, elsewhere);
    }
}
