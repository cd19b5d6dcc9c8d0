package io.dbcpool.broadcast;

import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.broadcast.Verdict.Reason;
import io.dbcpool.broadcast.Verdict.Refused;
import io.dbcpool.configuration.AddressRange;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.values.MachineId;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether we listen to a sender: about machines of the pool, and from where the operator allows it. A sender that
 * nothing in the file restricts is listened to, whatever its address: a needless stop costs less than a missed one.
 */
public final class Admission {

    private final List<AddressRange> allowedSources;
    private final Map<MachineId, Optional<InetAddress>> addressOf = new HashMap<>();

    public Admission(PoolConfig config) {
        this.allowedSources = config.broadcast().allowedSources();
        config.machines().forEach(machine -> addressOf.put(machine.id(), machine.address()));
    }

    /** Decodes the datagram and, if it is genuine, asks {@link #admit}. */
    public Verdict judge(Datagram datagram) {
        var verdict = BroadcastDecoder.decode(datagram.bytes(), datagram.lengthBytes());
        return verdict instanceof Accepted accepted
                ? admit(accepted, datagram.sender().getAddress())
                : verdict;
    }

    /** @return what was given, or why it is refused after all */
    public Verdict admit(Accepted accepted, InetAddress sender) {
        var address = addressOf.get(accepted.machineId());
        if (address == null) {
            return refused(Reason.UNKNOWN_MACHINE, "wanted a machine of the pool, found another", accepted);
        }
        if (!allowedSources.isEmpty() && allowedSources.stream().noneMatch(range -> range.contains(sender))) {
            return refused(
                    Reason.SENDER_NOT_ALLOWED,
                    "wanted a sender in allowed-sources, found " + sender.getHostAddress(),
                    accepted);
        }
        if (address.isPresent() && !address.get().equals(sender)) {
            return refused(
                    Reason.SENDER_NOT_ALLOWED,
                    "wanted the machine's address " + address.get().getHostAddress() + ", found "
                            + sender.getHostAddress(),
                    accepted);
        }
        return accepted;
    }

    private static Refused refused(Reason reason, String detail, Accepted accepted) {
        return new Refused(reason, detail, Optional.of(accepted.machineId()));
    }
}
