package io.dbcpool.bridge.owner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.plan.BondingPlan;
import io.dbcpool.bonding.plan.BondingPlanFolder;
import io.dbcpool.bonding.plan.KeptPlan;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.state.BondingStateReader;
import io.dbcpool.bonding.step.NextStep;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.text.BondText;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.bridge.owner.DeskException.Kind;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prices and plans of wishes. The wishes are those of the operator's file: whoever asks from afar names a machine, and
 * never a keystore or a place.
 *
 * @param machineSigner asks the agent of the machine's host
 */
record BondingDesk(Signing signing, BondingPlanFolder plans, MachineSigner machineSigner) {

    /** As it is asked for, beside the verbs of {@code ./pool chain}. */
    static final String VERB = "bond";

    static BondingDesk of(Signing signing, MachineSigner machineSigner) {
        return new BondingDesk(signing, new BondingPlanFolder(signing.folder().resolve("bond-plans")), machineSigner);
    }

    OwnerDesk.Offered plan(MachineId machine) throws DeskException {
        List<Wish> all = signing.wishes().read();
        Wish wish = wish(all, machine);
        try {
            BondingState state = state(wish);
            List<Step> steps = NextStep.foreseen(state, wish, WishBook.taken(all, wish));
            ObjectNode json = BondText.plan(wish, state, steps).put("action", VERB + " " + machine);
            Optional<Step> obstacle = BondingPlan.findObstacle(steps);
            if (obstacle.isPresent()) {
                return new OwnerDesk.Offered(
                        json.put("notNow", BondText.stepInWords(obstacle.get())), Optional.empty());
            }
            BondingPlan plan = BondingPlan.of(
                            signing.client().genesis().toString(),
                            wish,
                            state,
                            steps,
                            Instant.now().truncatedTo(ChronoUnit.SECONDS))
                    .orElseThrow();
            return new OwnerDesk.Offered(
                    json.put("plan", plan.id()).put("reserved", plan.reserved().toString()),
                    Optional.of(new BondingErrand(plans.keep(plan).plan(), this)));
        } catch (KeyException | StoreException e) {
            throw OwnerDesk.unusable(e);
        } catch (RpcException e) {
            throw OwnerDesk.chainAway(e);
        }
    }

    static Wish wish(List<Wish> all, MachineId machine) throws DeskException {
        return all.stream()
                .filter(wish -> wish.machine().equals(machine))
                .findFirst()
                .orElseThrow(() -> new DeskException(
                        Kind.NOT_FOUND,
                        "no wish names machine %s".formatted(machine),
                        "write one into the file of pool.bonding.wishes, on the bridge's host"));
    }

    BondingState state(Wish wish) throws KeyException, RpcException {
        var client = signing.client();
        return new BondingStateReader(new ClientFeed(client))
                .read(
                        client.finalizedHead().ref(),
                        wish.machine(),
                        wish.stash(),
                        SigningKey.accountOf(wish.controller()));
    }

    Optional<Errand> find(String id) throws StoreException {
        return plans.find(id).map(kept -> new BondingErrand(kept.plan(), this));
    }

    List<Errand> listAll() throws StoreException {
        List<Errand> all = new ArrayList<>();
        plans.listAll().forEach(kept -> all.add(new BondingErrand(kept.plan(), this)));
        return all;
    }

    /** What was asked for before a restart, and has not ended. */
    List<Errand> listOpen() throws StoreException {
        List<Errand> all = new ArrayList<>();
        for (KeptPlan kept : plans.listAll()) {
            if (kept.isOpen()) {
                all.add(new BondingErrand(kept.plan(), this));
            }
        }
        return all;
    }
}
