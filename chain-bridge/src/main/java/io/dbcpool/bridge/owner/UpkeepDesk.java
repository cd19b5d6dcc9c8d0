package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.text.OfferText;
import io.dbcpool.bonding.upkeep.Action;
import io.dbcpool.bonding.upkeep.Plan;
import io.dbcpool.bonding.upkeep.PlanFolder;
import io.dbcpool.bonding.upkeep.Upkeep;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.bridge.owner.DeskException.Kind;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.rpc.RpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prices and plans of what {@code ./pool chain} does. */
record UpkeepDesk(Signing signing, PlanFolder plans, Upkeep upkeep) {

    static UpkeepDesk of(Signing signing) {
        var plans = new PlanFolder(signing.folder().resolve("plans"));
        return new UpkeepDesk(signing, plans, new Upkeep(signing.client(), plans, signing.intents()));
    }

    OwnerDesk.Offered plan(Action action) throws DeskException {
        ControllerFiles files = signing.wishes().controller(action.machine());
        try {
            AccountId signer =
                    SigningKey.accountOf(new ControllerFiles(files.keystore(), files.passwordFile(), Optional.empty()));
            Upkeep.Offer offer = upkeep.plan(action, SigningKey.accountOf(files), signer, site(action));
            return new OwnerDesk.Offered(
                    OfferText.of(action, signer, offer), offer.plan().map(this::errand));
        } catch (IllegalArgumentException | RuntimeShapeException e) {
            throw new DeskException(Kind.INVALID, String.valueOf(e.getMessage()), "ask for it in another way");
        } catch (KeyException | StoreException e) {
            throw OwnerDesk.unusable(e);
        } catch (RpcException e) {
            throw OwnerDesk.chainAway(e);
        }
    }

    Optional<Errand> find(String id) throws StoreException {
        return plans.find(id).map(this::errand);
    }

    List<Errand> listAll() throws StoreException {
        List<Errand> all = new ArrayList<>();
        plans.listAll().forEach(plan -> all.add(errand(plan)));
        return all;
    }

    Optional<MachineSite> site(Action action) throws DeskException, RpcException {
        return action.verb() == Action.Verb.UPDATE_INFO && action.machine().isPresent()
                ? signing.wishes().site(signing.client(), action.machine().get())
                : Optional.empty();
    }

    private Errand errand(Plan plan) {
        return new UpkeepErrand(plan, this);
    }
}
