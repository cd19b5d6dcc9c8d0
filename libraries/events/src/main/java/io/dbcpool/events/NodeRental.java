package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What the node-agent saw change on its host.
 *
 * @param domain the domain it is about; none for a rental that begins or ends by the DBC node's word
 * @param reason how the agent knows: the marker that told whose the domain is, or the word that was heard
 * @param observedAt the host's clock when the agent saw it
 */
public record NodeRental(MachineId machineId, Kind kind, Optional<DomainRef> domain, String reason, Instant observedAt)
        implements PoolEvent {

    public enum Kind {
        /** A renter's domain became active: somebody uses the machine. */
        RENTER_DOMAIN_APPEARED,
        /** A renter's domain that is active has other devices or disks than before; {@code reason} says which. */
        RENTER_DOMAIN_CHANGED,
        /** A renter's domain is active no more. It may still be defined, and start again. */
        RENTER_DOMAIN_GONE,
        /**
         * The committee's {@code vm_check_*} became active: the machine is being verified, not rented. It needs the
         * GPUs all the same.
         */
        VERIFIER_DOMAIN_APPEARED,
        VERIFIER_DOMAIN_GONE,
        OWNER_DOMAIN_STARTED,
        OWNER_DOMAIN_STOPPED,
        /** A domain that is neither the owner's nor has a renter's marker became active. */
        UNKNOWN_DOMAIN_APPEARED,
        UNKNOWN_DOMAIN_GONE,
        /** The DBC node's broadcast says {@code renting}, after it said {@code empty} or nothing. */
        RENTAL_BEGUN,
        /**
         * The DBC node's broadcast says {@code empty}, after {@code renting}. A weak word: it frees nothing by itself.
         */
        RENTAL_ENDED;

        private String typeSuffix() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public Topic topic() {
        return Topic.NODE_RENTALS;
    }

    @Override
    public String type() {
        return "io.dbcpool.node." + kind.typeSuffix();
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}
