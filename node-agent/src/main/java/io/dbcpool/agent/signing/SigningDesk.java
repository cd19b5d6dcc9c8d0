package io.dbcpool.agent.signing;

import io.dbcpool.agent.signing.AskedLately.Worth;
import io.dbcpool.agent.signing.MachineSigner.Outcome;
import io.dbcpool.agent.signing.MachineSigner.Refused;
import io.dbcpool.agent.signing.MachineSigner.Signed;
import io.dbcpool.bus.RecentIds;
import io.dbcpool.configuration.Locality;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.events.BondingSigned;
import io.dbcpool.events.EventCodec;
import io.dbcpool.events.PoolEvent;
import io.dbcpool.events.SigningRefused;
import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.events.SigningRequest;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Answers the requests for the machines of this host, one after the other on one thread. A machine of another host is
 * that one's agent's to answer for: its key is there.
 */
public final class SigningDesk {

    private static final System.Logger LOG = System.getLogger(SigningDesk.class.getName());

    /** Of all machines of a host; at the most {@link AskedLately#MOST} a minute and machine are remembered for good. */
    private static final int REMEMBERED = 10_000;

    private final Map<MachineId, Machine> machines;
    private final MachineSigner signer;
    private final RecentIds answered = new RecentIds(REMEMBERED);
    private final Map<MachineId, AskedLately> asked = new HashMap<>();
    private volatile SigningCounts counts = SigningCounts.NONE;

    public SigningDesk(PoolConfig config, MachineSigner signer) {
        this.machines = config.machines().stream()
                .filter(machine -> Locality.isLocal(machine.libvirt()))
                .collect(Collectors.toMap(Machine::id, Function.identity()));
        this.signer = signer;
    }

    public SigningCounts counts() {
        return counts;
    }

    /**
     * @param nanos monotonic
     * @param isLate whether it was asked before this agent began; then a refusal for asking too often helps nobody
     * @return the answer; empty for a request that is not ours, was answered before, or came too fast
     */
    public Optional<PoolEvent> answer(SigningRequest request, Instant at, long nanos, boolean isLate) {
        var machine = machines.get(request.machineId());
        var lately = asked.getOrDefault(request.machineId(), AskedLately.NEVER);
        var worth = lately.worth(nanos);
        if (machine == null || worth == Worth.NOTHING || (isLate && worth == Worth.REFUSAL)) {
            counts = counts.withPassedOver();
            return Optional.empty();
        }
        if (!answered.add(request.machineId() + " " + request.requestId())) {
            counts = counts.withPassedOver();
            return Optional.empty();
        }
        asked.put(request.machineId(), lately.answered(nanos));
        return Optional.of(write(request, worth == Worth.ANSWER ? sign(machine, request.stash()) : tooMany(), at));
    }

    private Outcome sign(Machine machine, String wanted) {
        var stash = machine.stash();
        if (stash.isEmpty()) {
            return new Refused(
                    Refusal.NO_STASH,
                    "wanted a stash for machine %s in pool.yaml, found none".formatted(machine.name()));
        }
        if (!stash.get().equals(wanted)) {
            return new Refused(
                    Refusal.OTHER_STASH,
                    "wanted %s, which pool.yaml names for machine %s, found another stash"
                            .formatted(stash.get(), machine.name()));
        }
        return signer.sign(machine.id(), stash.get());
    }

    private static Outcome tooMany() {
        return new Refused(
                Refusal.TOO_MANY,
                "wanted at most %d requests of a machine within %d s, found more"
                        .formatted(AskedLately.MOST, AskedLately.WITHIN.toSeconds()));
    }

    private PoolEvent write(SigningRequest request, Outcome outcome, Instant at) {
        var moment = EventCodec.micros(at);
        if (outcome instanceof Signed signed) {
            counts = counts.withSigned();
            LOG.log(
                    System.Logger.Level.INFO,
                    "bonding message signed machineId={0} requestId={1} stash={2}",
                    request.machineId(),
                    request.requestId(),
                    request.stash());
            return new BondingSigned(
                    request.machineId(), request.requestId(), request.stash(), signed.signature(), moment);
        }
        var refused = (Refused) outcome;
        counts = counts.withRefused();
        LOG.log(
                System.Logger.Level.WARNING,
                "bonding message not signed machineId={0} requestId={1} refusal={2} reason={3}",
                request.machineId(),
                request.requestId(),
                refused.refusal(),
                refused.reason());
        return new SigningRefused(
                request.machineId(), request.requestId(), refused.refusal(), refused.reason(), moment);
    }
}
