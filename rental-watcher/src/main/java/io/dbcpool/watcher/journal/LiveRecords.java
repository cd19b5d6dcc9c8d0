package io.dbcpool.watcher.journal;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord.Believed;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import io.dbcpool.watcher.journal.JournalRecord.DrillBegun;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.journal.JournalRecord.PinLost;
import io.dbcpool.watcher.journal.JournalRecord.PinRefused;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.SignalNoted;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.journal.JournalRecord.VacateHeld;
import io.dbcpool.watcher.journal.JournalRecord.VacateWent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which records still mean something: the last belief and pins, vacates under way with their steps, the last receipts,
 * what was told of the last vacates, drills, and which domains are to come back. It takes them one by one and holds no
 * more than it gives back.
 */
final class LiveRecords {

    /** What an operator is shown without asking Kafka, and more than enough to know where the chain stands. */
    static final int RECEIPTS_KEPT = 100;

    /** A vacate has some ten steps; more are the same ones again and again. */
    static final int STEPS_KEPT = 100;

    /** Of each machine. A host has some ten domains: what is older has long been forgotten by everybody. */
    static final int VACATES_KEPT = 100;

    /** What was told of a vacate just before a crash may not have got further than this process. */
    static final int TOLD_AGAIN = 5;

    private record PinKey(MachineId machineId, String name) {}

    private record DomainKey(MachineId machineId, UUID uuid) {}

    private static final class OpenVacate {
        private final VacateBegun first;
        private VacateBegun last;
        private final List<VacateWent> steps = new ArrayList<>();
        private Optional<VacateHeld> held = Optional.empty();
        private int stepsBeforeReceipt;

        OpenVacate(VacateBegun first) {
            this.first = first;
            this.last = first;
        }

        /** Where it stands is in the first and the last of each kind of step. */
        void went(VacateWent went) {
            steps.add(went);
            if (steps.size() > STEPS_KEPT) {
                var repeated = steps.stream()
                        .filter(step -> step.step().name().equals(went.step().name()))
                        .skip(1)
                        .findFirst();
                repeated.ifPresent(steps::remove);
            }
        }

        /** It is over: what was told of it, with its receipt where it was signed. */
        List<JournalRecord> list(VacateEnded receipt) {
            var records = new ArrayList<JournalRecord>();
            records.add(first);
            records.addAll(steps.subList(0, stepsBeforeReceipt));
            records.add(receipt);
            records.addAll(steps.subList(stepsBeforeReceipt, steps.size()));
            return records;
        }

        List<JournalRecord> list() {
            var records = new ArrayList<JournalRecord>();
            records.add(first);
            records.addAll(steps);
            held.ifPresent(records::add);
            if (!last.equals(first)) {
                records.add(last);
            }
            return records;
        }
    }

    private final Map<MachineId, Believed> beliefs = new LinkedHashMap<>();
    private final Map<PinKey, Pinned> pins = new LinkedHashMap<>();
    private final Map<DomainKey, PinRefused> refused = new LinkedHashMap<>();
    private final Set<PinLost> lost = new LinkedHashSet<>();
    private final Map<UUID, OpenVacate> open = new LinkedHashMap<>();
    /** Those of each machine that has any, oldest first. */
    private final Map<MachineId, Set<UUID>> openOf = new HashMap<>();

    private final Map<UUID, OpenVacate> over = new LinkedHashMap<>();
    private final Map<UUID, VacateEnded> receipts = new LinkedHashMap<>();
    private final LiveDrills drills = new LiveDrills();
    private final LiveSignals signals = new LiveSignals();

