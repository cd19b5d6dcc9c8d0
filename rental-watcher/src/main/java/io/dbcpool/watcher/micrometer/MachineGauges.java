package io.dbcpool.watcher.micrometer;

import io.dbcpool.bus.BusFigures;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.DrillCompleted.Outcome;
import io.dbcpool.events.Topic;
import io.dbcpool.watcher.RentalWatcher;
import io.dbcpool.watcher.guard.GuardRoom;
import io.dbcpool.watcher.guard.MachineView;
import io.dbcpool.watcher.guard.MachineView.OwnDomainView;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** Shows each machine's state as it is when somebody looks, and how the watcher stands with Kafka. */
@Startup
@Singleton
public class MachineGauges {

    /** What a domain's state is called when it certainly holds nothing. */
    private static final Set<String> NOT_ACTIVE = Set.of("shut-off", "not-found", "refused");

    private final MeterRegistry registry;
    private final GuardRoom room;

    MachineGauges(MeterRegistry registry, RentalWatcher watcher, GuardRoom room, PoolConfig config) {
        this.registry = registry;
        this.room = room;
        config.machines().forEach(this::register);
        BusFigures.show(
                (name, description, value) -> Gauge.builder(name, watcher.publisher(), value)
                        .description(description)
                        .register(registry),
                (name, description, value) -> FunctionCounter.builder(name, watcher.publisher(), value)
                        .description(description)
                        .register(registry));
        for (Topic topic : Set.of(Topic.BROADCASTS, Topic.NODE_RENTALS, Topic.CHAIN_RENTALS)) {
            FunctionCounter.builder(
                            "dbcpool.dead.letters",
                            watcher,
                            it -> it.publisher().state().deadLetters().getOrDefault(topic.topicName(), 0L))
                    .description("Records that could not be read")
                    .tag("topic", topic.topicName())
                    .register(registry);
        }
        Gauge.builder(
                        "dbcpool.vacates.running",
                        room,
                        it -> it.guard().list().stream()
                                .mapToInt(view -> view.runningVacates().size())
                                .sum())
                .description("Vacates under way")
                .register(registry);
        Gauge.builder("dbcpool.journal.trouble", room, it -> it.journalTrouble().isEmpty() ? 0 : 1)
                .description("Whether the journal does not keep what it should")
                .register(registry);
    }

    private void register(Machine machine) {
        is("dbcpool.machine.rented", "Whether it is believed rented", machine, MachineGauges::isRented);
        is("dbcpool.machine.broken", "Whether a vacate is past its deadline", machine, MachineView::broken);
        is(
                "dbcpool.owner.domain.while.rented",
                "Whether an owner's domain is active while rented",
                machine,
                view -> isRented(view) && view.ownDomains().stream().anyMatch(MachineGauges::isActive));
        is(
                "dbcpool.spoof.suspected",
                "Whether a broadcast about it may be forged",
                machine,
                view -> view.belief().spoofSuspected().isPresent());
        is(
                "dbcpool.sources.disagree",
                "Whether two sources contradict each other",
                machine,
                view -> view.belief().sourcesDisagree().isPresent());
        is("dbcpool.hypervisor.connected", "Whether its libvirt answers", machine, MachineView::connected);
        is(
                "dbcpool.last.step.available",
                "Whether QEMU could be killed by us",
                machine,
                MachineView::lastStepAvailable);
        is(
                "dbcpool.owner.domain.not.started",
                "Whether one of its owner's domains is not started again although it is free",
                machine,
                view -> view.comebacks().stream()
                        .anyMatch(comeback -> comeback.state().equals("refused")));
        is(
                "dbcpool.drill.does.not.fit",
                "Whether the last drill of one of its owner's domains took longer than the deadline",
                machine,
                view -> view.drills().last().stream().anyMatch(drill -> drill.outcome() == Outcome.DOES_NOT_FIT));
        Gauge.builder("dbcpool.source.silent", room, it -> it.sources().isSilent(machine.id(), Instant.now()) ? 1 : 0)
                .description("Whether nothing was heard for longer than its limit")
                .tags("machine", machine.name(), "source", "broadcast")
                .register(registry);
        for (String entry : machine.ownDomains()) {
            entry(
                    "dbcpool.own.domain.unmatched",
                    "Whether an entry of own-domains names no domain",
                    machine,
                    entry,
                    "not-found");
            entry(
                    "dbcpool.renter.domain.refused",
                    "Whether an entry of own-domains names a domain that looks like a renter's",
                    machine,
                    entry,
                    "refused");
        }
    }

    private void entry(String name, String description, Machine machine, String entry, String state) {
        Predicate<OwnDomainView> isSo =
                domain -> domain.entry().equals(entry) && domain.state().equals(state);
        Gauge.builder(
                        name,
                        room,
                        it -> value(machine, view -> view.ownDomains().stream().anyMatch(isSo)))
                .description(description)
                .tags("machine", machine.name(), "entry", entry)
                .register(registry);
    }

    private static boolean isRented(MachineView view) {
        return view.belief().state().equals("rented");
    }

    private static boolean isActive(OwnDomainView domain) {
        return !NOT_ACTIVE.contains(domain.state());
    }

    private void is(String name, String description, Machine machine, Predicate<MachineView> question) {
        Gauge.builder(name, room, it -> value(machine, question))
                .description(description)
                .tags(Tags.of("machine", machine.name()))
                .register(registry);
    }

    private double value(Machine machine, Predicate<MachineView> question) {
        return room.guard().find(machine.id()).filter(question).isPresent() ? 1 : 0;
    }
}
