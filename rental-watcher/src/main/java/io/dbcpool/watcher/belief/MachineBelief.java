package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.belief.Belief.Unknown;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.OperatorReleases;
import io.dbcpool.watcher.belief.Signal.RentersDomain;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is believed of one machine, and what may come to end that belief. A weak word stops, only a strong word starts:
 * any credible {@code renting} makes it rented at once, and nothing but the finalized chain makes it free.
 *
 * @param rentersDomain whether a renter's domain is active on the host, the last time anybody could look
 * @param emptySince the first {@code empty} since the last word that it is rented
 * @param chainFreeSince since when the finalized chain says free, without a word to the contrary
 * @param deafUntil words from before this moment do not count: the operator, the chain or the node itself has overruled
 *     them
 */
public record MachineBelief(
        MachineId machineId,
        Belief belief,
        boolean rentersDomain,
        Optional<Instant> emptySince,
        Optional<Instant> chainFreeSince,
        Instant deafUntil) {

    /**
     * Two of the DBC node's timer periods ({@code check_vm_expiration_timer_frequency}, default 900 s): a machine for
     * which its node said {@code empty} all that time is not known to be rented any longer.
     */
    public static final Duration DECAY = Duration.ofMinutes(30);

    public static MachineBelief nothingHeard(MachineId machineId) {
        return new MachineBelief(
                machineId,
                new Unknown("nothing was heard of it yet"),
                false,
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }

    public boolean isRented() {
        return belief instanceof Rented;
    }

    /** What is believed after {@code signal}. */
    public MachineBelief after(Signal signal) {
        if (signal instanceof SaysRented says) {
            return isHeard(says) ? afterRented(says.trigger()) : this;
        } else if (signal instanceof SaysEmpty says) {
            return afterEmpty(says.at());
        } else if (signal instanceof ChainSaysFree says) {
            return says.at().isBefore(deafUntil) || chainFreeSince.isPresent()
                    ? this
                    : with(belief, emptySince, Optional.of(says.at()));
        } else if (signal instanceof RentersDomain domain) {
            return new MachineBelief(machineId, belief, domain.active(), emptySince, chainFreeSince, deafUntil);
        } else if (signal instanceof OperatorReleases release) {
            return new MachineBelief(
                    machineId,
                    new Unknown("the operator released it"),
                    rentersDomain,
                    Optional.empty(),
                    Optional.empty(),
                    release.at());
        }
        throw new IllegalStateException("a signal without a rule: " + signal);
    }

    /** A clock that was set back must not leave us deaf: what has overruled others cannot lie in the future. */
    public MachineBelief notDeafBeyond(Instant now) {
        return deafUntil.isAfter(now)
                ? new MachineBelief(machineId, belief, rentersDomain, emptySince, chainFreeSince, now)
                : this;
    }

    /** What this host heard itself was said just now. What others heard may be read again after a restart. */
    private boolean isHeard(SaysRented says) {
        return says.trigger().via() == Via.DIRECT || says.saidAt().isAfter(deafUntil);
    }

    /** What is believed at {@code now}, when the finalized chain's word has to hold for {@code holdDown}. */
    public MachineBelief at(Instant now, Duration holdDown) {
        boolean held = chainFreeSince
                .filter(since -> !since.plus(holdDown).isAfter(now))
                .isPresent();
        return held && !rentersDomain && !(belief instanceof Free)
                ? overruling(new Free(now), chainFreeSince.get(), chainFreeSince)
                : this;
    }

    private MachineBelief afterRented(Trigger trigger) {
        var rented = belief instanceof Rented before ? before : new Rented(key(trigger), trigger);
        return with(rented, Optional.empty(), Optional.empty());
    }

    /** The first {@code empty} begins the count; the one that completes it ends the belief, so silence never does. */
    private MachineBelief afterEmpty(Instant at) {
        if (!isRented() || at.isBefore(deafUntil)) {
            return this;
        }
        if (emptySince.isEmpty()) {
            return with(belief, Optional.of(at), chainFreeSince);
        }
        boolean decayed = !emptySince.get().plus(DECAY).isAfter(at);
        return decayed && !rentersDomain
                ? overruling(
                        new Unknown("its node has said empty for %d min".formatted(DECAY.toMinutes())),
                        emptySince.get(),
                        chainFreeSince)
                : this;
    }

    private String key(Trigger trigger) {
        return machineId.hex() + ":"
                + trigger.rentOrderId()
                        .map(Object::toString)
                        .orElseGet(() -> trigger.observedAt().toString());
    }

    /** What was said before {@code since} counts no longer, also when a topic is read again after a restart. */
    private MachineBelief overruling(Belief next, Instant since, Optional<Instant> chainFreeSince) {
        var deaf = since.isAfter(deafUntil) ? since : deafUntil;
        return new MachineBelief(machineId, next, rentersDomain, Optional.empty(), chainFreeSince, deaf);
    }

    private MachineBelief with(Belief belief, Optional<Instant> emptySince, Optional<Instant> chainFreeSince) {
        return new MachineBelief(machineId, belief, rentersDomain, emptySince, chainFreeSince, deafUntil);
    }
}
