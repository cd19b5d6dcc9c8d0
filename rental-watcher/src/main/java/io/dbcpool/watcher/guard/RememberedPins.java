package io.dbcpool.watcher.guard;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.DomainRef;
import io.dbcpool.hypervisor.ownership.OwnDomains;
import io.dbcpool.watcher.journal.JournalRecord;
import io.dbcpool.watcher.journal.JournalRecord.ComebackBegun;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOver;
import io.dbcpool.watcher.journal.JournalRecord.ComebackOwed;
import io.dbcpool.watcher.journal.JournalRecord.DrillEnded;
import io.dbcpool.watcher.journal.JournalRecord.PinLost;
import io.dbcpool.watcher.journal.JournalRecord.PinRefused;
import io.dbcpool.watcher.journal.JournalRecord.Pinned;
import io.dbcpool.watcher.journal.JournalRecord.VacateBegun;
import io.dbcpool.watcher.journal.JournalRecord.VacateEnded;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.Pin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the listed names of a machine mean, by its journal. Where that was damaged, what it says of the owner's domains
 * elsewhere is as good as a pin: nothing but a pinned domain was ever stopped or started.
 *
 * @param lost the names of which it does not say any more what they meant
 * @param unwritten what was found out of a damaged one, and has to outlast it
 */
record RememberedPins(List<Pin> pins, Set<UUID> refused, Set<String> lost, List<JournalRecord> unwritten) {

    RememberedPins {
        pins = List.copyOf(pins);
        refused = Set.copyOf(refused);
        lost = Set.copyOf(lost);
        unwritten = List.copyOf(unwritten);
    }

    /** @param mayLackRecords whether a line of it was damaged */
    static RememberedPins read(Machine machine, List<JournalRecord> journal, boolean mayLackRecords) {
        var pins = new LinkedHashMap<String, UUID>();
        var refused = new HashSet<UUID>();
        var lost = new LinkedHashSet<String>();
        for (JournalRecord record : journal) {
            if (!(record instanceof JournalRecord.OfMachine of)
                    || !of.machineId().equals(machine.id())) {
                continue;
            }
            if (record instanceof Pinned pinned) {
                pins.put(pinned.name(), pinned.uuid());
            } else if (record instanceof PinRefused pin && pin.refused()) {
                refused.add(pin.uuid());
            } else if (record instanceof PinRefused pin) {
                refused.remove(pin.uuid());
            } else if (record instanceof PinLost name) {
                lost.add(name.name());
            }
        }
        var unwritten = new ArrayList<JournalRecord>();
        if (mayLackRecords) {
            var told = namesTold(machine, journal);
            for (String name : machine.ownDomains()) {
                if (!OwnDomains.isName(name) || pins.containsKey(name)) {
                    continue;
                }
                var uuid = told.get(name);
                if (uuid != null) {
                    pins.put(name, uuid);
                    unwritten.add(new Pinned(machine.id(), name, uuid));
                } else if (lost.add(name)) {
                    unwritten.add(new PinLost(machine.id(), name));
                }
            }
        }
        return new RememberedPins(
                pins.entrySet().stream()
                        .map(pin -> new Pin(pin.getKey(), pin.getValue()))
                        .toList(),
                refused,
                lost,
                unwritten);
    }

    /** The positive list that a machine begins with. */
    OwnerAllowList allowList(Machine machine) {
        return new OwnerAllowList(machine.ownDomains(), pins, refused, lost);
    }

    /** Of each name the domain that was last called so. */
    private static Map<String, UUID> namesTold(Machine machine, List<JournalRecord> journal) {
        var told = new LinkedHashMap<String, UUID>();
        for (JournalRecord record : journal) {
            if (record instanceof JournalRecord.OfMachine of && of.machineId().equals(machine.id())) {
                findOwners(record).ifPresent(domain -> told.put(domain.name(), domain.uuid()));
            }
        }
        return told;
    }

    private static Optional<DomainRef> findOwners(JournalRecord record) {
        if (record instanceof VacateBegun begun) {
            return Optional.of(begun.domain());
        } else if (record instanceof VacateEnded ended) {
            return Optional.of(ended.receipt().domain());
        } else if (record instanceof DrillEnded ended) {
            return Optional.of(ended.drill().domain());
        } else if (record instanceof ComebackOwed owed) {
            return Optional.of(owed.domain());
        } else if (record instanceof ComebackBegun begun) {
            return Optional.of(begun.domain());
        }
        return record instanceof ComebackOver over ? Optional.of(over.domain()) : Optional.empty();
    }
}
