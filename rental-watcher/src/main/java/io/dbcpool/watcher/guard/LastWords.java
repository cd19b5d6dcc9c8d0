package io.dbcpool.watcher.guard;

import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.guard.MachineView.SourceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each source said last of a machine, for people. */
final class LastWords {

    private final Map<String, SourceView> bySource = new TreeMap<>();

    void note(Signal signal) {
        if (signal instanceof SaysRented says) {
            note(says.trigger().source().name().toLowerCase(Locale.ROOT).replace('_', '-'), "renting", says.saidAt());
        } else if (signal instanceof SaysEmpty says) {
            note("broadcast", "empty", says.at());
        } else if (signal instanceof ChainSaysFree says) {
            note("finalized-block", "free", says.at());
        }
    }

    private void note(String source, String word, Instant at) {
        bySource.put(source, new SourceView(source, word, at));
    }

    boolean saidRenting() {
        return bySource.values().stream().anyMatch(said -> said.word().equals("renting"));
    }

    List<SourceView> list() {
        return new ArrayList<>(bySource.values());
    }
}
