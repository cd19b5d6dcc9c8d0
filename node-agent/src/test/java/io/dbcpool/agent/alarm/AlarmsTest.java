package io.dbcpool.agent.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.agent.machine.KeyState;
import io.dbcpool.agent.machine.MachineState;
import io.dbcpool.agent.machine.Observation.KeySeen;
import io.dbcpool.agent.testing.Pools;
import io.dbcpool.agent.testing.ScriptedHostLook;
import io.dbcpool.events.Alert;
import io.dbcpool.events.Alert.Severity;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.events.NodeReadiness.State;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    private static final Instant AT = Instant.parse("2026-11-24T03:00:00Z");
    private static final MachineId MACHINE = new MachineId("a".repeat(64));

    private Alarms alarms = new Alarms(KeptAlarms.NONE);

    @Test
    void aCheckThatWasGoodAndIsWrongIsToldOnceAndClearedWhenItIsNotWrongAnyMore() {
        assertThat(look("kvm-usable", State.OK)).isEmpty();
        assertThat(look("kvm-usable", State.WRONG)).containsExactly("raised HostCheckTurnedBad");
        assertThat(look("kvm-usable", State.WRONG)).isEmpty();
        assertThat(alarms.turnedBad()).containsExactly("kvm-usable");
        assertThat(look("kvm-usable", State.WARNING)).containsExactly("cleared HostCheckTurnedBad");
        assertThat(look("kvm-usable", State.WRONG)).containsExactly("raised HostCheckTurnedBad");
        assertThat(look("kvm-usable", State.OK)).containsExactly("cleared HostCheckTurnedBad");
        assertThat(alarms.turnedBad()).isEmpty();
    }

    @Test
    void whatWasNeverGoodIsWorkToDoAndNoAlarm() {
        assertThat(look("kvm-usable", State.WRONG)).isEmpty();
        assertThat(look("kvm-usable", State.WARNING)).isEmpty();
        assertThat(look("kvm-usable", State.WRONG)).isEmpty();
    }

    @Test
    void whatCannotBeToldChangesNothing() {
        assertThat(look("kvm-usable", State.OK)).isEmpty();
        assertThat(look("kvm-usable", State.CANNOT_TELL)).isEmpty();
        assertThat(look("kvm-usable", State.WRONG)).containsExactly("raised HostCheckTurnedBad");
        assertThat(look("kvm-usable", State.CANNOT_TELL)).isEmpty();
        assertThat(alarms.stands(Alarms.TURNED_BAD)).isTrue();
    }

    @Test
    void aSecondCheckThatTurnsIsToldAnew() {
        look("kvm-usable", State.OK, "ip-forward", State.OK);
        look("kvm-usable", State.WRONG, "ip-forward", State.OK);

        var told = step("kvm-usable", State.WRONG, "ip-forward", State.WRONG).tell();

        assertThat(told)
                .containsExactly(new Alert(
                        "HostCheckTurnedBad",
                        Severity.WARNING,
                        Alert.State.RAISED,
                        Optional.of(MACHINE),
                        "gpu-01: was good and is wrong now: kvm-usable: found; ip-forward: found",
                        "docs/runbooks/HostCheckTurnedBad.md",
                        AT));
    }

    @Test
    void aRebootThatMadeAGoodCheckWrongIsToldByTheNextAgent() {
        look("vfio-bound", State.OK);
        alarms = new Alarms(alarms.kept());

        assertThat(look("vfio-bound", State.CANNOT_TELL)).isEmpty();
        assertThat(look("vfio-bound", State.WRONG)).containsExactly("raised HostCheckTurnedBad");
    }

    @Test
    void aKeyThatWasRightAndIsGonePages() {
        assertThat(key(new KeyState.Right())).isEmpty();
        assertThat(key(new KeyState.Missing("/x/node.dat"))).containsExactly("raised MachineKeyLost");
        assertThat(key(new KeyState.Broken("empty"))).isEmpty();
        assertThat(key(new KeyState.Unreadable("no permission"))).isEmpty();
        assertThat(alarms.stands(Alarms.KEY_LOST)).isTrue();
        assertThat(key(new KeyState.Right())).containsExactly("cleared MachineKeyLost");
    }

    @Test
    void aHostOnWhichNoNodeWasEverInstalledHasLostNoKey() {
        assertThat(key(new KeyState.Missing("/x/node.dat"))).isEmpty();
        assertThat(key(new KeyState.Broken("empty"))).isEmpty();
    }

    @Test
    void anotherMachinesKeyPagesAtAnyTime() {
        var step = stepWithKey(new KeyState.Another(new MachineId("b".repeat(64))));

        assertThat(step.tell()).singleElement().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.PAGE);
            assertThat(alert.summary()).contains("b".repeat(64));
        });
    }

    @Test
    void backupsThatAreTooFewOrOldAreToldWhetherOrNotTheyWereGood() {
        assertThat(look("key-backed-up", State.CANNOT_TELL)).isEmpty();
        assertThat(look("key-backed-up", State.WRONG)).containsExactly("raised KeyBackupsMissing");
        assertThat(look("key-backed-up", State.WARNING)).isEmpty();
        assertThat(look("key-backed-up", State.CANNOT_TELL)).isEmpty();
        assertThat(look("key-backed-up", State.OK)).containsExactly("cleared KeyBackupsMissing");
        assertThat(look("key-backed-up", State.WARNING)).containsExactly("raised KeyBackupsMissing");
        assertThat(alarms.stands(Alarms.TURNED_BAD)).isFalse();
    }

    private List<String> look(String check, State state) {
        return words(step(check, state, "other", State.OK));
    }

    private List<String> look(String one, State oneState, String two, State twoState) {
        return words(step(one, oneState, two, twoState));
    }

    private List<String> key(KeyState key) {
        return words(stepWithKey(key));
    }

    private Alarms.Step stepWithKey(KeyState key) {
        return step(new KeySeen(MACHINE, key, AT).reach(start()), new NodeReadiness(MACHINE, AT, List.of()));
    }

    private Alarms.Step step(String one, State oneState, String two, State twoState) {
        return step(
                start(),
                new NodeReadiness(
                        MACHINE,
                        AT,
                        List.of(ScriptedHostLook.check(one, oneState), ScriptedHostLook.check(two, twoState))));
    }

    private Alarms.Step step(MachineState state, NodeReadiness list) {
        var step = alarms.look(state, list, AT);
        alarms = step.next();
        return step;
    }

    private static MachineState start() {
        return Pools.start("", "", AT);
    }

    private static List<String> words(Alarms.Step step) {
        return step.tell().stream()
                .map(alert -> alert.state().name().toLowerCase(Locale.ROOT) + " " + alert.alert())
                .toList();
    }
}
