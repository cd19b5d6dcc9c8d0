package io.dbcpool.watcher.journal;

import io.dbcpool.events.DomainRef;
import io.dbcpool.events.DrillCompleted;
import io.dbcpool.events.SignalHeard;
import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.VacateCompleted;
import io.dbcpool.events.VacateCompleted.Outcome;
import io.dbcpool.events.VacateStep;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.ChainBlocks;
import io.dbcpool.watcher.process.QemuProcess;
import io.dbcpool.watcher.release.Holdings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One thing written down. Reading them in order gives back what the watcher knew. */
public sealed interface JournalRecord {

    /** One that names its machine. */
    sealed interface OfMachine extends JournalRecord {
        MachineId machineId();
    }

    /** One that names its vacate alone; the {@link VacateBegun} before it names the machine. */
    sealed interface OfVacate extends JournalRecord {
        UUID vacateId();
    }

    /**
     * What is believed of a machine from now on.
     *
     * @param rentalKey the rental's, where it is believed rented
     * @param why of an unknown one
     * @param claimedBy who says that it is rented
     * @param blocks up to which block of the chain; an older watcher wrote none
     * @param unheeded since an operator overruled them
     * @param countsFrom from when the rental's ten seconds count, where it is believed rented; an older watcher wrote
     *     none
     */
    record Believed(
            MachineId machineId,
            String belief,
            Optional<String> rentalKey,
            Optional<Trigger> trigger,
            String why,
            List<Source> claimedBy,
            Instant deafUntil,
            Optional<ChainBlocks> blocks,
            Optional<Unheeded> unheeded,
            Optional<CountsFrom> countsFrom)
            implements OfMachine {

        public Believed {
            claimedBy = claimedBy == null ? List.of() : List.copyOf(claimedBy); // an older watcher wrote none
        }
    }

    /**
     * @param trigger by whose word
     * @param fromNanos on the host's monotonic clock
     * @param bootId which run of the host that clock belongs to
     */
    record CountsFrom(Trigger trigger, long fromNanos, String bootId, boolean lateSignal) {}

    /**
     * Until when no broadcast alone makes a machine rented.
     *
     * @param untilNanos the same moment on the host's monotonic clock
     * @param bootId which run of the host that clock belongs to
     */
    record Unheeded(Instant until, long untilNanos, String bootId) {}

    /** A listed name means this UUID from now on. */
    record Pinned(MachineId machineId, String name, UUID uuid) implements OfMachine {}

    /**
     * Whether a pinned domain was refused when its definition was last read: then its pin alone is no leave to stop it.
     */
    record PinRefused(MachineId machineId, UUID uuid, boolean refused) implements OfMachine {}

    /**
     * What a listed name meant is not known any more, because the journal was damaged: whoever bears it now is stopped
     * for a renter, and not started.
     */
    record PinLost(MachineId machineId, String name) implements OfMachine {}

    /**
     * A domain has to go. Written before anything is done to it.
     *
     * @param fromNanos when the signal was heard on this host's monotonic clock
     * @param bootId which run of the host that clock belongs to
     * @param deadlineMillis how long it may take, from the signal; an older watcher wrote none
     */
    record VacateBegun(
            UUID vacateId,
            String rentalKey,
            MachineId machineId,
            DomainRef domain,
            Trigger trigger,
            Instant startedAt,
            long fromNanos,
            String bootId,
            boolean lateSignal,
            OptionalLong deadlineMillis)
            implements OfMachine {

        public VacateBegun {
            deadlineMillis = deadlineMillis == null ? OptionalLong.empty() : deadlineMillis;
        }

        /** How long it may take, from the signal: as it was written down, or else as it is configured. */
        public Duration deadlineOr(Duration configured) {
            return deadlineMillis.isPresent() ? Duration.ofMillis(deadlineMillis.getAsLong()) : configured;
        }

        /** The same vacate, which may take so long. */
        public VacateBegun dueAfter(Duration deadline) {
            return new VacateBegun(
                    vacateId,
                    rentalKey,
                    machineId,
                    domain,
                    trigger,
                    startedAt,
                    fromNanos,
                    bootId,
                    lateSignal,
                    OptionalLong.of(deadline.toMillis()));
        }

        /** The same vacate, of which an earlier word has come. */
        public VacateBegun heardEarlier(Trigger earlier, long nanos) {
            return new VacateBegun(
                    vacateId,
                    rentalKey,
                    machineId,
                    domain,
                    earlier,
                    startedAt,
                    nanos,
                    bootId,
                    lateSignal,
                    deadlineMillis);
        }
    }

    /**
     * A step of it, before the force is applied or after something was seen: with all that is told of it, so that it
     * can be told again in the same words.
     */
    record VacateWent(UUID vacateId, VacateStep step, Instant at, String note) implements OfVacate {

        /** Not named like a property: it would be written. */
        public boolean tellsOfRelease() {
            return step.name().equals("released");
        }
    }

    /** Its domain's process, and what that holds: with it the end can be proven by a watcher that did not see it. */
    record VacateHeld(UUID vacateId, QemuProcess process, Holdings holdings) implements OfVacate {}

    /** What was heard of a machine while one is under way. */
    record SignalNoted(MachineId machineId, SignalHeard signal) implements OfMachine {}

    /** It is over, or given up; the receipt is the next link's foundation. */
    record VacateEnded(VacateCompleted receipt) implements OfMachine {

        @Override
        public MachineId machineId() {
            return receipt.machineId();
        }

        /** Whether its domain was still there, and still has to go: the same vacate goes on without a receipt. */
        public boolean leavesItRunning() {
            return receipt.outcome() == Outcome.FAILED
                    && receipt.releasedAt().isEmpty()
                    && receipt.steps().stream().anyMatch(step -> step.name().equals("given-up"));
        }
    }

    /**
     * The vacate of this id is a drill. Written before it begins.
     *
     * @param drillId the same for all domains of the machine that are stopped together
     */
    record DrillBegun(UUID vacateId, UUID drillId, MachineId machineId, String operator) implements OfMachine {}

    /** It is over; what it measured holds until the next. */
    record DrillEnded(UUID vacateId, DrillCompleted drill) implements OfMachine {

        @Override
        public MachineId machineId() {
            return drill.machineId();
        }
    }

    /**
     * We have stopped this domain, and it comes back when its machine is free.
     *
     * @param byDrill whether a drill stopped it, and no renter
     * @param seenHere whether its process was seen on this host
     */
    record ComebackOwed(MachineId machineId, DomainRef domain, boolean byDrill, boolean seenHere, Instant at)
            implements OfMachine {}

    /** It is about to be started. Written before it is. */
    record ComebackBegun(MachineId machineId, DomainRef domain, Instant at) implements OfMachine {}

    /** It runs, or is not to come back any more. */
    record ComebackOver(MachineId machineId, DomainRef domain, String why, Instant at) implements OfMachine {}
}
