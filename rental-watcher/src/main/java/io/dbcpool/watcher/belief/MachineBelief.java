package io.dbcpool.watcher.belief;

import io.dbcpool.events.Trigger;
import io.dbcpool.events.Trigger.Source;
import io.dbcpool.events.Trigger.Via;
import io.dbcpool.values.MachineId;
import io.dbcpool.watcher.belief.Belief.Free;
import io.dbcpool.watcher.belief.Belief.Rented;
import io.dbcpool.watcher.belief.Belief.Unknown;
import io.dbcpool.watcher.belief.LastWord.Says;
import io.dbcpool.watcher.belief.Signal.ChainRetracts;
import io.dbcpool.watcher.belief.Signal.ChainSaysFree;
import io.dbcpool.watcher.belief.Signal.FromElsewhere;
import io.dbcpool.watcher.belief.Signal.OperatorReleases;
import io.dbcpool.watcher.belief.Signal.RentersDomain;
import io.dbcpool.watcher.belief.Signal.SaysEmpty;
import io.dbcpool.watcher.belief.Signal.SaysRented;
import io.dbcpool.watcher.vacate.Moment;
import io.dbcpool.watcher.vacate.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is believed of one machine, and what may come to end that belief. A weak word stops, only a strong word starts:
 *
 * <table>
 *   <caption>What a word does</caption>
 *   <tr><th>who</th><th>says</th><th>then</th></tr>
 *   <tr><td>chain's pool</td><td>pending</td><td>a hint, where the operator wants hints: not free any longer</td></tr>
 *   <tr><td>best block</td><td>rented</td><td>rented, until a fork takes it back and nobody else says so</td></tr>
 *   <tr><td>finalized block</td><td>rented</td><td>rented</td></tr>
 *   <tr><td>finalized block</td><td>free</td><td>after the hold-down: ends a rental; free, if nobody said otherwise all
 *       that time and no renter's domain is active</td></tr>
 *   <tr><td>broadcast</td><td>renting</td><td>rented, but not within the hold-down after an operator overruled it</td></tr>
 *   <tr><td>broadcast</td><td>empty</td><td>nothing; for 30 min, with no word of the chain and no renter's domain:
 *       unknown</td></tr>
 *   <tr><td>hypervisor</td><td>a renter's domain is active</td><td>rented, and it stays so while it is</td></tr>
 *   <tr><td>operator</td><td>released</td><td>unknown</td></tr>
 * </table>
 *
 * <p>By way of Kafka a word is worth the same; said before {@code deafUntil} it counts no longer. Times that have to
 * hold are reckoned on the monotonic clock. Decided in {@code docs/decisions/0013-a-release-silences-broadcasts.md}.
 *
 * @param claimedBy who says, of those that are heeded, that it is rented; empty where it is not believed
 * @param rentersDomain whether a renter's domain is active on the host, the last time anybody could look
 * @param emptySince the first {@code empty} since the last word that it is rented
 * @param deafUntil words from before this moment do not count: the operator, the chain or the node itself has overruled
 *     them
 * @param blocks up to which block of the chain that was so
 * @param unheededUntil until then no broadcast alone makes it rented: the operator has just said that they are wrong.
 *     Kept when it is over, for those that Kafka tells of afterwards
 */
