package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.MachineBelief;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.journal.JournalRecord.OfMachine;
import io.dbcpool.watcher.journal.JournalRecord.OfVacate;
import io.dbcpool.watcher.journal.JournalRecord.SignalNoted;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateHeld;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import io.dbcpool.watcher.vacate.Anchor;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a watcher before this one knew of a machine, from its journal.
 *
 * @param countsFrom from when the ten seconds of a rental count that is believed; empty if they are over
 */
record Remembered(
        MachineBelief belief,
        Optional<CountsFrom> countsFrom,
        RememberedPins pins,
        List<RunningVacate> vacates,
        RememberedDrills drills,
        List<RememberedComeback> comebacks,
        List<SignalHeard> heard) {

    /** A step's time is cut to milliseconds, and its label to microseconds. */
    private static final Duration STEPS_ARE_CUT_BY = Duration.ofMillis(2);

    Remembered {
        vacates = List.copyOf(vacates);
        comebacks = List.copyOf(comebacks);
        heard = List.copyOf(heard);
    }

    /** What of a journal is about each machine, in the journal's order: it is read once, however many there are. */
    static Map<MachineId, List<JournalRecord>> byMachine(List<JournalRecord> journal) {
        var machines = new HashMap<UUID, MachineId>();
        var found = new HashMap<MachineId, List<JournalRecord>>();
        for (JournalRecord record : journal) {
            if (record instanceof VacateBegun begun) {
                machines.put(begun.vacateId(), begun.machineId());
            }
            var machine =
                    record instanceof OfVacate of ? machines.get(of.vacateId()) : ((OfMachine) record).machineId();
            if (machine != null) {
                found.computeIfAbsent(machine, id -> new ArrayList<>()).add(record);
            }
        }
        return found;
    }

    /** From a journal that lacks nothing. */
    static Remembered of(Machine machine, List<JournalRecord> journal, GuardSettings settings, Moment now) {
        return of(machine, journal, false, settings, now);
    }

    /**
     * @param journal may hold what is about other machines
     * @param mayLackRecords whether it was found damaged
     */
    static Remembered of(
            Machine machine, List<JournalRecord> journal, boolean mayLackRecords, GuardSettings settings, Moment now) {
        var belief = MachineBelief.nothingHeard(machine.id());
        var countsFrom = Optional.<CountsFrom>empty();
        var begun = new LinkedHashMap<UUID, VacateBegun>();
        var first = new LinkedHashMap<UUID, VacateBegun>();
        var steps = new LinkedHashMap<UUID, List<VacateWent>>();
        var signed = new HashSet<UUID>();
        var held = new LinkedHashMap<UUID, VacateHeld>();
        var heard = new ArrayList<SignalHeard>();
        for (JournalRecord record : journal) {
            if (record instanceof Believed believed && believed.machineId().equals(machine.id())) {
                belief = BeliefRecord.read(believed, now, settings.trust(), settings.bootId());
                countsFrom =
                        BeliefRecord.countsFrom(believed, now, settings.policy().deadline(), settings.bootId());
            } else if (record instanceof VacateBegun vacate
                    && vacate.machineId().equals(machine.id())) {
                begun.put(vacate.vacateId(), vacate);
                first.putIfAbsent(vacate.vacateId(), vacate);
                steps.putIfAbsent(vacate.vacateId(), new ArrayList<>());
            } else if (record instanceof VacateWent went && steps.containsKey(went.vacateId())) {
                steps.get(went.vacateId()).add(went);
                if (signed.contains(went.vacateId()) && went.tellsOfRelease()) {
                    begun.remove(went.vacateId());
                }
            } else if (record instanceof VacateHeld holds) {
                held.put(holds.vacateId(), holds);
            } else if (record instanceof SignalNoted noted && noted.machineId().equals(machine.id())) {
                heard.add(noted.signal());
            } else if (record instanceof VacateEnded ended && ended.leavesItRunning()) {
                var vacateId = ended.receipt().vacateId();
                signed.add(vacateId);
                if (steps.getOrDefault(vacateId, List.of()).stream().anyMatch(VacateWent::tellsOfRelease)) {
                    begun.remove(vacateId);
                }
            } else if (record instanceof VacateEnded ended) {
                begun.remove(ended.receipt().vacateId());
            } else if (record instanceof DrillEnded ended) {
                begun.remove(ended.vacateId());
            }
        }
        var drills = RememberedDrills.read(machine.id(), journal);
        var pins = RememberedPins.read(machine, journal, mayLackRecords);
        var allowList = pins.allowList(machine);
        var vacates = new ArrayList<RunningVacate>();
        for (VacateBegun vacate : begun.values()) {
            var went = steps.getOrDefault(vacate.vacateId(), List.of());
            var counted = asItsStepsCounted(vacate, went, heard);
            allowList
                    .findClaimed(vacate.domain().uuid())
                    .ifPresent(owners -> vacates.add(RunningVacate.resumed(
                                    first.getOrDefault(vacate.vacateId(), vacate),
                                    counted,
                                    went,
                                    signed.contains(vacate.vacateId()),
                                    owners,
                                    anchor(counted, settings, now),
                                    drills.policyOf(vacate.domain().uuid(), settings.policy()),
                                    settings.actor())
                            .holding(Optional.ofNullable(held.get(vacate.vacateId())))));
        }
        return new Remembered(
                belief, countsFrom, pins, vacates, drills, RememberedComeback.read(machine.id(), journal), heard);
    }

    /**
     * Each step says how long after the signal it was taken. Where that is of an earlier signal than the record that is
     * left, the record of that one is lost with a damaged journal: its deadline is told already.
     */
    private static VacateBegun asItsStepsCounted(VacateBegun begun, List<VacateWent> went, List<SignalHeard> heard) {
        var recorded = begun.trigger().observedAt();
        return went.stream()
                .map(step -> step.at().minusMillis(step.step().atMillis()))
                .min(Comparator.naturalOrder())
                .filter(at -> at.isBefore(recorded.minus(STEPS_ARE_CUT_BY)))
                .map(at -> begun.heardEarlier(
                        wordOf(at, heard, begun.trigger()),
                        begun.fromNanos() - Duration.between(at, recorded).toNanos()))
                .orElse(begun);
    }

    /** Whose word that was, where what was heard is still there; else whose the other one was. */
    private static Trigger wordOf(Instant at, List<SignalHeard> heard, Trigger other) {
        return heard.stream()
                .filter(signal -> signal.says().equals("renting"))
                .filter(signal -> Duration.between(signal.saidAt(), at).abs().compareTo(STEPS_ARE_CUT_BY) <= 0)
                .findFirst()
                .map(signal -> new Trigger(
                        signal.source(), signal.via(), at, signal.rentOrderId(), signal.block(), signal.blockTime()))
                .orElseGet(() -> new Trigger(
                        other.source(), other.via(), at, other.rentOrderId(), other.block(), other.blockTime()));
    }

    /**
     * On the same run of the host the monotonic clock simply goes on. After a reboot the wall clock is all there is;
     * but then the domain's process is gone as well.
     */
    private static Anchor anchor(VacateBegun begun, GuardSettings settings, Moment now) {
        var observedAt = begun.trigger().observedAt();
        var from = new MonotonicTime(begun.fromNanos());
        if (begun.bootId().equals(settings.bootId()) && !now.monotonic().isBefore(from)) {
            return new Anchor(from, observedAt, begun.lateSignal());
        }
        var age = Duration.between(observedAt, now.wall());
        return new Anchor(
                now.monotonic().minus(age.isNegative() ? Duration.ZERO : age), observedAt, begun.lateSignal());
    }
}
