package io.dbcpool.console.view;

import static java.util.Comparator.comparing;

import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.ChainMachine;
import io.dbcpool.events.ChainRental;
import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.MachineReleased;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeRental;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateStarted;
import io.dbcpool.events.VacateStepTaken;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One machine, as far as the topics tell.
 *
 * @param name as the pool's file calls it; the first digits of the id where the file does not know it
 * @param domains the owner's, by UUID
 * @param vacates those that run, by their id
 * @param receipts newest first
 * @param alerts the last state of each, by name
 * @param timeline newest first
 */
public record MachineView(
        MachineId id,
        String name,
        Heard heard,
        Map<UUID, OwnerDomain> domains,
        Map<UUID, RunningVacate> vacates,
        List<Receipt> receipts,
        Optional<DrillCompleted> drill,
        Optional<NodeReadiness> readiness,
        Optional<ChainMachine> chain,
        Optional<BroadcastHeard> broadcast,
        Map<String, Alert> alerts,
        List<Happening> timeline) {

    /** An owner has one or two; more are not shown. */
    static final int MOST_DOMAINS = 16;

    static final int MOST_VACATES = 16;
    static final int MOST_RECEIPTS = 20;
    static final int MOST_ALERTS = 64;
    static final int MOST_HAPPENINGS = 60;

    public MachineView {
        domains = Collections.unmodifiableMap(new LinkedHashMap<>(domains));
        vacates = Collections.unmodifiableMap(new LinkedHashMap<>(vacates));
        receipts = List.copyOf(receipts);
        alerts = Map.copyOf(alerts);
        timeline = List.copyOf(timeline);
    }

    public static MachineView unheard(MachineId id, String name) {
        return new MachineView(
                id,
                name,
                Heard.NOTHING,
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    public Belief belief() {
        return Belief.of(heard);
    }

    /** Alerts that stand, the gravest first. */
    public List<Alert> standingAlerts() {
        return alerts.values().stream()
                .filter(alert -> alert.state() == Alert.State.RAISED)
                .sorted(comparing(Alert::severity).thenComparing(Alert::alert))
                .toList();
    }

    /** Those of whose end something may still be heard. */
    public List<RunningVacate> runningVacates(Instant now) {
        return vacates.values().stream()
                .filter(vacate -> !vacate.isForgotten(now))
                .toList();
    }

    MachineView after(PoolEvent event) {
        return afterItself(event).withHappening(Happenings.find(event));
    }

    private MachineView afterItself(PoolEvent event) {
        if (event instanceof BroadcastHeard told) {
            return with(heard.withBroadcast(told.status(), told.lastAt(), Optional.of(told.sender())))
                    .withBroadcast(told);
        }
        if (event instanceof NodeRental told) {
            return with(heard.with(told)).withDomain(told);
        }
        if (event instanceof ChainRental told) {
            return with(heard.with(told));
        }
        if (event instanceof ChainMachine told) {
            return with(heard.with(told)).withChain(told);
        }
        if (event instanceof MachineReleased told) {
            return with(heard.with(told));
        }
        if (event instanceof NodeReadiness told) {
            return withReadiness(told);
        }
        return event instanceof Alert told ? withAlert(told) : afterVacating(event);
    }

    private MachineView afterVacating(PoolEvent event) {
        if (event instanceof VacateStarted told) {
            return withStarted(told);
        }
        if (event instanceof VacateStepTaken told) {
            var running = vacates.get(told.vacateId());
            return running == null
                    ? this
                    : withVacates(put(vacates, told.vacateId(), running.with(told.step()), MOST_VACATES));
        }
        if (event instanceof VacateCompleted told) {
            return withReceipt(told);
        }
        return event instanceof DrillCompleted told ? withDrill(told) : this;
    }

    /** A domain that is vacated anew is not still being vacated by the same watcher. */
    private MachineView withStarted(VacateStarted told) {
        if (receipts.stream().anyMatch(receipt -> receipt.vacateId().equals(told.vacateId()))
                || vacates.containsKey(told.vacateId())) {
            return this;
        }
        var next = new LinkedHashMap<>(vacates);
        next.values().removeIf(other -> isReplacedBy(other.started(), told));
        return withVacates(put(next, told.vacateId(), new RunningVacate(told, List.of()), MOST_VACATES))
                .withDomain(told.domain(), true, told.startedAt());
    }

    private static boolean isReplacedBy(VacateStarted old, VacateStarted fresh) {
        return old.actor().equals(fresh.actor())
                && old.domain().uuid().equals(fresh.domain().uuid());
    }

    private MachineView withReceipt(VacateCompleted told) {
        var next = new ArrayList<>(receipts);
        next.removeIf(receipt -> receipt.vacateId().equals(told.vacateId()));
        next.add(Receipt.of(told));
        next.sort(comparing(Receipt::startedAt).reversed());
        var running = new LinkedHashMap<>(vacates);
        running.remove(told.vacateId());
        var view = withVacates(running).withReceipts(next.subList(0, Math.min(next.size(), MOST_RECEIPTS)));
        return told.releasedAt()
                .map(at -> view.withDomain(told.domain(), false, at))
                .orElse(view);
    }

    private MachineView withDomain(NodeRental told) {
        return switch (told.kind()) {
            case OWNER_DOMAIN_STARTED ->
                told.domain().map(it -> withDomain(it, true, told.observedAt())).orElse(this);
            case OWNER_DOMAIN_STOPPED ->
                told.domain()
                        .map(it -> withDomain(it, false, told.observedAt()))
                        .orElse(this);
            case RENTER_DOMAIN_APPEARED,
                    RENTER_DOMAIN_CHANGED,
                    RENTER_DOMAIN_GONE,
                    VERIFIER_DOMAIN_APPEARED,
                    VERIFIER_DOMAIN_GONE,
                    UNKNOWN_DOMAIN_APPEARED,
                    UNKNOWN_DOMAIN_GONE,
                    RENTAL_BEGUN,
                    RENTAL_ENDED -> this;
        };
    }

    /** The later word counts; of two at the same moment, that it is off. */
    private MachineView withDomain(DomainRef domain, boolean running, Instant at) {
        var known = domains.get(domain.uuid());
        if (known != null && (known.since().isAfter(at) || (known.since().equals(at) && !known.running()))) {
            return this;
        }
        return withDomains(put(domains, domain.uuid(), new OwnerDomain(domain, running, at), MOST_DOMAINS));
    }

    private MachineView withAlert(Alert told) {
        var known = alerts.get(told.alert());
        return known != null && known.at().isAfter(told.at())
                ? this
                : withAlerts(put(alerts, told.alert(), told, MOST_ALERTS));
    }

    private MachineView withHappening(Optional<Happening> happening) {
        if (happening.isEmpty() || timeline.contains(happening.get())) {
            return this;
        }
        var next = new ArrayList<>(timeline);
        next.add(happening.get());
        next.sort(comparing(Happening::at, Comparator.reverseOrder()).thenComparing(Happening::kind));
        return withTimeline(next.subList(0, Math.min(next.size(), MOST_HAPPENINGS)));
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value, int most) {
        var next = new LinkedHashMap<>(map);
        if (next.containsKey(key) || next.size() < most) {
            next.put(key, value);
        }
        return next;
    }

    private MachineView with(Heard next) {
        return new MachineView(
                id, name, next, domains, vacates, receipts, drill, readiness, chain, broadcast, alerts, timeline);
    }

    private MachineView withDomains(Map<UUID, OwnerDomain> next) {
        return new MachineView(
                id, name, heard, next, vacates, receipts, drill, readiness, chain, broadcast, alerts, timeline);
    }

    private MachineView withVacates(Map<UUID, RunningVacate> next) {
        return new MachineView(
                id, name, heard, domains, next, receipts, drill, readiness, chain, broadcast, alerts, timeline);
    }

    private MachineView withReceipts(List<Receipt> next) {
        return new MachineView(
                id, name, heard, domains, vacates, next, drill, readiness, chain, broadcast, alerts, timeline);
    }

    private MachineView withDrill(DrillCompleted told) {
        return new MachineView(
                id,
                name,
                heard,
                domains,
                vacates,
                receipts,
                Optional.of(told),
                readiness,
                chain,
                broadcast,
                alerts,
                timeline);
    }

    private MachineView withReadiness(NodeReadiness told) {
        return new MachineView(
                id,
                name,
                heard,
                domains,
                vacates,
                receipts,
                drill,
                Optional.of(told),
                chain,
                broadcast,
                alerts,
                timeline);
    }

    private MachineView withChain(ChainMachine told) {
        return new MachineView(
                id,
                name,
                heard,
                domains,
                vacates,
                receipts,
                drill,
                readiness,
                Optional.of(told),
                broadcast,
                alerts,
                timeline);
    }

    private MachineView withBroadcast(BroadcastHeard told) {
        return new MachineView(
                id,
                name,
                heard,
                domains,
                vacates,
                receipts,
                drill,
                readiness,
                chain,
                Optional.of(told),
                alerts,
                timeline);
    }

    private MachineView withAlerts(Map<String, Alert> next) {
        return new MachineView(
                id, name, heard, domains, vacates, receipts, drill, readiness, chain, broadcast, next, timeline);
    }

    private MachineView withTimeline(List<Happening> next) {
        return new MachineView(
                id, name, heard, domains, vacates, receipts, drill, readiness, chain, broadcast, alerts, next);
    }
}
