package io.dbcpool.bonding.plan;

import io.dbcpool.bonding.saga.SagaLimit;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.events.NameBasedId;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a wish whose prices were shown. A step that was not shown, or costs more by now, is not signed; one that
 * the chain has seen meanwhile, by whomever, is left out.
 *
 * @param id what the operator types
 * @param wish the wish as it was, in one word: another wish is another plan
 * @param steps those that were shown, in their order
 */
public record BondingPlan(String id, MachineId machine, String wish, List<Priced> steps, String genesis, Instant madeAt)
        implements SagaLimit {

    private static final int ID_CHARS = 8;

    public BondingPlan {
        steps = List.copyOf(steps);
    }

    /**
     * A step as it was shown.
     *
     * @param step {@code bond-machine}
     * @param fee at most so much fixed fee, of the controller
     * @param stake at most so much is reserved of the stash
     */
    public record Priced(String step, DbcAmount fee, DbcAmount stake) {

        static Priced of(Step.Send step) {
            var nothing = new DbcAmount(BigInteger.ZERO);
            if (step instanceof Step.BondMachine bond) {
                return new Priced(step.id(), bond.fee(), bond.stake());
            } else if (step instanceof Step.GenServerRoom room) {
                return new Priced(step.id(), room.fee(), nothing);
            } else if (step instanceof Step.FulfillMachine fulfill) {
                return new Priced(step.id(), nothing, fulfill.stake());
            }
            return new Priced(step.id(), nothing, nothing);
        }
    }

    /** Empty if there is nothing to sign, or not all of it can be done: see {@link #findObstacle}. */
    public static Optional<BondingPlan> of(
            String genesis, Wish wish, BondingState state, List<Step> foreseen, Instant now) {
        if (findObstacle(foreseen).isPresent()) {
            return Optional.empty();
        }
        List<Priced> steps =
                foreseen.stream().map(step -> Priced.of((Step.Send) step)).toList();
        String word = wordOf(wish, state.controller());
        String id = NameBasedId.of(
                        genesis, word, steps.toString(), state.block().hash().toString())
                .substring(0, ID_CHARS);
        return Optional.of(new BondingPlan(id, wish.machine(), word, steps, genesis, now));
    }

    /** The first of the steps foreseen that nobody can sign now: it waits, lacks money, is stuck, or is done. */
    public static Optional<Step> findObstacle(List<Step> foreseen) {
        return foreseen.stream().filter(step -> !(step instanceof Step.Send)).findFirst();
    }

    /** Follows from all that a wish says; a restart of ours with another way to spell it only voids plans. */
    public static String wordOf(Wish wish, AccountId controller) {
        return NameBasedId.of(wish.toString(), controller.toString());
    }

    /** At most so much of the stash. */
    public DbcAmount reserved() {
        return sum(steps.stream().map(Priced::stake).toList());
    }

    /** At most so much of the controller, besides the fees of transactions. */
    public DbcAmount fixedFees() {
        return sum(steps.stream().map(Priced::fee).toList());
    }

    @Override
    public Optional<String> findObjection(Step.Send next) {
        Priced now = Priced.of(next);
        Optional<Priced> shown =
                steps.stream().filter(step -> step.step().equals(now.step())).findFirst();
        if (shown.isEmpty()) {
            return Optional.of("%s was not shown, only %s"
                    .formatted(now.step(), steps.stream().map(Priced::step).toList()));
        }
        return isMore(now.fee(), shown.get().fee())
                        || isMore(now.stake(), shown.get().stake())
                ? Optional.of("%s costs more by now: a fixed fee of %s and a stake of %s, shown were %s and %s"
                        .formatted(
                                now.step(),
                                now.fee(),
                                now.stake(),
                                shown.get().fee(),
                                shown.get().stake()))
                : Optional.empty();
    }

    private static boolean isMore(DbcAmount now, DbcAmount shown) {
        return now.compareTo(shown) > 0;
    }

    private static DbcAmount sum(List<DbcAmount> amounts) {
        return new DbcAmount(amounts.stream().map(DbcAmount::planck).reduce(BigInteger.ZERO, BigInteger::add));
    }
}
