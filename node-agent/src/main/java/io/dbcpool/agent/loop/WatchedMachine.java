package io.dbcpool.agent.loop;

import io.dbcpool.agent.alarm.Alarms;
import io.dbcpool.agent.machine.Claims;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation;
import io.dbcpool.agent.machine.Observation.Tick;
import io.dbcpool.agent.picture.KeptPicture;
import io.dbcpool.agent.picture.Picture;
import io.dbcpool.agent.picture.PictureChanges;
import io.dbcpool.agent.readiness.ReadinessChecks;
import io.dbcpool.agent.readiness.ReadinessTold;
import io.dbcpool.events.Alert;
import io.dbcpool.events.NodeRental;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One machine, as the loop works on it. Anybody may look at its {@link #state}; only the loop's thread changes it. */
public final class WatchedMachine {

    private static final System.Logger LOG = System.getLogger(WatchedMachine.class.getName());

    private final MachineId id;
    private final PictureStore store;
    private final AlarmStore alarmStore;
    private final Teller teller;
    private ReadinessTold readinessTold = ReadinessTold.NOTHING;
    private volatile Alarms alarms;
    private volatile MachineState state;

    /** Begins with the picture that an earlier agent has left, and tells what that one may not have told. */
    public WatchedMachine(Claims claims, PictureStore store, AlarmStore alarmStore, Teller teller, Instant startedAt) {
        this.id = claims.machine().id();
        this.store = store;
        this.alarmStore = alarmStore;
        this.teller = teller;
        var kept = store.read(id);
        kept.untold().forEach(teller::tell);
        this.alarms = new Alarms(alarmStore.readAlarms(id));
        this.state = MachineState.start(claims, kept.picture(), startedAt)
                .withPictureLost(write(new KeptPicture(kept.picture(), List.of())));
    }

    public MachineState state() {
        return state;
    }

    /** Which alerts stand. */
    public Alarms alarms() {
        return alarms;
    }

    void observe(Observation observation) {
        var before = state;
        var after = observation.reach(before);
        var orders = before.host().orders().compare(id, after.host().orders(), observation.at());
        if (!after.picture().equals(before.picture()) || !orders.isEmpty()) {
            var changes =
                    new ArrayList<>(PictureChanges.compare(id, before.picture(), after.picture(), observation.at()));
            changes.addAll(orders);
            after = after.withPictureLost(keepAndTell(after.picture(), changes));
        }
        state = after;
        if (observation instanceof Tick tick) {
            var readiness = ReadinessChecks.of(after, tick.at());
            readinessTold = readinessTold.on(readiness, tick.nanos(), teller::tell);
            alarm(alarms.look(after, readiness, tick.at()));
        }
    }

    /** Kept before it is told; told again after a crash in between, it is recognised by nobody, and harms nobody. */
    private void alarm(Alarms.Step step) {
        boolean isNews = !step.next().equals(alarms);
        alarms = step.next();
        if (isNews) {
            try {
                alarmStore.writeAlarms(id, alarms.kept());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "alarms are not kept beyond this agent's life machineId=" + id, e);
            }
        }
        for (Alert alert : step.tell()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "alert {0} alert={1} machineId={2} summary={3}",
                    alert.state(),
                    alert.alert(),
                    id,
                    alert.summary());
            teller.tell(alert);
        }
    }

    /** Written down before it is told: a crash in between tells it again, under the same id. */
    private Optional<String> keepAndTell(Picture picture, List<NodeRental> changes) {
        var lost = write(new KeptPicture(picture, changes));
        for (NodeRental change : changes) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "picture changed machineId={0} kind={1} domain={2} reason={3}",
                    id,
                    change.kind(),
                    change.domain()
                            .map(domain -> domain.name() + "/" + domain.uuid())
                            .orElse("-"),
                    change.reason());
            teller.tell(change);
        }
        return changes.isEmpty() ? lost : write(new KeptPicture(picture, List.of()));
    }

    /** Why it could not be written; the readiness list says so. */
    private Optional<String> write(KeptPicture kept) {
        try {
            store.write(id, kept);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        }
    }
}
