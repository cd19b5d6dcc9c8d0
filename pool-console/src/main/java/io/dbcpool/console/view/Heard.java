package io.dbcpool.console.view;

import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.ChainRental.Finality;
import io.dbcpool.events.ChainRental.Tenancy;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.NodeRental;
import io.dbcpool.values.BlockNumber;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The last word of each source on whether a machine is rented.
 *
 * @param broadcast its DBC node's
 * @param chain the chain's, best block or finalized
 * @param guests the active domains that are a renter's or a verifier's, by when each appeared
 * @param release the operator's
 */
record Heard(
        Optional<Spoken> broadcast, Optional<OnChain> chain, Map<UUID, Instant> guests, Optional<Instant> release) {

    static final Heard NOTHING = new Heard(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());

    /** More renters' domains than any machine has GPUs. */
    private static final int MOST_GUESTS = 64;

    Heard {
        guests = Map.copyOf(guests);
    }

    /** @param from the datagram's sender, {@code address:port}; forgeable. Empty where only the agent tells of it */
    record Spoken(Word word, Instant at, Optional<String> from) {}

    /** @param block the one that says so */
    record OnChain(Tenancy tenancy, Finality finality, BlockNumber block, Instant at) {}

    Heard withBroadcast(Word word, Instant at, Optional<String> from) {
        return broadcast.filter(known -> known.at().isAfter(at)).isPresent()
                ? this
                : new Heard(Optional.of(new Spoken(word, at, from)), chain, guests, release);
    }

    Heard with(ChainMachine machine) {
        return withChain(
                new OnChain(machine.tenancy(), Finality.FINALIZED_BLOCK, machine.block(), machine.observedAt()));
    }

    /** Of a record from before tenancy was told, only what its kind says by itself. */
    Heard with(ChainRental rental) {
        Optional<Tenancy> tenancy = rental.tenancy().or(() -> switch (rental.kind()) {
            case ORDERED, CONFIRMED, EXTENDED -> Optional.of(Tenancy.RENTED);
            case ENDED, EXPIRED -> rental.gpuIndexes().isEmpty() ? Optional.of(Tenancy.FREE) : Optional.empty();
            case FORCED_OFFLINE, RETRACTED -> Optional.empty();
        });
        return tenancy.map(
                        known -> withChain(new OnChain(known, rental.finality(), rental.block(), rental.observedAt())))
                .orElse(this);
    }

    private Heard withChain(OnChain word) {
        return chain.filter(known -> known.at().isAfter(word.at())).isPresent()
                ? this
                : new Heard(broadcast, Optional.of(word), guests, release);
    }

    Heard with(MachineReleased released) {
        return new Heard(broadcast, chain, guests, Optional.of(released.releasedAt()));
    }

    Heard with(NodeRental rental) {
        return switch (rental.kind()) {
            case RENTAL_BEGUN -> withBroadcast(Word.RENTING, rental.observedAt(), Optional.empty());
            case RENTAL_ENDED -> withBroadcast(Word.EMPTY, rental.observedAt(), Optional.empty());
            case RENTER_DOMAIN_APPEARED, VERIFIER_DOMAIN_APPEARED -> withGuest(rental, true);
            case RENTER_DOMAIN_GONE, VERIFIER_DOMAIN_GONE -> withGuest(rental, false);
            case RENTER_DOMAIN_CHANGED,
                    OWNER_DOMAIN_STARTED,
                    OWNER_DOMAIN_STOPPED,
                    UNKNOWN_DOMAIN_APPEARED,
                    UNKNOWN_DOMAIN_GONE -> this;
        };
    }

    private Heard withGuest(NodeRental rental, boolean isThere) {
        var next = new LinkedHashMap<>(guests);
        rental.domain().map(DomainRef::uuid).ifPresent(uuid -> {
            if (!isThere) {
                next.remove(uuid);
            } else if (next.size() < MOST_GUESTS) {
                next.put(uuid, rental.observedAt());
            }
        });
        return new Heard(broadcast, chain, next, release);
    }
}
