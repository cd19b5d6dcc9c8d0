package io.dbcpool.host.setup;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import io.dbcpool.host.probe.Question.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A plan that is being made. Rules that edit one file see each other's edits. */
final class Draft {

    private static final int MOST_LINKS = 40;

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

    /**
     * By whatever name: {@code /etc/modules-load.d/modules.conf} is a link to {@code /etc/modules} on Debian and
     * Ubuntu, and edited as two files it has changed when it comes to the second.
     *
     * @return whether it changed the file
     */
    boolean edit(String name, UnaryOperator<String> change) {
        String path = behindLinks(name);
        String now = texts.getOrDefault(path, host.findFile(path).orElse(""));
        String next = change.apply(now);
        if (!next.equals(now)) {
            texts.put(path, next);
        }
        return !next.equals(now);
    }

    private String behindLinks(String name) {
        String path = name;
        for (int links = 0; links < MOST_LINKS; links++) {
            String target = target(path);
            if (target.isEmpty()) {
                return path;
            }
            path = target.startsWith("/") ? target : beside(path, target);
        }
        return name;
    }

    private static String beside(String path, String target) {
        var names = new ArrayDeque<String>();
        for (String name : (path.substring(0, path.lastIndexOf('/')) + "/" + target).split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** Of a file of which nobody says whether it is a link, none. */
    private String target(String path) {
        try {
            return host.findText(Kind.LINK, path).orElse("");
        } catch (CannotTell e) {
            return "";
        }
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
