package io.dbcpool.host.setup;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.probe.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A plan that is being made. Rules that edit one file see each other's edits. */
final class Draft {

    private final Host host;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<SetupCommand> before = new LinkedHashSet<>();
    private final Set<SetupCommand> commands = new LinkedHashSet<>();
    private final Set<SetupCommand> last = new LinkedHashSet<>();
    private final List<HandWork> byHand = new ArrayList<>();
    private boolean reboot;

    Draft(Host host) {
        this.host = host;
    }

    Host host() {
        return host;
    }

    /** @return whether it changed the file */
    boolean edit(String path, UnaryOperator<String> change) {
        String now = texts.getOrDefault(path, host.findFile(path).orElse(""));
        String next = change.apply(now);
        if (!next.equals(now)) {
            texts.put(path, next);
        }
        return !next.equals(now);
    }

    /** What has to be there before files are edited: packages. */
    void runFirst(SetupCommand command) {
        before.add(command);
    }

    void run(SetupCommand command) {
        commands.add(command);
    }

    /** After all others: what takes up what they have changed. */
    void runLast(SetupCommand command) {
        last.add(command);
    }

    void needReboot() {
        reboot = true;
    }

    void leave(Check check) {
        byHand.add(new HandWork(check.id(), check.fix().isEmpty() ? check.found() : check.fix()));
    }

    void leave(Check check, String what) {
        byHand.add(new HandWork(check.id(), what));
    }

    SetupPlan plan() {
        var edits = new ArrayList<FileEdit>();
        texts.forEach((path, text) -> {
            var now = host.findFile(path);
            if (!text.equals(now.orElse(""))) {
                edits.add(new FileEdit(path, now, text));
            }
        });
        var after = new ArrayList<>(commands);
        after.addAll(last);
        return new SetupPlan(List.copyOf(before), edits, after, byHand, reboot);
    }
}
