package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Verb;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.owner.ForceNotAppliedException;
import io.dbcpool.watcher.owner.NotTheOwnersException;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Recognition.Own;
import io.dbcpool.watcher.process.EndSignal;
import io.dbcpool.watcher.vacate.Force;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose a domain is, is known before anything is done to it; and by which of the two ways it is done. */
@Timeout(60)
class HostControlTest {

    private static final MachineId MACHINE = new MachineId("8e".repeat(32));
    private static final UUID DOMAIN = new UUID(1, 1);
    private static final DomainDefinition OWNERS = ScriptedDefinitions.plain(DOMAIN, "owner-vm");

    private final ScriptedHypervisor hypervisor = new ScriptedHypervisor(Duration.ofSeconds(50));
    private final OwnProcess process = new OwnProcess(DOMAIN);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ProcessWatch watch =
            new ProcessWatch(process, machine -> true, threads, timer, (grip, ended) -> {}, (machine, looked) -> {});
    private final List<String> before = new ArrayList<>();
    private OwnerAllowList allowList = new OwnerAllowList(List.of("owner-vm"), List.of());
    private final OwnerDomain domain = pin();

    @AfterEach
    void end() {
        hypervisor.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    /** The ladder's own steps have the whole of it; a watcher that comes up late has a part of what is left. */
    @ParameterizedTest(name = "{0} ms are left: {1} ms")
    @CsvSource({
        "10000, 250",
        "5000, 250",
        "3000, 250",
        "1200, 100",
        "600, 50",
        "240, 20",
        "1, 20",
        "0, 20",
        "-15000, 20"
    })
    void theLessIsLeftTheShorterTheQuestion(long leftMillis, long limitMillis) {
        assertThat(HostControl.checkLimit(Duration.ofMillis(leftMillis))).isEqualTo(Duration.ofMillis(limitMillis));
    }

    @ParameterizedTest
    @EnumSource
    void aProcessThatIsHeldGetsOurOwnSignalAfterItIsKnownWhoseItIs(Force force) throws Exception {
        hold();

        apply(force);

        assertThat(before).containsExactly("asked [FIND_DEFINITION], sent []");
        assertThat(process.sent())
                .isEqualTo(
                        switch (force) {
                            case ASK -> List.of();
                            case TERMINATE -> List.of(EndSignal.TERM);
                            case KILL -> List.of(EndSignal.KILL);
                        });
        assertThat(verbs())
                .isEqualTo(
                        force == Force.ASK ? List.of(Verb.FIND_DEFINITION, Verb.ASK) : List.of(Verb.FIND_DEFINITION));
    }

    @ParameterizedTest
    @CsvSource({"ASK, ASK", "TERMINATE, TERMINATE", "KILL, DESTROY"})
    void oneThatIsNotHeldIsEndedByTheHypervisor(Force force, Verb verb) throws Exception {
        process.hide();

        apply(force);

        assertThat(before).containsExactly("asked [FIND_DEFINITION], sent []");
        assertThat(verbs()).containsExactly(Verb.FIND_DEFINITION, verb);
        assertThat(process.sent()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRentersIsNotTouchedThoughItsProcessIsHeld(Force force) {
        hold();
        hypervisor.put(ScriptedDefinitions.renters(DOMAIN, "owner-vm"), DomainState.RUNNING, true);

        isRefused(force);
    }

    @ParameterizedTest
    @EnumSource
    void aRentersIsNotTouchedByTheHypervisorEither(Force force) {
        process.hide();
        hypervisor.put(ScriptedDefinitions.renters(DOMAIN, "owner-vm"), DomainState.RUNNING, true);

        isRefused(force);
    }

    /** Its command line bears the UUID that was pinned. */
    @Test
    void aPinnedProcessThatIsHeldIsIdentityEnoughWhereTheHypervisorHangs() throws Exception {
        hold();
        hypervisor.hang(Verb.FIND_DEFINITION);

        assertThat(apply(Force.KILL)).isEqualTo("SIGKILL to QEMU process 4711");
        assertThat(process.sent()).containsExactly(EndSignal.KILL);
    }

    @Test
    void norIsAHypervisorAskedThatIsNotThere() throws Exception {
        hold();
        hypervisor.disconnect("libvirtd is restarted");

        apply(Force.KILL);

        assertThat(process.sent()).containsExactly(EndSignal.KILL);
        assertThat(verbs()).isEmpty();
    }

    /** What it was when it was last read counts, where nobody can read it now. */
    @Test
    void oneThatWasRefusedGetsNoSignalWhileTheHypervisorHangs() {
        hold();
        allowList = allowList.refusing(DOMAIN, true);
        hypervisor.hang(Verb.FIND_DEFINITION);

        isNotApplied(Force.KILL);
    }

    /** Its name is on the list, and nobody has seen yet which domain bears it. */
    @Test
    void oneThatIsNotPinnedGetsNoSignalWhileTheHypervisorHangs() {
        hold();
        allowList = new OwnerAllowList(List.of("owner-vm"), List.of());
        hypervisor.hang(Verb.FIND_DEFINITION);

        isNotApplied(Force.KILL);
    }

    @ParameterizedTest
    @EnumSource
    void withoutProcessAndHypervisorNothingIsSent(Force force) {
        process.hide();
        hypervisor.disconnect("libvirtd is restarted");

        isNotApplied(force);
    }

    /** libvirtd may signal whom we may not. */
    @ParameterizedTest
    @CsvSource({"TERMINATE, TERMINATE", "KILL, DESTROY"})
    void whereOurSignalIsForbiddenTheHypervisorEndsIt(Force force, Verb verb) throws Exception {
        hold();
        process.forbidSignals();

        assertThat(apply(force)).contains("CAP_KILL is missing", "by the hypervisor instead");
        assertThat(verbs()).containsExactly(Verb.FIND_DEFINITION, Verb.FIND_DEFINITION, verb);
    }

    private void isRefused(Force force) {
        assertThatExceptionOfType(NotTheOwnersException.class)
                .isThrownBy(() -> apply(force))
                .withMessageContaining("is not on the positive list any more");
        assertThat(process.sent()).isEmpty();
        assertThat(verbs()).containsExactly(Verb.FIND_DEFINITION);
    }

    private void isNotApplied(Force force) {
        assertThatExceptionOfType(ForceNotAppliedException.class).isThrownBy(() -> apply(force));
        assertThat(process.sent()).isEmpty();
        assertThat(verbs()).doesNotContain(Verb.ASK, Verb.TERMINATE, Verb.DESTROY);
    }

    private String apply(Force force) throws ForceNotAppliedException, NotTheOwnersException {
        return new HostControl(hypervisor, watch, MACHINE, allowList, threads, this::beforeActing)
                .apply(force, domain, Duration.ofSeconds(3));
    }

    private void beforeActing() {
        before.add("asked %s, sent %s".formatted(verbs(), process.sent()));
    }

    private List<Verb> verbs() {
        return hypervisor.calls().stream().map(ScriptedHypervisor.Call::verb).toList();
    }

    private void hold() {
        process.show();
        assertThat(watch.look(MACHINE, DOMAIN)).succeedsWithin(Duration.ofSeconds(20));
    }

    private OwnerDomain pin() {
        hypervisor.put(OWNERS, DomainState.RUNNING, true);
        var own = (Own) allowList.recognise(OWNERS);
        own.newPin().ifPresent(pin -> allowList = allowList.with(pin));
        return own.domain();
    }
}
