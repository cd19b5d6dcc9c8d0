package io.dbcpool.agent.picture;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.NodeRental.Kind;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be told when one picture of a machine follows another. */
public final class PictureChanges {

    private PictureChanges() {}

    /**
     * First what went, then what came, then what a renter's domain has of the host, then the word. A domain that turns
     * out to be somebody else's goes as the one's and comes as the other's.
     */
    public static List<NodeRental> compare(MachineId machine, Picture previous, Picture now, Instant observedAt) {
        var changes = new ArrayList<NodeRental>();
        var at = EventCodec.micros(observedAt);
        previous.active().stream().filter(domain -> !isIn(now, domain)).forEach(domain -> {
            boolean stillActive = now.find(domain.uuid()).isPresent();
            changes.add(new NodeRental(
                    machine,
                    goneKind(domain.ownership()),
                    Optional.of(new DomainRef(domain.name(), domain.uuid())),
                    stillActive ? "it is counted otherwise now" : "it is no longer active",
                    at));
        });
        now.active().stream()
                .filter(domain -> !isIn(previous, domain))
                .forEach(domain -> changes.add(new NodeRental(
                        machine,
                        cameKind(domain.ownership()),
                        Optional.of(new DomainRef(domain.name(), domain.uuid())),
                        domain.reason(),
                        at)));
        for (ActiveDomain domain : now.active()) {
            previous.find(domain.uuid())
                    .filter(before -> before.ownership() == domain.ownership())
                    .flatMap(before -> before.describeChange(domain))
                    .ifPresent(change -> changes.add(new NodeRental(
                            machine,
                            Kind.RENTER_DOMAIN_CHANGED,
                            Optional.of(new DomainRef(domain.name(), domain.uuid())),
                            change,
                            at)));
        }
        findWordChange(previous.word(), now.word())
                .ifPresent(kind -> changes.add(new NodeRental(
                        machine,
                        kind,
                        Optional.empty(),
                        kind == Kind.RENTAL_BEGUN
                                ? "the DBC node's broadcast says renting"
                                : "the DBC node's broadcast says empty",
                        at)));
        return List.copyOf(changes);
    }

    private static boolean isIn(Picture picture, ActiveDomain domain) {
        return picture.find(domain.uuid())
                .filter(found -> found.ownership() == domain.ownership())
                .isPresent();
    }

    private static Optional<Kind> findWordChange(Optional<Word> previous, Optional<Word> now) {
        if (now.equals(previous) || now.isEmpty()) {
            return Optional.empty();
        }
        if (now.get() == Word.RENTING) {
            return Optional.of(Kind.RENTAL_BEGUN);
        }
        return previous.isPresent() ? Optional.of(Kind.RENTAL_ENDED) : Optional.empty();
    }

    private static Kind cameKind(Ownership ownership) {
        return switch (ownership) {
            case OWNER -> Kind.OWNER_DOMAIN_STARTED;
            case RENTER -> Kind.RENTER_DOMAIN_APPEARED;
            case VERIFIER -> Kind.VERIFIER_DOMAIN_APPEARED;
            case UNKNOWN -> Kind.UNKNOWN_DOMAIN_APPEARED;
        };
    }

    private static Kind goneKind(Ownership ownership) {
        return switch (ownership) {
            case OWNER -> Kind.OWNER_DOMAIN_STOPPED;
            case RENTER -> Kind.RENTER_DOMAIN_GONE;
            case VERIFIER -> Kind.VERIFIER_DOMAIN_GONE;
            case UNKNOWN -> Kind.UNKNOWN_DOMAIN_GONE;
        };
    }
}
