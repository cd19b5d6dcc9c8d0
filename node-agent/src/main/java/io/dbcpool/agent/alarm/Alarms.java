package io.dbcpool.agent.alarm;

import io.dbcpool.agent.machine.KeyState;
import io.dbcpool.agent.machine.KeyState.Another;
import io.dbcpool.agent.machine.KeyState.Broken;
import io.dbcpool.agent.machine.KeyState.Missing;
import io.dbcpool.agent.machine.KeyState.Right;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.Check;
import io.dbcpool.events.NodeReadiness.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which alerts stand for one machine. What cannot be told changes none of them. */
public record Alarms(KeptAlarms kept) {

    public static final String TURNED_BAD = "HostCheckTurnedBad";
    public static final String KEY_LOST = "MachineKeyLost";
    public static final String BACKUPS_MISSING = "KeyBackupsMissing";

    private static final String BACKED_UP = "key-backed-up";

    /** Those that an alert of their own tells. */
    private static final Set<String> TOLD_ELSEWHERE =
            Set.of("libvirt-reachable", "key-readable", "key-fits-id", BACKED_UP);

    /** @param tell in this order */
    public record Step(Alarms next, List<Alert> tell) {}

    public boolean stands(String alert) {
        return kept.raised().containsKey(alert);
    }

    /** The checks that were good and are wrong. */
    public List<String> turnedBad() {
        return kept.bad().stream().filter(id -> !TOLD_ELSEWHERE.contains(id)).toList();
    }

    public Step look(MachineState state, NodeReadiness list, Instant at) {
        var seen = onChecks(list).onKey(state.host().key());
        var raised = new HashMap<>(seen.kept.raised());
        var tell = new ArrayList<Alert>();
        String name = state.claims().machine().name();
        for (Condition condition :
                List.of(seen.turnedBad(list), seen.keyLost(state.host().key()), backupsMissing(list))) {
            if (condition.holds().isEmpty()) {
                continue;
            }
            String standing = raised.get(condition.alert());
            boolean holds = condition.holds().get();
            if (holds && !condition.subject().equals(standing)) {
                raised.put(condition.alert(), condition.subject());
                tell.add(condition.alert(name, list, Alert.State.RAISED, at));
            } else if (!holds && standing != null) {
                raised.remove(condition.alert());
                tell.add(condition.alert(name, list, Alert.State.CLEARED, at));
            }
        }
        var after = new KeptAlarms(seen.kept.good(), seen.kept.bad(), seen.kept.keyWasRight(), raised);
        return new Step(new Alarms(after), List.copyOf(tell));
    }

    private Alarms onChecks(NodeReadiness list) {
        var good = new TreeSet<>(kept.good());
        var bad = new TreeSet<>(kept.bad());
        for (Check check : list.checks()) {
            switch (check.state()) {
                case OK -> {
                    good.add(check.id());
                    bad.remove(check.id());
                }
                case WARNING -> bad.remove(check.id());
                case WRONG -> {
                    if (good.contains(check.id())) {
                        bad.add(check.id());
                    }
                }
                case CANNOT_TELL -> {
                    // Whatever it was when it could last be told.
                }
            }
        }
        return new Alarms(new KeptAlarms(List.copyOf(good), List.copyOf(bad), kept.keyWasRight(), kept.raised()));
    }

    private Alarms onKey(Optional<KeyState> key) {
        boolean right =
                kept.keyWasRight() || key.filter(Right.class::isInstance).isPresent();
        return new Alarms(new KeptAlarms(kept.good(), kept.bad(), right, kept.raised()));
    }

    private Condition turnedBad(NodeReadiness list) {
        var turned = turnedBad();
        String found = list.checks().stream()
                .filter(check -> turned.contains(check.id()) && check.state() == State.WRONG)
                .map(check -> "%s: %s".formatted(check.id(), check.found()))
                .collect(Collectors.joining("; "));
        return new Condition(
                TURNED_BAD,
                Severity.WARNING,
                Optional.of(!turned.isEmpty()),
                String.join(",", turned),
                "was good and is wrong now: " + (found.isEmpty() ? String.join(", ", turned) : found),
                "every check that was good is good again");
    }

    private Condition keyLost(Optional<KeyState> key) {
        return new Condition(
                KEY_LOST,
                Severity.PAGE,
                key.flatMap(this::isLost),
                "key",
                key.map(KeyState::text).orElse(""),
                "the machine's own key is in its place");
    }

    /** Empty where it cannot be told. A file that was never there was never lost; another's is wrong at any time. */
    private Optional<Boolean> isLost(KeyState key) {
        if (key instanceof Right) {
            return Optional.of(false);
        }
        if (key instanceof Another) {
            return Optional.of(true);
        }
        boolean isGone = key instanceof Missing || key instanceof Broken;
        return isGone && kept.keyWasRight() ? Optional.of(true) : Optional.empty();
    }

    private static Condition backupsMissing(NodeReadiness list) {
        var check =
                list.checks().stream().filter(one -> one.id().equals(BACKED_UP)).findFirst();
        Optional<Boolean> holds =
                check.filter(one -> one.state() != State.CANNOT_TELL).map(one -> one.state() != State.OK);
        return new Condition(
                BACKUPS_MISSING,
                Severity.WARNING,
                holds,
                "backups",
                "backups of the key: " + check.map(Check::found).orElse(""),
                "two backups of the key were opened within 90 days");
    }

    /**
     * @param holds empty where it cannot be told
     * @param subject what it is about; another one is told anew
     */
    private record Condition(
            String alert, Severity severity, Optional<Boolean> holds, String subject, String raised, String cleared) {

        Alert alert(String machine, NodeReadiness list, Alert.State state, Instant at) {
            return new Alert(
                    alert,
                    severity,
                    state,
                    Optional.of(list.machineId()),
                    machine + ": " + (state == Alert.State.RAISED ? raised : cleared),
                    "docs/runbooks/" + alert + ".md",
                    EventCodec.micros(at));
        }
    }
}
