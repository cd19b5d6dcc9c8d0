package io.dbcpool.bridge.owner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.IntentFolder;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.state.BondingState;
import io.dbcpool.bonding.state.BondingStateReader;
import io.dbcpool.bonding.step.NextStep;
import io.dbcpool.bonding.step.Step;
import io.dbcpool.bonding.text.BondText;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.chain.follow.ClientFeed;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each machine is on its way onto the chain. Opens no key: a keystore says its account without its password.
 */
public final class BondingLook {

    private final PoolConfig config;
    private final ChainClient client;
    private final WishBook wishes;
    private final IntentFolder intents;
    private final BondingStateReader reader;

    public BondingLook(PoolConfig config, ChainClient client, WishBook wishes) {
        this.config = config;
        this.client = client;
        this.wishes = wishes;
        Path folder = config.stateDir().resolve("bonding");
        this.intents = new IntentFolder(folder.resolve("intents"));
        this.reader = new BondingStateReader(new ClientFeed(client));
    }

    /** Each machine of the pool, and each that has a wish, as {@code ./pool bond status --json} has it. */
    public List<ObjectNode> list() throws DeskException {
        try {
            var known = intents.listAll();
            Map<MachineId, ObjectNode> all = new LinkedHashMap<>();
            config.machines().forEach(machine -> all.put(machine.id(), withoutWish(machine)));
            if (wishes.isOpen()) {
                List<Wish> written = wishes.read();
                for (Wish wish : written) {
                    ObjectNode tree = BondText.status(wish, next(written, wish), known);
                    config.findMachine(wish.machine()).ifPresent(machine -> tree.put("name", machine.name()));
                    all.put(wish.machine(), tree);
                }
            }
            return new ArrayList<>(all.values());
        } catch (StoreException e) {
            throw OwnerDesk.unusable(e);
        }
    }

    /** What each wish lacks of money for its next step. */
    public Map<MachineId, Step.Lacking> lacking() throws DeskException {
        Map<MachineId, Step.Lacking> all = new LinkedHashMap<>();
        if (wishes.isOpen()) {
            List<Wish> written = wishes.read();
            for (Wish wish : written) {
                if (next(written, wish) instanceof Step.Lacking lacking) {
                    all.put(wish.machine(), lacking);
                }
            }
        }
        return all;
    }

    private Step next(List<Wish> all, Wish wish) throws DeskException {
        try {
            BondingState state = reader.read(
                    client.finalizedHead().ref(),
                    wish.machine(),
                    wish.stash(),
                    SigningKey.accountOf(wish.controller()));
            return NextStep.of(state, wish, WishBook.taken(all, wish));
        } catch (KeyException e) {
            throw OwnerDesk.unusable(e);
        } catch (RpcException e) {
            throw OwnerDesk.chainAway(e);
        }
    }

    private static ObjectNode withoutWish(PoolConfig.Machine machine) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("machineId", machine.id().hex());
        tree.put("name", machine.name());
        tree.putObject("step").put("kind", "no-wish").put("inWords", "no wish names it: GET /machines has its state");
        tree.putArray("history");
        return tree;
    }
}
