package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.Hypervisor;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Verb;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.guard.Observation.StartEnded;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Recognition.Own;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainStarterTest {

    private static final UUID OWNERS = new UUID(1, 1);
    private static final DomainDefinition DEFINITION = ScriptedDefinitions.plain(OWNERS, "owner-vm");
    private static final Machine MACHINE = new Machine(
            new MachineId("8e".repeat(32)),
            "gpu-01",
            URI.create("qemu:///system"),
            List.of("owner-vm"),
            Optional.empty(),
            Restart.WHEN_FREE,
            Optional.empty(),
            new Node(Path.of("/"), List.of()));
    private static final CompletableFuture<Void> WRITTEN = CompletableFuture.completedFuture(null);

    @TempDir
    Path locks;

    private final ScriptedHypervisor hypervisor = new ScriptedHypervisor(Duration.ofMillis(50));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private OwnerAllowList allowList = new OwnerAllowList(List.of("owner-vm"), List.of());
    private boolean isFree = true;
    private boolean hypervisorFails;

    @AfterEach
    void end() {
        threads.shutdownNow();
        hypervisor.close();
    }

    @Test
    void itIsStarted() {
        isOff();

        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.STARTED);
        assertThat(hypervisor.calls(Verb.START)).containsExactly(OWNERS);
    }

    @Test
    void whatIsNotWrittenDownIsNotStarted() {
        isOff();

        var ended = start(CompletableFuture.failedFuture(new IOException("No space left on device")));
        assertThat(ended.outcome()).isEqualTo(StartOutcome.NOT_TRIED);
        assertThat(ended.note()).contains("No space left");
        assertThat(hypervisor.calls(Verb.START)).isEmpty();
    }

    @Test
    void onAMachineThatIsNotFreeAnyMoreItIsNotStarted() {
        isOff();
        isFree = false;

        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.NOT_TRIED);
        assertThat(hypervisor.calls(Verb.START)).isEmpty();
    }

    /** The guard has not heard of it yet: libvirt tells it at this moment. */
    @Test
    void besideADomainThatIsNotTheOwnersItIsNotStarted() {
        isOff();
        hypervisor.put(ScriptedDefinitions.plain(new UUID(3, 3), "who-knows"), DomainState.PAUSED, true);

        var ended = start(WRITTEN);
        assertThat(ended.outcome()).isEqualTo(StartOutcome.NOT_TRIED);
        assertThat(ended.note()).contains("who-knows");
        assertThat(hypervisor.calls(Verb.START)).isEmpty();
    }

    @Test
    void oneThatGainedARentersMarkersIsNotStarted() throws Exception {
        isOff();
        hypervisor.put(ScriptedDefinitions.renters(OWNERS, "owner-vm"), DomainState.SHUT_OFF, true);

        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.NOT_TRIED);
        assertThat(hypervisor.findDomain(OWNERS)).map(DomainSnapshot::state).contains(DomainState.SHUT_OFF);
    }

    /** Whatever the guard has decided: what is started is surely the owner's at that moment. */
    @Test
    void oneThatMayBeAnothersSinceTheJournalWasDamagedIsNotStarted() throws Exception {
        isOff();
        allowList = new OwnerAllowList(List.of("owner-vm"), List.of(), Set.of(), Set.of("owner-vm"));

        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.NOT_TRIED);
        assertThat(hypervisor.findDomain(OWNERS)).map(DomainSnapshot::state).contains(DomainState.SHUT_OFF);
    }

    @Test
    void ofTwoWatchersOneStartsIt() throws Exception {
        isOff();
        try (var held = new StartLock(locks).tryHold(OWNERS).orElseThrow()) {
            assertThat(held.lock().isValid()).isTrue();
            var ended = start(WRITTEN);
            assertThat(ended.outcome()).isEqualTo(StartOutcome.NOT_TRIED);
            assertThat(ended.note()).contains("another watcher");
            assertThat(hypervisor.calls(Verb.START)).isEmpty();
        }

        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.STARTED);
    }

    @Test
    void theLockHoldsAgainstAnotherProcessToo() throws Exception {
        isOff();
        try (var held = new StartLock(locks).tryHold(OWNERS).orElseThrow()) {
            assertThat(held.lock().isShared()).isFalse();
            var file = locks.resolve("dbcpool-start-%s.lock".formatted(OWNERS));
            var program = Files.writeString(locks.resolve("TryLock.java"), """
                    import java.nio.channels.FileChannel;
                    import java.nio.file.*;
                    class TryLock {
                        public static void main(String[] a) throws Exception {
                            var file = FileChannel.open(Path.of(a[0]), StandardOpenOption.WRITE);
                            System.exit(file.tryLock() == null ? 7 : 0);
                        }
                    }
                    """);
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var other = new ProcessBuilder(java, program.toString(), file.toString()).start();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isEqualTo(7);
        }
    }

    @Test
    void oneThatRunsIsASuccessAndOneThatIsGoneIsSaid() {
        hypervisor.put(DEFINITION, DomainState.RUNNING, true);
        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.RUNS_ALREADY);
        hypervisor.remove(OWNERS);
        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.GONE);
    }

    @Test
    void aHypervisorThatDoesNotAnswerMayHaveStartedIt() {
        isOff();
        hypervisor.hang(Verb.START);

        var ended = start(WRITTEN);
        assertThat(ended.outcome()).isEqualTo(StartOutcome.FAILED);
        assertThat(ended.note()).contains("not answered");
    }

    @Test
    void aFolderWithoutLocksKeepsItFromBeingTried() {
        isOff();
        locks = locks.resolve("not-there");

        assertThat(start(WRITTEN).outcome()).isEqualTo(StartOutcome.NOT_TRIED);
        assertThat(hypervisor.calls(Verb.START)).isEmpty();
    }

    /** A class that is not there, a stack that overflows: the guard would wait for its end for ever. */
    @Test
    void anErrorIsAnEndToo() {
        isOff();
        hypervisorFails = true;

        var ended = start(WRITTEN);
        assertThat(ended.outcome()).isEqualTo(StartOutcome.FAILED);
        assertThat(ended.note()).contains("no such class");
    }

    private Hypervisor open() {
        if (hypervisorFails) {
            throw new NoClassDefFoundError("no such class");
        }
        return hypervisor;
    }

    private void isOff() {
        hypervisor.put(DEFINITION, DomainState.SHUT_OFF, true);
    }

    private StartEnded start(CompletableFuture<Void> written) {
        var observed = new CompletableFuture<Observation>();
        var starter = new DomainStarter(
                machine -> open(),
                new StartLock(locks),
                machine -> isFree,
                threads,
                HostClock.of(InstantSource.system()),
                (machine, observation) -> observed.complete(observation));
        starter.start(MACHINE, allowList, owners(), written);
        return (StartEnded) observed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private OwnerDomain owners() {
        var own = (Own) allowList.recognise(DEFINITION);
        own.newPin().ifPresent(pin -> allowList = allowList.with(pin));
        return own.domain();
    }

    @Test
    void eachDomainHasALockOfItsOwn() throws Exception {
        var held = new ArrayList<StartLock.Held>();
        for (int i = 0; i < 3; i++) {
            held.add(new StartLock(locks).tryHold(new UUID(9, i)).orElseThrow());
        }
        assertThat(new StartLock(locks).tryHold(new UUID(9, 1))).isEmpty();
        for (var one : held) {
            one.close();
        }
        new StartLock(locks).tryHold(new UUID(9, 1)).orElseThrow().close();
    }
}
