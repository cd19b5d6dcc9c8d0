package io.dbcpool.bridge.owner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.IntentFolder;
import io.dbcpool.bonding.intent.JournalFile;
import io.dbcpool.bonding.intent.Outcome;
import io.dbcpool.bonding.intent.Patience;
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
import io.dbcpool.bridge.owner.Standing.State;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.chain.shape.RuntimeShapeException;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.rpc.RpcException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans what an owner asks for, and carries plans out, one after the other. What it signs is kept where {@code ./pool
 * chain} keeps it, under the same locks: it does not matter which of the two an owner uses.
 */
public final class OwnerDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerDesk.class);

    /** An extrinsic takes 20 s, so that these take minutes; whoever has more is not asking by hand. */
    static final int MOST_OPEN = 8;

    private static final int REMEMBERED = 1_000;

    private final ChainClient client;
    private final WishBook wishes;
    private final Path folder;
    private final PlanFolder plans;
    private final IntentFolder intents;
    private final JournalFile journal;
    private final Upkeep upkeep;
    private final String actor;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var named = new Thread(task, "owner-desk");
        named.setDaemon(true);
        return named;
    });

    /**
     * A price, and a plan if it can be done.
     *
     * @param json as {@code ./pool chain plan --json} has it
     */
    public record Offered(ObjectNode json, Optional<Plan> plan) {}

    /**
     * @param poolState the pool's state folder, in which plans, intents and the journal are
     * @param actor {@code chain-bridge/gpu-host-1}
     */
    public OwnerDesk(ChainClient client, WishBook wishes, Path poolState, String actor) {
        this.client = client;
        this.wishes = wishes;
        this.folder = poolState.resolve("bonding");
        this.plans = new PlanFolder(folder.resolve("plans"));
        this.intents = new IntentFolder(folder.resolve("intents"));
        this.journal = new JournalFile(folder.resolve("journal.jsonl"));
        this.upkeep = new Upkeep(client, plans, intents);
        this.actor = actor;
    }

    /** Shows a price; nothing is opened, signed or sent. */
    public Offered plan(Action action) throws DeskException {
        ControllerFiles files = wishes.controller(action.machine());
        try {
            AccountId signer =
                    SigningKey.accountOf(new ControllerFiles(files.keystore(), files.passwordFile(), Optional.empty()));
            Upkeep.Offer offer = upkeep.plan(action, SigningKey.accountOf(files), signer, site(action));
            return new Offered(OfferText.of(action, signer, offer), offer.plan());
        } catch (IllegalArgumentException | RuntimeShapeException e) {
            throw new DeskException(Kind.INVALID, String.valueOf(e.getMessage()), "ask for it in another way");
        } catch (KeyException | StoreException e) {
            throw unusable(e);
        } catch (RpcException e) {
            throw chainAway(e);
        }
    }

    /** Begins to carry out a plan, or goes on with it; {@link #find} says what becomes of it. */
    public Standing apply(String planId) throws DeskException {
        Plan plan = read(planId);
        wishes.controller(plan.action().machine());
        synchronized (standings) {
            Standing now = standing(plan);
            if (now.isOpen() || now.state() == State.DONE || now.state() == State.FAILED) {
                return now;
            }
            if (standings.values().stream().filter(Standing::isOpen).count() >= MOST_OPEN) {
                throw new DeskException(
                        Kind.BUSY, "%d plans are carried out already".formatted(MOST_OPEN), "wait for one of them");
            }
            remember(planId, Standing.WAITING);
        }
        thread.execute(() -> carryOut(plan));
        return Standing.WAITING;
    }

    /** All that were made, the newest first. */
    public List<ObjectNode> list() throws DeskException {
        try {
            List<ObjectNode> all = new ArrayList<>();
            for (Plan plan : plans.listAll()) {
                all.add(json(plan));
            }
            return all;
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    public ObjectNode find(String planId) throws DeskException {
        return json(read(planId));
    }

    private Plan read(String planId) throws DeskException {
        try {
            return plans.find(planId)
                    .orElseThrow(() -> new DeskException(
                            Kind.NOT_FOUND, "there is no plan '%s'".formatted(shown(planId)), "make one: POST /plans"));
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    private ObjectNode json(Plan plan) throws DeskException {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("plan", plan.id());
        tree.put("action", plan.action().inWords());
        tree.put("reserved", plan.reserved().toString());
        tree.put("madeAt", plan.madeAt().toString());
        Standing standing = standing(plan);
        tree.put("state", word(standing.state()));
        tree.put("inWords", standing.inWords());
        return tree;
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What this process knows, or the intents on disk: the command may have carried it out. */
    private Standing standing(Plan plan) throws DeskException {
        synchronized (standings) {
            Standing known = standings.get(plan.id());
            if (known != null && known.state() != State.UNKNOWN) {
                return known;
            }
        }
        try {
            return intents.listAll().stream()
                    .filter(intent -> intent.plan().equals(Optional.of(plan.id())))
                    .reduce((first, last) -> last)
                    .map(OwnerDesk::standing)
                    .orElse(Standing.PLANNED);
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    private static Standing standing(Intent intent) {
        return intent.outcome()
                .map(outcome -> new Standing(state(outcome), OfferText.words(outcome)))
                .orElseGet(() -> new Standing(State.UNKNOWN, "it was signed, and its outcome is not known yet"));
    }

    private static State state(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            return State.DONE;
        }
        return outcome instanceof Outcome.Refused ? State.FAILED : State.NOT_SENT;
    }

    private void carryOut(Plan plan) {
        set(plan, Standing.UNDER_WAY);
        try {
            set(plan, attempt(plan));
        } catch (BusyException e) {
            set(plan, new Standing(State.UNKNOWN, String.valueOf(e.getMessage())));
        } catch (DeskException | KeyException | StoreException | RpcException e) {
            set(plan, new Standing(State.NOT_SENT, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error(
                    "a plan could not be carried out plan={} action={}",
                    plan.id(),
                    plan.action().inWords(),
                    e);
            set(plan, new Standing(State.UNKNOWN, "it went wrong in a way that was not foreseen; see the log"));
        }
    }

    private Standing attempt(Plan plan)
            throws DeskException, KeyException, StoreException, RpcException, BusyException {
        ControllerFiles files = wishes.controller(plan.action().machine());
        try (SigningKey key = SigningKey.ofController(files)) {
            Optional<AccountLock> lock = AccountLock.take(folder.resolve("locks"), key.signer());
            if (lock.isEmpty()) {
                return new Standing(
                        State.NOT_SENT,
                        "another process of this host signs for %s; try again".formatted(key.account()));
            }
            try (AccountLock held = lock.get()) {
                var writer = new AccountWriter(client, key, held, intents, journal, actor, Patience.USUAL);
                Upkeep.Applied applied = upkeep.apply(plan, writer, key, site(plan.action()));
                return applied instanceof Upkeep.Applied.Ended ended
                        ? standing(ended.intent())
                        : new Standing(State.VOID, ((Upkeep.Applied.Lapsed) applied).why());
            }
        }
    }

    private Optional<MachineSite> site(Action action) throws DeskException, RpcException {
        return action.verb() == Action.Verb.UPDATE_INFO && action.machine().isPresent()
                ? wishes.site(client, action.machine().get())
                : Optional.empty();
    }

    private void set(Plan plan, Standing standing) {
        LOG.info(
                "plan plan={} action={} state={} inWords={}",
                plan.id(),
                plan.action().inWords(),
                word(standing.state()),
                standing.inWords());
        synchronized (standings) {
            remember(plan.id(), standing);
        }
    }

    private void remember(String planId, Standing standing) {
        standings.put(planId, standing);
        if (standings.size() > REMEMBERED) {
            standings.entrySet().stream()
                    .filter(entry -> !entry.getValue().isOpen())
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .ifPresent(standings::remove);
        }
    }

    static DeskException chainAway(RpcException e) {
        return new DeskException(
                Kind.CHAIN_AWAY,
                "no chain node answers: %s".formatted(e.getMessage()),
                "look at GET /chain, and ask again when a node is usable");
    }

    static DeskException unusable(Exception e) {
        return new DeskException(Kind.UNUSABLE, String.valueOf(e.getMessage()), "mend that on the bridge's host");
    }

    private static String shown(String text) {
        return text.length() <= 16 ? text : text.substring(0, 16) + "…";
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
