package io.dbcpool.events;

import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The receipt of one vacate: who said so and when, what was done, when the devices were really free.
 *
 * <p>{@code hash} is SHA-256, in lower hex, of the record's JSON in RFC 8785 form without {@code hash} and
 * {@code signature}; {@code signature} is Ed25519, in base64, of those 64 hex characters. Receipts of one key form a
 * chain by {@code previousHash}; the first has 64 zeros.
 *
 * @param releasedAt when the QEMU process was gone and held no device; absent when that was never seen
 * @param domainOffAt when libvirt said <i>shut off</i>; may be later, or unknown
 * @param elapsedMillis from the trigger's {@code observedAt} to the release, or to giving up
 * @param marginMillis what was left of the time until {@code deadline}; negative when late
 * @param notObserved what could not be looked at, such as the process of a remote host
 * @param lateSignal whether the signal was more than 10 s old when it was heard
 * @param evidence what stands behind it; absent in receipts of before it was kept
 * @param publicKey the key that {@code keyId} names, base64 of its 32 bytes, so that a receipt can be checked alone
 */
public record VacateCompleted(
        UUID vacateId,
        String rentalKey,
        String actor,
        MachineId machineId,
        DomainRef domain,
        Trigger trigger,
        Instant deadline,
        Instant startedAt,
        Optional<Instant> releasedAt,
        Optional<Instant> domainOffAt,
        long elapsedMillis,
        long marginMillis,
        EndedBy endedBy,
        Outcome outcome,
        List<VacateStep> steps,
        List<String> notObserved,
        boolean lateSignal,
        Optional<Evidence> evidence,
        String publicKey,
        String previousHash,
        String hash,
        String keyId,
        String signature)
        implements PoolEvent {

    public VacateCompleted {
        steps = List.copyOf(steps);
        notObserved = List.copyOf(notObserved);
    }

    public VacateCompleted withEvidence(Optional<Evidence> other) {
        return new VacateCompleted(
                vacateId,
                rentalKey,
                actor,
                machineId,
                domain,
                trigger,
                deadline,
                startedAt,
                releasedAt,
                domainOffAt,
                elapsedMillis,
                marginMillis,
                endedBy,
                outcome,
                steps,
                notObserved,
                lateSignal,
                other,
                publicKey,
                previousHash,
                hash,
                keyId,
                signature);
    }

    /** A draft with one thing more that was not observed. */
    public VacateCompleted withNotObserved(String thing) {
        var things = new ArrayList<>(notObserved);
        things.add(thing);
        return new VacateCompleted(
                vacateId,
                rentalKey,
                actor,
                machineId,
                domain,
                trigger,
                deadline,
                startedAt,
                releasedAt,
                domainOffAt,
                elapsedMillis,
                marginMillis,
                endedBy,
                outcome,
                steps,
                things,
                lateSignal,
                evidence,
                publicKey,
                previousHash,
                hash,
                keyId,
                signature);
    }

    /** What ended the domain: the last force that was applied before it was gone. */
    public enum EndedBy {
        GUEST,
        TERM,
        KILL,
        ALREADY_OFF
    }

    public enum Outcome {
        ON_TIME,
        LATE,
        /** Never seen released: the machine is BROKEN. */
        FAILED
    }

    @Override
    public Topic topic() {
        return Topic.VACATES;
    }

    @Override
    public String type() {
        return "io.dbcpool.vacate.completed";
    }

    @Override
    public Optional<MachineId> machine() {
        return Optional.of(machineId);
    }
}
