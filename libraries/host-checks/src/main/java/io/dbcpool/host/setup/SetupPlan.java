package io.dbcpool.host.setup;

import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.host.probe.CannotTell;
import io.dbcpool.host.probe.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be done to a host, in this order.
 *
 * @param first commands before the edits
 * @param commands after them
 * @param byHand what only a person may do
 * @param reboot whether some of it is at work only after the next boot; the plan that is made then goes on from there
 */
public record SetupPlan(
        List<SetupCommand> first,
        List<FileEdit> edits,
        List<SetupCommand> commands,
        List<HandWork> byHand,
        boolean reboot) {

    public SetupPlan {
        first = List.copyOf(first);
        edits = List.copyOf(edits);
        commands = List.copyOf(commands);
        byHand = List.copyOf(byHand);
    }

    /** Whether there is nothing that {@code apply} would do. */
    public boolean isEmpty() {
        return first.isEmpty() && edits.isEmpty() && commands.isEmpty();
    }

    /** From the checks that are wrong or worth a warning. What cannot be told is left alone. */
    public static SetupPlan of(Host host, List<Check> checks) {
        var draft = new Draft(host);
        for (Check check : checks) {
            if (check.state() == State.WRONG || check.state() == State.WARNING) {
                try {
                    SetupRules.of(check).apply(check, draft);
                } catch (CannotTell e) {
                    draft.leave(check, "%s; %s".formatted(e.reason(), check.fix()));
                }
            }
        }
        return draft.plan();
    }

    /** For a person: the edits as a diff, the commands as one would type them. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        first.forEach(command -> lines.add("run   " + command.text()));
        for (FileEdit edit : edits) {
            lines.add((edit.before().isEmpty() ? "make  " : "edit  ") + edit.path());
            edit.diff().forEach(line -> lines.add("      " + line));
        }
        commands.forEach(command -> lines.add("run   " + command.text()));
        if (reboot) {
            lines.add("boot  some of it is at work only after a reboot; then ./pool setup apply goes on");
        }
        byHand.forEach(work -> lines.add("hand  %s: %s".formatted(work.check(), work.what())));
        return lines;
    }
}
