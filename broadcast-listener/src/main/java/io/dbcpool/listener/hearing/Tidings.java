package io.dbcpool.listener.hearing;

import io.dbcpool.broadcast.BroadcastDecoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.Alert;
import io.dbcpool.events.BroadcastHeard;
import io.dbcpool.events.BroadcastRejected;
import io.dbcpool.events.Envelope;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.listener.sender.MachineSender;
import io.dbcpool.listener.silence.NodeSilence;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The records of this service.
 *
 * @param source {@code ce_source}
 */
public record Tidings(String source) {

    /** Three test words, one a minute. */
    private static final int PATH_BROKEN_MINUTES = 3;

    Envelope heard(BroadcastHeard heard) {
        String receivedAt = micros(heard.receivedAt());
        String id = NameBasedId.of(
                "heard",
                heard.machineId().hex(),
                heard.status().name(),
                receivedAt,
                heard.sender(),
                heard.firstAt().equals(heard.receivedAt()) ? receivedAt : micros(heard.firstAt()),
                String.valueOf(heard.count()));
        return new Envelope(id, source, heard.receivedAt(), heard);
    }

    Envelope refused(Datagram datagram, Refused refused, long suppressed) {
        byte[] bytes = datagram.bytes();
        var rejected = new BroadcastRejected(
                refused.reason().wireName(),
                refused.detail(),
                datagram.senderText(),
                EventCodec.micros(datagram.receivedAt()),
                datagram.lengthBytes(),
                Base64.getEncoder()
                        .encodeToString(Arrays.copyOf(bytes, Math.min(bytes.length, BroadcastDecoder.MAX_BYTES))),
                suppressed,
                refused.machineId());
        String id = NameBasedId.of(
                "rejected", rejected.reason(), rejected.sender(), micros(rejected.receivedAt()), rejected.raw());
        return new Envelope(id, source, rejected.receivedAt(), rejected);
    }

    Envelope silence(Machine machine, Alert.State state, Optional<Instant> heardAt, Instant now) {
        Instant at = EventCodec.micros(now);
        var alert = new Alert(
                "SourceSilent",
                Alert.Severity.WARNING,
                state,
                Optional.of(machine.id()),
                state == Alert.State.RAISED
                        ? "no broadcast from the DBC node of %s for %d min, %s"
                                .formatted(
                                        machine.name(),
                                        NodeSilence.LIMIT.toMinutes(),
                                        heardAt.map(last -> "last heard " + micros(last))
                                                .orElse("not one since the start"))
                        : "the DBC node of %s is heard again".formatted(machine.name()),
                "docs/runbooks/SourceSilent.md",
                at);
        String id = NameBasedId.of("SourceSilent", machine.id().hex(), state.name(), micros(at));
        return new Envelope(id, source, at, alert);
    }

    /** @param sender after the step that told it */
    Envelope sender(Machine machine, Alert.State state, MachineSender sender, Instant now) {
        Instant at = EventCodec.micros(now);
        var alert = new Alert(
                "SenderChanged",
                Alert.Severity.WARNING,
                state,
                Optional.of(machine.id()),
                state == Alert.State.RAISED
                        ? "%s speaks for %s, whose DBC node has spoken from %s until now"
                                .formatted(
                                        sender.stranger()
                                                .map(spoke -> spoke.address().getHostAddress())
                                                .orElse("another address"),
                                        machine.name(),
                                        held(sender))
                        : "%s alone speaks for %s".formatted(held(sender), machine.name()),
                "docs/runbooks/SenderChanged.md",
                at);
        return new Envelope(
                NameBasedId.of("SenderChanged", machine.id().hex(), state.name(), micros(at)), source, at, alert);
    }

    public Envelope path(Alert.State state, String listener, Instant now) {
        Instant at = EventCodec.micros(now);
        var alert = new Alert(
                "BroadcastPathBroken",
                Alert.Severity.WARNING,
                state,
                Optional.empty(),
                state == Alert.State.RAISED
                        ? "%s has not heard its own test broadcasts for %d min".formatted(source, PATH_BROKEN_MINUTES)
                        : "%s hears its own test broadcasts again".formatted(source),
                "docs/runbooks/BroadcastPathBroken.md",
                at);
        return new Envelope(
                NameBasedId.of("BroadcastPathBroken", listener, state.name(), micros(at)), source, at, alert);
    }

    private static String held(MachineSender sender) {
        return sender.held().map(InetAddress::getHostAddress).orElse("nowhere");
    }

    private static String micros(Instant moment) {
        return EventCodec.micros(moment).toString();
    }
}
