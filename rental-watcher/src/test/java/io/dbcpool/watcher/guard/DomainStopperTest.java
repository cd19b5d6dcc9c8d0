package io.dbcpool.watcher.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolConfig.Node;
import io.dbcpool.configuration.PoolConfig.Restart;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.testing.ScriptedDefinitions;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor;
import io.dbcpool.hypervisor.testing.ScriptedHypervisor.Verb;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.guard.Observation.Applied;
import io.dbcpool.watcher.guard.Observation.RefusedAtCall;
import io.dbcpool.watcher.owner.OwnerAllowList;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.owner.Recognition.Own;
import io.dbcpool.watcher.process.EndSignal;
import io.dbcpool.watcher.vacate.Force;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DomainStopperTest {

    private static final UUID VACATE = new UUID(7, 7);
    private static final UUID DOMAIN = new UUID(1, 1);
    private static final DomainDefinition OWNERS = ScriptedDefinitions.plain(DOMAIN, "owner-vm");
    private static final Machine MACHINE = new Machine(
            new MachineId("8e".repeat(32)),
            "gpu-01",
            URI.create("qemu:///system"),
            List.of("owner-vm"),
            Optional.empty(),
            Restart.NEVER,
            Optional.empty(),
            new Node(Path.of("/"), List.of()));
    private static final CompletableFuture<Void> WRITTEN = CompletableFuture.completedFuture(null);

    /** So long that a call that hangs does so until the end of the test. */
    private final ScriptedHypervisor hypervisor = new ScriptedHypervisor(Duration.ofSeconds(50));

    private final OwnProcess process = new OwnProcess(DOMAIN);
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final List<Observation> told = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ProcessWatch watch =
            new ProcessWatch(process, machine -> true, threads, timer, (grip, ended) -> {}, (machine, looked) -> {});
    private final DomainStopper stopper = new DomainStopper(
            (machine, allowList, beforeActing) ->
                    new HostControl(hypervisor, watch, machine.id(), allowList, threads, beforeActing),
            (machine, uuid) -> watch.findGrip(machine, uuid).isPresent(),
            threads,
            (machine, observation) -> told.add(observation));
    private OwnerAllowList allowList = new OwnerAllowList(List.of("owner-vm"), List.of());
    private final OwnerDomain domain = pin();

    @AfterEach
    void end() {
        process.show();
        hypervisor.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }

    /** A frozen libvirtd, on a host that is too busy to be looked through in time: the deadline is 3 s away. */
    @Test
    void aKillThatHangsInTheHypervisorDoesNotBarOurOwn() {
        hypervisor.hang(Verb.DESTROY);
        apply(Force.KILL, WRITTEN);
        await().until(() -> hypervisor.calls(Verb.DESTROY).size() == 1);

        process.show();
        await().until(() -> watch.findGrip(MACHINE.id(), DOMAIN).isPresent());
        apply(Force.KILL, WRITTEN);

        await().untilAsserted(() -> assertThat(process.sent()).containsExactly(EndSignal.KILL));
    }

    /** Each of them would keep a thread for as long as the hypervisor takes. */
    @Test
    void whatHangsIsNotBegunAgain() {
        hypervisor.hang(Verb.DESTROY);
        process.show();
        process.forbidSignals();
        hold();
        for (int i = 0; i < 20; i++) {
            apply(Force.KILL, WRITTEN);
        }
        await().until(() -> hypervisor.calls(Verb.DESTROY).size() == 1);
        apply(Force.KILL, WRITTEN);

        hypervisor.heal(Verb.DESTROY);
        await().until(() -> told.size() == 1);
        assertThat(hypervisor.calls(Verb.DESTROY)).hasSize(1);
        await().untilAsserted(() -> assertThat(threads.getActiveCount()).isZero());
        apply(Force.KILL, WRITTEN);
        await().until(() -> told.size() == 2);
    }

    @Test
    void nothingIsDoneBeforeItIsWrittenDown() {
        process.show();
        hold();
        var written = new Looked(3);

        apply(Force.KILL, written);

        await().until(() -> !told.isEmpty());
        assertThat(written.signalsSentAtLooks).isEqualTo(List.of(0, 0, 0));
        assertThat(process.sent()).containsExactly(EndSignal.KILL);
    }

    @Test
    void itWaitsForTheDiskFor100MillisAndNoLonger() {
        process.show();
        hold();
        var written = new Looked(Integer.MAX_VALUE);

        apply(Force.TERMINATE, written);

        await().until(() -> !told.isEmpty());
        assertThat(written.waited).isEqualTo(Duration.ofMillis(100));
        assertThat(written.signalsSentAtLooks).containsOnly(0);
        assertThat(process.sent()).containsExactly(EndSignal.TERM);
    }

    /** By the hypervisor, too, where no process is held. */
    @Test
    void theHypervisorWaitsForItToo() {
        process.hide();
        var written = new Looked(2);

        apply(Force.KILL, written);

        await().until(() -> !told.isEmpty());
        assertThat(written.destroyedAtLooks).isEqualTo(List.of(0, 0));
        assertThat(hypervisor.calls(Verb.DESTROY)).containsExactly(DOMAIN);
    }

    @Test
    void whatCannotBeWrittenDownIsDoneAtOnce() {
        process.show();
        hold();

        apply(Force.KILL, CompletableFuture.failedFuture(new IOException("No space left on device")));

        await().until(() -> !told.isEmpty());
        assertThat(process.sent()).containsExactly(EndSignal.KILL);
    }

    @Test
    void oneThatBecameAnothersIsToldAndNotTouched() {
        process.show();
        hold();
        hypervisor.put(ScriptedDefinitions.renters(DOMAIN, "owner-vm"), DomainState.RUNNING, true);

        apply(Force.KILL, WRITTEN);

        await().until(() -> told.size() == 2);
        assertThat(told.get(0)).isInstanceOfSatisfying(RefusedAtCall.class, refused -> {
            assertThat(refused.vacateId()).isEqualTo(VACATE);
            assertThat(refused.reason()).contains("not on the positive list any more");
        });
        assertThat(told.get(1))
                .isInstanceOfSatisfying(
                        Applied.class, applied -> assertThat(applied.note()).startsWith("refused: "));
        assertThat(process.sent()).isEmpty();
        assertThat(hypervisor.calls()).extracting(ScriptedHypervisor.Call::verb).containsOnly(Verb.FIND_DEFINITION);
    }

    @Test
    void whatWasDoneIsTold() {
        process.show();
        hold();

        apply(Force.KILL, WRITTEN);

        await().untilAsserted(() ->
                assertThat(told).containsExactly(new Applied(VACATE, Force.KILL, "SIGKILL to QEMU process 4711")));
    }

    private void apply(Force force, CompletableFuture<Void> written) {
        stopper.apply(MACHINE, allowList, new Effect.Apply(VACATE, force, domain, Duration.ofSeconds(3)), written);
    }

    private void hold() {
        assertThat(watch.look(MACHINE.id(), DOMAIN)).succeedsWithin(Duration.ofSeconds(20));
    }

    private OwnerDomain pin() {
        hypervisor.put(OWNERS, DomainState.RUNNING, true);
        var own = (Own) allowList.recognise(OWNERS);
        own.newPin().ifPresent(pin -> allowList = allowList.with(pin));
        return own.domain();
    }

    /** Is written when it is asked for the so manieth time; nobody waits for it really. */
    private final class Looked extends CompletableFuture<Void> {

        private final int writtenAtLook;
        private final List<Integer> signalsSentAtLooks = new ArrayList<>();
        private final List<Integer> destroyedAtLooks = new ArrayList<>();
        private Duration waited = Duration.ZERO;

        Looked(int writtenAtLook) {
            this.writtenAtLook = writtenAtLook;
        }

        @Override
        @SuppressWarnings("NullAway") // a Void has no other value
        public Void get(long timeout, TimeUnit unit) throws TimeoutException, InterruptedException, ExecutionException {
            waited = waited.plus(Duration.of(timeout, unit.toChronoUnit()));
            signalsSentAtLooks.add(process.sent().size());
            destroyedAtLooks.add(hypervisor.calls(Verb.DESTROY).size());
            if (signalsSentAtLooks.size() < writtenAtLook) {
                throw new TimeoutException();
            }
            return null;
        }
    }
}
