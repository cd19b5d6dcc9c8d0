package io.dbcpool.watcher.guard;

import io.dbcpool.events.SignalHeard;
import io.dbcpool.hypervisor.DomainDefinition;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.watcher.belief.Signal;
import io.dbcpool.watcher.comeback.StartOutcome;
import io.dbcpool.watcher.owner.OwnerDomain;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import io.dbcpool.watcher.release.Leftovers;
import io.dbcpool.watcher.release.Release;
import io.dbcpool.watcher.release.ReleaseRule;
import io.dbcpool.watcher.vacate.Force;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Something that reached the watcher about one machine. */
public sealed interface Observation {

    /**
     * A word on whether it is rented.
     *
     * @param evidence as it came; nothing to show where it was not said by anybody else
     */
    record Heard(Signal signal, Optional<SignalHeard> evidence) implements Observation {

        public Heard(Signal signal) {
            this(signal, Optional.empty());
        }
    }

    /**
     * A domain with what its definition says; without one it could not be read.
     *
     * @param at when it was told, or asked for: what is newer is told by this and not by a wall clock that may be set
     */
    record Seen(DomainSnapshot snapshot, Optional<DomainDefinition> definition, MonotonicTime at) {}

    /**
     * The hypervisor is connected, and these are all its domains.
     *
     * @param askedAt when it was asked: what changed meanwhile may not be in it
     */
    record Listed(MonotonicTime askedAt, List<Seen> domains) implements Observation {
        public Listed {
            domains = List.copyOf(domains);
        }
    }

    /** One domain has started, stopped, paused or vanished. */
    record Changed(Seen domain) implements Observation {}

    /** The hypervisor cannot be asked any longer. */
    record Disconnected(String reason) implements Observation {}

    /** A look into {@code /proc} for a domain's process, and what it holds. */
    record Looked(UUID domain, Optional<QemuProcess> process, Holdings holdings) implements Observation {

        /** Of one that holds nothing. */
        public Looked(UUID domain, Optional<QemuProcess> process) {
            this(domain, process, Holdings.NOTHING);
        }
    }

    /**
     * A look for a domain's process, or for its end, came to nothing: whether it is there cannot be said.
     *
     * @param reason what could not be read, and why
     */
    record LookFailed(UUID domain, String reason) implements Observation {}

    /** The domain's process has ended. Told again while what it held is not all given back. */
    record ProcessEnded(QemuProcess process, Release release) implements Observation {

        /** Of one that held nothing. */
        public ProcessEnded(QemuProcess process) {
            this(
                    process,
                    ReleaseRule.judge(process.toString(), process.domainUuid(), Holdings.NOTHING, Leftovers.NOTHING));
        }
    }

    /** What came of applying a force. */
    record Applied(UUID vacateId, Force force, String note) implements Observation {}

    /** The domain is not on the positive list any more; nothing was sent to it. */
    record RefusedAtCall(UUID vacateId, String reason) implements Observation {}

    /** What stands in the way of the last step on this host; empty if nothing does. */
    record LastStepProbed(Optional<String> obstacle) implements Observation {}

    /** The operator's word. */
    record Released(String operator, String reason) implements Observation {}

    /** Somebody wants the machine to be drilled. */
    record DrillAsked(UUID drillId, String operator) implements Observation {}

    /**
     * What came of starting one of the owner's domains.
     *
     * @param begunAt just before the hypervisor was told, or would have been
     * @param note why, in words
     */
    record StartEnded(OwnerDomain domain, StartOutcome outcome, MonotonicTime begunAt, String note)
            implements Observation {}
}
