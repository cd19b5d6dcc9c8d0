package io.dbcpool.console.view;

import static java.util.Comparator.comparing;

import io.dbcpool.events.Alert;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.values.MachineId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;

/**
 * The whole pool.
 *
 * @param machines those of the pool's file in its order, then strangers as they were first heard of; the next view
 *     shares all but one of them, because a pool of thousands would else be copied for each record
 * @param alerts the last state of each that is about no machine, by name
 * @param leftOut how many records were about machines for which there was no room
 */
public record PoolView(
        PMap<MachineId, MachineView> machines, Map<String, Alert> alerts, VacateTimes times, long leftOut) {

    /** Whoever may write to the topics could name any number of them. */
    static final int MOST_MACHINES = 5_000;

    private static final int MOST_ALERTS = 64;
    private static final int SHOWN_DIGITS = 12;

    public PoolView {
        alerts = Map.copyOf(alerts);
    }

    /** A pool of which nothing was heard yet. */
    public static PoolView of(Collection<MachineView> machines) {
        PMap<MachineId, MachineView> view = OrderedPMap.empty();
        for (MachineView machine : machines) {
            view = view.plus(machine.id(), machine);
        }
        return new PoolView(view, Map.of(), new VacateTimes(List.of()), 0);
    }

    public PoolView after(PoolEvent event) {
        var next = event instanceof VacateCompleted receipt
                ? new PoolView(machines, alerts, times.with(receipt), leftOut)
                : this;
        return event.machine().map(machine -> next.after(machine, event)).orElseGet(() -> next.afterOfNone(event));
    }

    private PoolView after(MachineId id, PoolEvent event) {
        var known = machines.get(id);
        if (known == null && machines.size() >= MOST_MACHINES) {
            return new PoolView(machines, alerts, times, leftOut + 1);
        }
        var view = known == null ? MachineView.unheard(id, id.hex().substring(0, SHOWN_DIGITS) + "…") : known;
        return new PoolView(machines.plus(id, view.after(event)), alerts, times, leftOut);
    }

    private PoolView afterOfNone(PoolEvent event) {
        if (!(event instanceof Alert alert)) {
            return this;
        }
        var known = alerts.get(alert.alert());
        if ((known == null && alerts.size() >= MOST_ALERTS)
                || (known != null && known.at().isAfter(alert.at()))) {
            return this;
        }
        var next = new LinkedHashMap<>(alerts);
        next.put(alert.alert(), alert);
        return new PoolView(machines, next, times, leftOut);
    }

    /** Alerts that stand and are about no machine, the gravest first. */
    public List<Alert> standingAlerts() {
        return alerts.values().stream()
                .filter(alert -> alert.state() == Alert.State.RAISED)
                .sorted(comparing(Alert::severity).thenComparing(Alert::alert))
                .toList();
    }
}
