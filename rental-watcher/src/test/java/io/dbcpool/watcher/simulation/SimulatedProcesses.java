package io.dbcpool.watcher.simulation;

import io.dbcpool.hypervisor.ownership.RenterMarkers;
import io.dbcpool.watcher.process.EndSignal;
import io.dbcpool.watcher.process.Grip;
import io.dbcpool.watcher.process.LocalProcesses;
import io.dbcpool.watcher.process.ProcessLookException;
import io.dbcpool.watcher.process.ProcessSignalException;
import io.dbcpool.watcher.process.QemuProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The host's processes, as one watcher sees them. */
final class SimulatedProcesses implements LocalProcesses {

    private final World world;
    private final SimulatedWatcher watcher;

    SimulatedProcesses(World world, SimulatedWatcher watcher) {
        this.world = world;
        this.watcher = watcher;
    }

    @Override
    public Optional<QemuProcess> findQemu(UUID domainUuid) {
        requireSight(domainUuid);
        return world.host()
                .find(domainUuid)
                .filter(domain -> RenterMarkers.find(domain.definition()).isEmpty())
                .flatMap(SimulatedDomain::process)
                .filter(process -> !process.isExiting())
                .map(SimulatedProcess::identity);
    }

    @Override
    public boolean isGone(QemuProcess process) {
        requireSight(process.domainUuid());
        return find(process).isEmpty();
    }

    /** One that is not held then is left to libvirt, which alone takes 10.2 s over a QEMU that hangs. */
    private void requireSight(UUID domain) {
        if (!world.host().isBlind()) {
            return;
        }
        world.host().find(domain).flatMap(SimulatedDomain::process).ifPresent(SimulatedProcess::outOfReach);
        throw new ProcessLookException("too many open files");
    }

    private Optional<SimulatedProcess> find(QemuProcess process) {
        return world.host()
                .find(process.domainUuid())
                .flatMap(SimulatedDomain::process)
                .filter(running -> running.identity().equals(process));
    }

    @Override
    public Optional<Grip> grip(QemuProcess process) {
        requireSight(process.domainUuid());
        return world.host()
                .find(process.domainUuid())
                .flatMap(domain -> domain.process()
                        .filter(running -> running.identity().equals(process))
                        .map(running -> new SimulatedGrip(domain, running)));
    }

    @Override
    public Optional<String> findObstacle(QemuProcess process) {
        return world.host().areSignalsForbidden() ? Optional.of("CAP_KILL is missing") : Optional.empty();
    }

    @Override
    public Optional<List<String>> listDevices(QemuProcess process) {
        return Optional.of(List.of());
    }

    /** Tells when the process has ended, a moment later. */
    void await(Grip grip, Runnable ended) {
        ((SimulatedGrip) grip)
                .process.onEnd(() -> world.agenda().after(world.dice().millis(0, 5), () -> watcher.act(ended)));
    }

    private final class SimulatedGrip implements Grip {

        private final SimulatedDomain domain;
        private final SimulatedProcess process;

        SimulatedGrip(SimulatedDomain domain, SimulatedProcess process) {
            this.domain = domain;
            this.process = process;
        }

        @Override
        public QemuProcess process() {
            return process.identity();
        }

        @Override
        public void send(EndSignal signal) throws ProcessSignalException {
            watcher.mayDie();
            if (!process.isAlive()) {
                return;
            }
            if (world.host().areSignalsForbidden()) {
                process.outOfReach();
                throw new ProcessSignalException("SIG%s could not be sent: CAP_KILL is missing".formatted(signal));
            }
            world.witness().onTouched(watcher, domain, "sent SIG" + signal);
            if (signal == EndSignal.KILL) {
                process.kill();
            } else {
                process.term();
            }
        }

        @Override
        public boolean awaitEnd(Duration limit) {
            return !process.isAlive();
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