public record MachineBelief(
        MachineId machineId,
        Belief belief,
        Set<Source> claimedBy,
        boolean rentersDomain,
        LastWords words,
        Optional<MonotonicTime> emptySince,
        FreeCount chainFree,
        Moment deafUntil,
        ChainBlocks blocks,
        Optional<Moment> unheededUntil) {

    private static final Set<Source> CHAIN = EnumSet.of(Source.BEST_BLOCK, Source.FINALIZED_BLOCK);

    private static final Moment NEVER = new Moment(Instant.EPOCH, new MonotonicTime(0));

    /** By less than this two clocks that nobody sets drift apart. */
    private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(2);

    /** No host's clock is that much ahead of another's, unless one of them was set. */
    private static final Duration AHEAD = Duration.ofMinutes(1);

    public MachineBelief {
        claimedBy = Set.copyOf(claimedBy);
    }

    public static MachineBelief nothingHeard(MachineId machineId) {
        return remembered(
                machineId,
                new Unknown("nothing was heard of it yet"),
                Set.of(),
                NEVER,
                ChainBlocks.NONE,
                Optional.empty());
    }

    /** What a watcher before this one believed; what had to hold for a time has to hold anew. */
    public static MachineBelief remembered(
            MachineId machineId,
            Belief belief,
            Set<Source> claimedBy,
            Moment deafUntil,
            ChainBlocks blocks,
            Optional<Moment> unheededUntil) {
        return new MachineBelief(
                machineId,
                belief,
                claimedBy,
                false,
                LastWords.NONE,
                Optional.empty(),
                FreeCount.NONE,
                deafUntil,
                blocks,
                unheededUntil);
    }

    public boolean isRented() {
        return belief instanceof Rented;
    }

    public boolean isFree() {
        return belief instanceof Free;
    }

    /** Whether a broadcast alone stops nothing just now. */
    public boolean isUnheeded(Moment now) {
        return unheededUntil
                .filter(until -> now.monotonic().isBefore(until.monotonic()))
                .isPresent();
    }

    /** What is believed after {@code signal}, which was heard {@code now}. */
    public MachineBelief after(Signal signal, Moment now, BeliefPolicy policy) {
        return knowing(blocks.after(signal)).afterWord(signal, now, policy);
    }

    private MachineBelief afterWord(Signal signal, Moment now, BeliefPolicy policy) {
        if (signal instanceof SaysRented says) {
            return says.trigger().source() == Source.CHAIN_POOL ? afterHint(says, now, policy) : afterRented(says, now);
        } else if (signal instanceof SaysEmpty says) {
            return noted(words.empty(says.via(), now)).afterEmpty(now, policy);
        } else if (signal instanceof ChainSaysFree says) {
            return isBehindBestBlock(says) || isOverruled(says, now)
                    ? this
                    : noted(words.free(says, now)).counting(chainFree.afterFree(says, now));
        } else if (signal instanceof ChainRetracts retraction) {
            return isOfBestBlock(retraction) ? afterRetraction(retraction, now) : this;
        } else if (signal instanceof RentersDomain domain) {
            return afterLook(domain.active(), now);
        } else if (signal instanceof OperatorReleases release) {
            return afterRelease(release.at(), now, policy);
        } else if (signal instanceof FromElsewhere refused) {
            return noted(words.elsewhere(refused.detail(), now));
        }
        throw new IllegalStateException("a signal without a rule: " + signal);
    }

    /**
     * A clock that was set back must not leave us deaf: what has overruled others is as long ago as it was, whatever
     * its label says, and what is said from now on bears earlier ones.
     */
    public MachineBelief notDeafBeyond(Moment now) {
        var until = unheededUntil.map(silence -> labelledBy(now, silence));
        var deaf = labelledBy(now, deafUntil);
        return deaf.equals(deafUntil) && until.equals(unheededUntil)
                ? this
                : new MachineBelief(
                        machineId, belief, claimedBy, rentersDomain, words, emptySince, chainFree, deaf, blocks, until);
    }

    /** The label that a moment has by the clock of now, if it bears one that is far later. */
    private static Moment labelledBy(Moment now, Moment moment) {
        var label = now.wall().minus(now.monotonic().since(moment.monotonic()));
        boolean isInFuture =
                moment.wall().isAfter(now.wall()) && !now.monotonic().isBefore(moment.monotonic());
        return isInFuture || moment.wall().isAfter(label.plus(CLOCK_WAS_SET))
                ? new Moment(label, moment.monotonic())
                : moment;
    }

    /** What is believed at {@code now} if nothing was heard since. */
    public MachineBelief at(Moment now, BeliefPolicy policy) {
        if (rentersDomain || isFree() || !chainFree.holdsFor(policy.holdDown(), now)) {
            return this;
        }
        var overruled = chainFree.first().map(said -> now.movedTo(said.from())).orElse(now);
        if (chainFree.isQuietFor(policy.holdDown(), now)) {
            return overruling(new Free(now.wall()), overruled);
        }
        return isRented()
                ? overruling(
                        new Unknown("the finalized chain has said free for %d s, though broadcasts say renting"
                                .formatted(policy.holdDown().toSeconds())),
                        overruled)
                : this;
    }

    private MachineBelief afterHint(SaysRented says, Moment now, BeliefPolicy policy) {
        if (!policy.pendingPool()) {
            return this;
        }
        var doubted = isFree()
                ? believing(new Unknown("a call that would rent it waits in the chain's pool"), Set.of(), deafUntil)
                : this;
        return doubted.noted(words.rented(says.trigger(), now)).counting(chainFree.afterHint(now));
    }

    private MachineBelief afterRented(SaysRented says, Moment now) {
        if (!isHeard(says)) {
            return this;
        }
        Source source = says.trigger().source();
        boolean isBroadcast = source == Source.BROADCAST;
        var counted = chainFree.afterRenting(says, now);
        var noted = noted(words.rented(says.trigger(), now));
        if (isBroadcast && (isUnheeded(now) || wasUnheeded(says))) {
            var still = isFree() ? new Unknown("broadcasts say that it is rented") : belief;
            return noted.believing(still, claimedBy, deafUntil).counting(counted);
        }
        var rented = belief instanceof Rented before ? before : new Rented(key(says.trigger()), says.trigger());
        var claims = EnumSet.of(source);
        claims.addAll(claimedBy);
        return noted.believing(rented, claims, deafUntil)
                .counting(isRented() && isBroadcast ? counted : counted.broken())
                .countingEmpty(Optional.empty());
    }

    /** A record of what was said while nobody heeded it: read later, or again, it is heeded no more than then. */
    private boolean wasUnheeded(SaysRented says) {
        return says.trigger().via() == Via.KAFKA
                && unheededUntil
                        .filter(until -> !says.saidAt().isAfter(until.wall()))
                        .isPresent();
    }

    /**
     * What this host heard itself was said just now. What others heard may be read again after a restart, and their
     * clocks may differ from the one by which this host is deaf.
     */
    private boolean isHeard(SaysRented says) {
        return says.trigger().via() == Via.DIRECT || says.saidAt().isAfter(deafUntil.wall()) || blocks.isNews(says);
    }

    /**
     * The first {@code empty} begins the count; the one that completes it ends the belief, so silence never does. Of a
     * rental that the chain told of only the chain tells the end.
     */
    private MachineBelief afterEmpty(Moment now, BeliefPolicy policy) {
        if (!isRented() || claimedBy.stream().anyMatch(CHAIN::contains)) {
            return this;
        }
        if (emptySince.isEmpty()) {
            return countingEmpty(Optional.of(now.monotonic()));
        }
        var held = now.monotonic().since(emptySince.get());
        return held.compareTo(policy.decay()) >= 0 && !rentersDomain
                ? overruling(
                        new Unknown("its node has said empty for %d min"
                                .formatted(policy.decay().toMinutes())),
                        now.movedTo(emptySince.get()))
                : this;
    }

    /** A finalized block from before the best block that says rented knows nothing of it. */
    private boolean isBehindBestBlock(ChainSaysFree says) {
        var best = words.find(Source.BEST_BLOCK)
                .filter(word -> word.is(Says.RENTING) && claimedBy.contains(Source.BEST_BLOCK))
                .flatMap(LastWord::block);
        return best.isPresent()
                && says.block().filter(block -> block.compareTo(best.get()) < 0).isPresent();
    }

    /**
     * A record that is read again after a restart. What it overruled itself it does not make old. One from later than
     * now is from before a clock was set back, and may be from before anything.
     */
    private boolean isOverruled(ChainSaysFree says, Moment now) {
        return says.via() == Via.KAFKA
                && (says.at().isBefore(deafUntil.wall())
                        || says.at().isAfter(now.wall().plus(AHEAD)));
    }

    private boolean isOfBestBlock(ChainRetracts retraction) {
        return words.find(Source.BEST_BLOCK)
                .filter(word -> word.is(Says.RENTING) && isOf(retraction, word))
                .isPresent();
    }

    private static boolean isOf(ChainRetracts retraction, LastWord word) {
        boolean orderIsTold =
                word.rentOrderId().isPresent() && retraction.rentOrderId().isPresent();
        return orderIsTold
                ? word.rentOrderId().equals(retraction.rentOrderId())
                : word.block().equals(Optional.of(retraction.block()));
    }

    private MachineBelief afterRetraction(ChainRetracts retraction, Moment now) {
        var retracted = noted(words.retracted(now));
        var claims = EnumSet.noneOf(Source.class);
        claims.addAll(claimedBy);
        boolean claimed = claims.remove(Source.BEST_BLOCK);
        if (!claimed || !isRented()) {
            return retracted;
        }
        return claims.isEmpty() && !rentersDomain
                ? retracted.believing(
                        new Unknown(
                                "a fork took back block %s, which alone had said rented".formatted(retraction.block())),
                        claims,
                        deafUntil)
                : retracted.believing(belief, claims, deafUntil);
    }

    private MachineBelief afterLook(boolean active, Moment now) {
        var count = rentersDomain || active ? chainFree.afterRentersDomain(now) : chainFree;
        return new MachineBelief(
                machineId,
                belief,
                claimedBy,
                active,
                rentersDomain == active ? words : words.rentersDomain(active, now),
                emptySince,
                count,
                deafUntil,
                blocks,
                unheededUntil);
    }

    private MachineBelief afterRelease(Instant at, Moment now, BeliefPolicy policy) {
        return new MachineBelief(
                machineId,
                new Unknown("the operator released it"),
                Set.of(),
                rentersDomain,
                words,
                Optional.empty(),
                chainFree.broken(),
                new Moment(at, now.monotonic()),
                blocks.overruled(),
                isRented()
                        ? Optional.of(new Moment(
                                at.plus(policy.holdDown()), now.monotonic().plus(policy.holdDown())))
                        : unheededUntil);
    }

    private String key(Trigger trigger) {
        return machineId.hex() + ":"
                + trigger.rentOrderId()
                        .map(Object::toString)
                        .orElseGet(() -> trigger.observedAt().toString());
    }

    /** What was said before {@code since} counts no longer, also when a topic is read again after a restart. */
    private MachineBelief overruling(Belief next, Moment since) {
        boolean isLater =
                since.wall().isAfter(deafUntil.wall()) || deafUntil.monotonic().isBefore(since.monotonic());
        return believing(next, Set.of(), isLater ? since : deafUntil)
                .countingEmpty(Optional.empty())
                .knowing(blocks.overruled());
    }

    private MachineBelief believing(Belief next, Set<Source> claims, Moment deaf) {
        return new MachineBelief(
                machineId, next, claims, rentersDomain, words, emptySince, chainFree, deaf, blocks, unheededUntil);
    }

    private MachineBelief noted(LastWords said) {
        return new MachineBelief(
                machineId,
                belief,
                claimedBy,
                rentersDomain,
                said,
                emptySince,
                chainFree,
                deafUntil,
                blocks,
                unheededUntil);
    }

    private MachineBelief counting(FreeCount count) {
        return new MachineBelief(
                machineId,
                belief,
                claimedBy,
                rentersDomain,
                words,
                emptySince,
                count,
                deafUntil,
                blocks,
                unheededUntil);
    }

    private MachineBelief countingEmpty(Optional<MonotonicTime> since) {
        return new MachineBelief(
                machineId, belief, claimedBy, rentersDomain, words, since, chainFree, deafUntil, blocks, unheededUntil);
    }

    private MachineBelief knowing(ChainBlocks next) {
        return next.equals(blocks)
                ? this
                : new MachineBelief(
                        machineId,
                        belief,
                        claimedBy,
                        rentersDomain,
                        words,
                        emptySince,
                        chainFree,
                        deafUntil,
                        next,
                        unheededUntil);
    }
}
