package io.dbcpool.watcher.journal;

import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.journal.JournalRecord.SignalNoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of {@link LiveRecords}: what was heard of the machines that are being vacated. */
final class LiveSignals {

    /** More than the guard notes of one machine. */
    static final int SIGNALS_KEPT = 100;

    private final Map<MachineId, List<SignalNoted>> noted = new LinkedHashMap<>();

    void add(SignalNoted signal) {
        var ofMachine = noted.computeIfAbsent(signal.machineId(), machine -> new ArrayList<>());
        ofMachine.add(signal);
        if (ofMachine.size() > SIGNALS_KEPT) {
            ofMachine.remove(0);
        }
    }

    void forget(MachineId machine) {
        noted.remove(machine);
    }

    List<SignalNoted> list() {
        return noted.values().stream().flatMap(List::stream).toList();
    }
}
