package io.dbcpool.agent.broadcast;

import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.values.MachineId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Words that the loop has not taken yet, merged into one for each machine: a flood of them takes no more room than one,
 * and a {@code renting} among them is not lost.
 */
final class WordMailbox {

    private final Map<MachineId, WordsHeard> waiting = new HashMap<>();

    /** @return whether nothing waited for this machine before, so that the loop has to be told */
    synchronized boolean put(WordsHeard heard) {
        var before = waiting.get(heard.machineId());
        boolean renting = heard.renting() || (before != null && before.renting());
        waiting.put(
                heard.machineId(),
                new WordsHeard(heard.machineId(), renting, heard.last(), heard.sender(), heard.at(), heard.nanos()));
        return before == null;
    }

    synchronized Optional<WordsHeard> take(MachineId machineId) {
        return Optional.ofNullable(waiting.remove(machineId));
    }
}