    void add(JournalRecord record) {
        if (record instanceof Believed believed) {
            beliefs.put(believed.machineId(), believed);
        } else if (record instanceof Pinned pinned) {
            pins.put(new PinKey(pinned.machineId(), pinned.name()), pinned);
        } else if (record instanceof PinRefused pin && pin.refused()) {
            refused.put(new DomainKey(pin.machineId(), pin.uuid()), pin);
        } else if (record instanceof PinRefused pin) {
            refused.remove(new DomainKey(pin.machineId(), pin.uuid()));
        } else if (record instanceof PinLost name) {
            lost.add(name);
        } else if (record instanceof VacateBegun begun && !receipts.containsKey(begun.vacateId())) {
            open(begun).last = begun;
        } else if (record instanceof VacateWent went) {
            var vacate = open.get(went.vacateId());
            if (vacate != null) {
                vacate.went(went);
            }
            if (went.tellsOfRelease() && receipts.containsKey(went.vacateId())) {
                close(went.vacateId());
            }
        } else if (record instanceof VacateHeld held) {
            var vacate = open.get(held.vacateId());
            if (vacate != null) {
                vacate.held = Optional.of(held);
            }
        } else if (record instanceof SignalNoted noted) {
            signals.add(noted);
        } else if (record instanceof VacateEnded ended) {
            var vacate = open.get(ended.receipt().vacateId());
            if (vacate != null) {
                vacate.stepsBeforeReceipt = vacate.steps.size();
            }
            boolean isReleased = vacate != null && vacate.steps.stream().anyMatch(VacateWent::tellsOfRelease);
            if (!ended.leavesItRunning() || isReleased) { // signed on another thread, it may come after the step
                close(ended.receipt().vacateId());
            }
            receipts.put(ended.receipt().vacateId(), ended);
            forgetFirst(receipts, RECEIPTS_KEPT);
            forgetSignals(ended.receipt().machineId());
        } else if (record instanceof DrillBegun begun) {
            drills.add(begun);
        } else if (record instanceof DrillEnded ended) {
            removeOpen(ended.vacateId());
            forgetSignals(ended.drill().machineId());
            drills.add(ended);
        } else if (record instanceof ComebackOwed owed) {
            drills.add(owed);
        } else if (record instanceof ComebackBegun begun) {
            drills.add(begun);
        } else if (record instanceof ComebackOver over) {
            drills.add(over);
        }
    }

    /** In an order that gives back the same when it is added again. */
    List<JournalRecord> list() {
        var records = new ArrayList<JournalRecord>(beliefs.values());
        records.addAll(pins.values());
        records.addAll(refused.values());
        records.addAll(lost);
        records.addAll(listOpen(receipts::containsKey));
        receipts.forEach((id, receipt) -> {
            var vacate = over.get(id);
            records.addAll(vacate == null ? List.of(receipt) : vacate.list(receipt));
        });
        records.addAll(drills.list());
        records.addAll(listOpen(id -> !receipts.containsKey(id)));
        records.addAll(signals.list());
        return List.copyOf(records);
    }

    private OpenVacate open(VacateBegun begun) {
        var ofMachine = openOf.computeIfAbsent(begun.machineId(), machine -> new LinkedHashSet<>());
        ofMachine.add(begun.vacateId());
        if (ofMachine.size() > VACATES_KEPT) {
            removeOpen(ofMachine.iterator().next());
        }
        return open.computeIfAbsent(begun.vacateId(), id -> new OpenVacate(begun));
    }

    private @Nullable OpenVacate removeOpen(UUID vacateId) {
        var vacate = open.remove(vacateId);
        if (vacate != null) {
            openOf.computeIfPresent(vacate.first.machineId(), (machine, ofMachine) -> {
                ofMachine.remove(vacateId);
                return ofMachine.isEmpty() ? null : ofMachine;
            });
        }
        return vacate;
    }

    private void close(UUID vacateId) {
        var vacate = removeOpen(vacateId);
        if (vacate != null && vacate.steps.size() < STEPS_KEPT) {
            over.put(vacateId, vacate);
            forgetFirst(over, TOLD_AGAIN);
        }
    }

    private List<JournalRecord> listOpen(Predicate<UUID> which) {
        return open.entrySet().stream()
                .filter(vacate -> which.test(vacate.getKey()))
                .flatMap(vacate -> vacate.getValue().list().stream())
                .toList();
    }

    /** With its last vacate a machine's signals are in the receipt. */
    private void forgetSignals(MachineId machine) {
        if (!openOf.containsKey(machine)) {
            signals.forget(machine);
        }
    }

    private static <V> void forgetFirst(Map<UUID, V> map, int kept) {
        if (map.size() > kept) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
