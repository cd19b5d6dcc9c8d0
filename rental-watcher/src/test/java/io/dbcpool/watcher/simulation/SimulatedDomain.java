package io.dbcpool.watcher.simulation;

import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A domain as libvirt has it, and whose it truly is. */
final class SimulatedDomain {

    /** Whose it is, whatever its name and definition say. */
    enum Whose {
        OWNERS,
        RENTERS,
        VERIFIERS,
        NOBODY_KNOWS
    }

    private final UUID uuid;
    private final boolean persistent;
    private final Temperament temperament;
    private Whose whose;
    private DomainDefinition definition;
    private DomainState state = DomainState.SHUT_OFF;
    private final List<SimulatedProcess> processes = new ArrayList<>();
    private Runnable atNextStart = () -> {};

    SimulatedDomain(Whose whose, DomainDefinition definition, boolean persistent, Temperament temperament) {
        this.uuid = definition.uuid();
        this.whose = whose;
        this.definition = definition;
        this.persistent = persistent;
        this.temperament = temperament;
    }

    /** @param vendor the vendor id by which DBC marks a renter's domain */
    static DomainDefinition define(UUID uuid, String name, String onPoweroff, Optional<String> vendor) {
        return new DomainDefinition(
                uuid,
                name,
                "qemu",
                onPoweroff,
                List.of(),
                List.of(),
                List.of(),
                vendor,
                false,
                List.of("0000:17:00.0"),
                Optional.empty());
    }

    /** It is defined anew, under the same UUID. Of one that runs libvirt keeps what it was started with. */
    void redefine(Whose becomes, String name, Optional<String> vendor) {
        atNextStart = () -> {
            whose = becomes;
            definition = define(uuid, name, definition.onPoweroff(), vendor);
        };
        if (state == DomainState.SHUT_OFF) {
            redefineNow();
        }
    }

    private void redefineNow() {
        atNextStart.run();
        atNextStart = () -> {};
    }

    UUID uuid() {
        return uuid;
    }

    Whose whose() {
        return whose;
    }

    boolean persistent() {
        return persistent;
    }

    Temperament temperament() {
        return temperament;
    }

    DomainDefinition definition() {
        return definition;
    }

    DomainState state() {
        return state;
    }

    void become(DomainState next) {
        state = next;
        if (next == DomainState.SHUT_OFF) {
            redefineNow();
        }
    }

    boolean restartsOnPoweroff() {
        return definition.onPoweroff().equals("restart");
    }

    void runIn(SimulatedProcess next) {
        redefineNow();
        processes.add(next);
    }

    /** The process that runs it now. */
    Optional<SimulatedProcess> process() {
        return Optional.ofNullable(lastProcess()).filter(SimulatedProcess::isAlive);
    }

    private @Nullable SimulatedProcess lastProcess() {
        return processes.isEmpty() ? null : processes.get(processes.size() - 1);
    }

    /** The one that ran it then, or the first after that. */
    Optional<SimulatedProcess> processAt(long nanos) {
        return processes.stream()
                .filter(process -> process.endedAtNanos() > nanos)
                .findFirst();
    }

    boolean isRunning() {
        return process().isPresent();
    }

    DomainSnapshot snapshot(Instant at) {
        return new DomainSnapshot(uuid, definition.name(), state, persistent, at);
    }
}
