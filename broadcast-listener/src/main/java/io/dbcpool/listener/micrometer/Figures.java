package io.dbcpool.listener.micrometer;

import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.bus.BusFigures;
import io.dbcpool.bus.KafkaPublisher;
import io.dbcpool.listener.canary.Canaries;
import io.dbcpool.listener.hearing.Hearing;
import io.dbcpool.listener.hearing.MachineHeard;
import io.dbcpool.listener.udp.UdpSockets;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Registers them. Prometheus gets {@code _total} appended to a counter's name. */
@Singleton
final class Figures {

    void register(
            @Observes StartupEvent started,
            MeterRegistry registry,
            Hearing hearing,
            Canaries canaries,
            UdpSockets sockets,
            KafkaPublisher publisher) {
        verdicts(registry, hearing);
        gauge(
                registry,
                "dbcpool_broadcast_path_broken",
                "Whether three test words in a row were not heard",
                canaries,
                c -> c.isBroken() ? 1 : 0);
        gauge(
                registry,
                "dbcpool_broadcast_canary_last_heard_timestamp_seconds",
                "When a test word was heard last; not a number while none was",
                canaries,
                c -> c.heardAt().map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN));
        gauge(
                registry,
                "dbcpool_broadcast_receive_buffer_bytes",
                "What the kernel keeps of datagrams until they are read",
                sockets,
                s -> s.status().receiveBufferBytes());
        machines(registry, hearing);
        counter(
                registry,
                "dbcpool_broadcast_socket_drops",
                "Datagrams that the kernel dropped because they were not read in time",
                sockets,
                UdpSockets::drops);
        counter(
                registry,
                "dbcpool_broadcast_socket_errors",
                "Reads of a socket that failed",
                sockets,
                UdpSockets::socketErrors);
        counter(
                registry,
                "dbcpool_broadcast_shed_datagrams",
                "Datagrams that were shed in a flood because there was no room for them",
                sockets,
                UdpSockets::shed);
        gauge(
                registry,
                "dbcpool_broadcast_waiting_datagrams",
                "Datagrams that are off the socket and wait to be heard",
                sockets,
                UdpSockets::waiting);
        gauge(
                registry,
                "dbcpool_broadcast_listening",
                "Whether it listens for broadcasts",
                sockets,
                s -> s.status().listening() ? 1 : 0);
        BusFigures.show(
                (name, description, value) -> gauge(registry, name, description, publisher, value),
                (name, description, value) -> counter(registry, name, description, publisher, value));
    }

    private static void verdicts(MeterRegistry registry, Hearing hearing) {
        String name = "dbcpool_broadcast_datagrams";
        String description = "Datagrams that came, by what was made of them";
        FunctionCounter.builder(name, hearing, h -> h.counts().accepted())
                .description(description)
                .tag("verdict", "accepted")
                .register(registry);
        FunctionCounter.builder(name, hearing, h -> h.counts().tested())
                .description(description)
                .tag("verdict", "test")
                .register(registry);
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder(name, hearing, h -> h.counts().refused(reason))
                    .description(description)
                    .tag("verdict", reason.wireName())
                    .register(registry);
        }
    }

    private static void machines(MeterRegistry registry, Hearing hearing) {
        for (MachineHeard machine : hearing.listMachines()) {
            var tags = Tags.of("machine", machine.name());
            Gauge.builder("dbcpool_broadcast_last_heard_timestamp_seconds", hearing, h -> lastHeard(h, machine))
                    .description("When its DBC node was heard last; not a number while it was not")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("dbcpool_source_silent", hearing, h -> now(h, machine).silent() ? 1 : 0)
                    .description("Whether nothing was heard for longer than its limit")
                    .tags(tags.and("source", "broadcast"))
                    .register(registry);
            Gauge.builder("dbcpool_broadcast_sender_changed", hearing, h -> h.hasStranger(machine.machineId()) ? 1 : 0)
                    .description("Whether another address has spoken for it in the last 10 min")
                    .tags(tags)
                    .register(registry);
        }
    }

    /** Not a number while it was not heard. */
    private static double lastHeard(Hearing hearing, MachineHeard machine) {
        return now(hearing, machine)
                .lastHeardAt()
                .map(at -> at.toEpochMilli() / 1000.0)
                .orElse(Double.NaN);
    }

    private static MachineHeard now(Hearing hearing, MachineHeard machine) {
        return hearing.findMachine(machine.machineId()).orElse(machine);
    }

    private static <T> void counter(
            MeterRegistry registry, String name, String description, T of, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, of, count).description(description).register(registry);
    }

    private static <T> void gauge(
            MeterRegistry registry, String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }
}
