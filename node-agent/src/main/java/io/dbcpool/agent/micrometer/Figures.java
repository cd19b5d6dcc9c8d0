package io.dbcpool.agent.micrometer;

import io.dbcpool.agent.alarm.Alarms;
import io.dbcpool.agent.loop.AgentLoop;
import io.dbcpool.agent.loop.WatchedMachine;
import io.dbcpool.agent.readiness.ReadinessChecks;
import io.dbcpool.agent.signing.SigningCounts;
import io.dbcpool.agent.signing.SigningDesk;
import io.dbcpool.bus.BusFigures;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.events.NodeReadiness;
import io.dbcpool.hypervisor.ownership.Ownership;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Registers them. Prometheus gets {@code _total} appended to a counter's name. */
@Singleton
final class Figures {

    private final Clock clock = Clock.systemUTC();

    void register(
            @Observes StartupEvent started,
            MeterRegistry registry,
            AgentLoop loop,
            KafkaPublisher publisher,
            SigningDesk desk) {
        for (WatchedMachine machine : loop.machines()) {
            var tags = Tags.of("machine", machine.state().claims().machine().name());
            gauge(
                    registry,
                    "dbcpool_hypervisor_connected",
                    "Whether its libvirt answers",
                    tags,
                    machine,
                    m -> m.state().link().isUp() ? 1 : 0);
            domains(registry, tags, machine);
            readiness(registry, tags, machine);
            alarms(registry, tags, machine);
        }
        BusFigures.show(
                (name, description, value) -> gauge(registry, name, description, Tags.empty(), publisher, value),
                (name, description, value) -> FunctionCounter.builder(name, publisher, value)
                        .description(description)
                        .register(registry));
        signingRequests(registry, "signed", desk, SigningCounts::signed);
        signingRequests(registry, "refused", desk, SigningCounts::refused);
        signingRequests(registry, "passed-over", desk, SigningCounts::passedOver);
    }

    private static void signingRequests(
            MeterRegistry registry, String outcome, SigningDesk desk, ToLongFunction<SigningCounts> count) {
        FunctionCounter.builder("dbcpool_signing_requests", desk, d -> count.applyAsLong(d.counts()))
                .description("Requests for the machine's signature, by what became of them")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static void domains(MeterRegistry registry, Tags tags, WatchedMachine machine) {
        for (Ownership ownership : Ownership.values()) {
            gauge(
                    registry,
                    "dbcpool_domains_active",
                    "Domains that are active on its host, by whose they are",
                    tags.and("ownership", ownership.name().toLowerCase(Locale.ROOT)),
                    machine,
                    m -> m.state().picture().count(ownership));
        }
    }

    private static void alarms(MeterRegistry registry, Tags tags, WatchedMachine machine) {
        gauge(
                registry,
                "dbcpool_host_checks_turned_bad",
                "Checks of its host that were good and are wrong",
                tags,
                machine,
                m -> m.alarms().turnedBad().size());
        gauge(
                registry,
                "dbcpool_machine_key_lost",
                "Whether its node.dat is gone, broken or another machine's",
                tags,
                machine,
                m -> m.alarms().stands(Alarms.KEY_LOST) ? 1 : 0);
        gauge(
                registry,
                "dbcpool_key_backups_missing",
                "Whether its key has fewer than two backups that were opened within 90 days",
                tags,
                machine,
                m -> m.alarms().stands(Alarms.BACKUPS_MISSING) ? 1 : 0);
    }

    private void readiness(MeterRegistry registry, Tags tags, WatchedMachine machine) {
        for (NodeReadiness.Check check : list(machine).checks()) {
            for (NodeReadiness.State state : NodeReadiness.State.values()) {
                String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
                gauge(
                        registry,
                        "dbcpool_readiness_check",
                        "Whether that check of its host says that",
                        tags.and("check", check.id(), "state", name),
                        machine,
                        m -> isIn(state, check.id(), list(m)) ? 1 : 0);
            }
        }
    }

    private NodeReadiness list(WatchedMachine machine) {
        return ReadinessChecks.of(machine.state(), clock.instant());
    }

    private static boolean isIn(NodeReadiness.State state, String check, NodeReadiness readiness) {
        return readiness.checks().stream().anyMatch(item -> item.id().equals(check) && item.state() == state);
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, String description, Tags tags, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).tags(tags).register(registry);
    }
}
