package io.dbcpool.console.view;

import io.dbcpool.console.view.Heard.OnChain;
import io.dbcpool.console.view.Heard.Spoken;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Whether a machine is rented, by what the topics hold. The watcher's own belief may know more: it hears the host
 * itself, and has its hold-down; this one is what everybody can read.
 *
 * @param source who says so
 * @param since when that was said
 */
public record Belief(State state, Source source, Optional<Instant> since) {

    public enum State {
        RENTED,
        /** Nobody rents it, but a verifier may use it, or what the chain says is not understood. */
        NOT_FREE,
        FREE,
        UNKNOWN
    }

    public enum Source {
        HYPERVISOR,
        BEST_BLOCK,
        FINALIZED_BLOCK,
        BROADCAST,
        OPERATOR,
        NOBODY
    }

    /**
     * Whoever says rented is believed, unless a stronger source has said free since. {@code empty} is a weak word: by
     * itself it makes a machine unknown and never free.
     */
    static Belief of(Heard heard) {
        var guest = heard.guests().values().stream().min(Comparator.naturalOrder());
        if (guest.isPresent()) {
            return new Belief(State.RENTED, Source.HYPERVISOR, guest);
        }
        var chain = heard.chain();
        var rentedOnChain =
                chain.filter(word -> word.tenancy() == Tenancy.RENTED && isNews(word.at(), heard.release()));
        if (rentedOnChain.isPresent()) {
            return by(State.RENTED, rentedOnChain.get());
        }
        var freeOnChain =
                chain.filter(word -> word.tenancy() == Tenancy.FREE && word.finality() == Finality.FINALIZED_BLOCK);
        var freedAt = latest(freeOnChain.map(OnChain::at), heard.release());
        var renting = heard.broadcast().filter(spoken -> spoken.word() == Word.RENTING && isNews(spoken.at(), freedAt));
        if (renting.isPresent()) {
            return new Belief(State.RENTED, Source.BROADCAST, renting.map(Spoken::at));
        }
        if (freeOnChain.isPresent()) {
            return by(State.FREE, freeOnChain.get());
        }
        if (heard.release().isPresent()) {
            return new Belief(State.FREE, Source.OPERATOR, heard.release());
        }
        return chain.filter(word -> word.tenancy() == Tenancy.NOT_FREE)
                .map(word -> by(State.NOT_FREE, word))
                .orElseGet(() -> weak(heard));
    }

    private static Belief weak(Heard heard) {
        return heard.broadcast()
                .map(spoken -> new Belief(State.UNKNOWN, Source.BROADCAST, Optional.of(spoken.at())))
                .orElse(new Belief(State.UNKNOWN, Source.NOBODY, Optional.empty()));
    }

    private static Belief by(State state, OnChain word) {
        return new Belief(
                state,
                word.finality() == Finality.FINALIZED_BLOCK ? Source.FINALIZED_BLOCK : Source.BEST_BLOCK,
                Optional.of(word.at()));
    }

    private static boolean isNews(Instant at, Optional<Instant> freedAt) {
        return freedAt.filter(freed -> !freed.isBefore(at)).isEmpty();
    }

    private static Optional<Instant> latest(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent() && b.isPresent()
                ? Optional.of(a.get().isAfter(b.get()) ? a.get() : b.get())
                : a.or(() -> b);
    }
}
