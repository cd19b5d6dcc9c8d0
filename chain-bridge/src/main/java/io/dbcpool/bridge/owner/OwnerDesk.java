package io.dbcpool.bridge.owner;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.MachineSigner;
import io.dbcpool.bonding.upkeep.Action;
import io.dbcpool.bridge.owner.DeskException.Kind;
import io.dbcpool.bridge.owner.Standing.State;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.MachineId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans what an owner asks for, and carries plans out, one after the other. What it signs is kept where {@code ./pool
 * chain} and {@code ./pool bond} keep it, under the same locks: it does not matter which of them an owner uses.
 */
public final class OwnerDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerDesk.class);

    /** An extrinsic takes 20 s, so that these take minutes; whoever has more is not asking by hand. */
    static final int MOST_OPEN = 8;

    private static final int REMEMBERED = 1_000;

    private final UpkeepDesk upkeep;
    private final BondingDesk bonding;
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "owner-desk");
        named.setDaemon(true);
        return named;
    });

    /**
     * A price, and a plan if it can be done.
     *
     * @param json as {@code ./pool chain plan --json} or {@code ./pool bond plan --json} has it
     */
    public record Offered(ObjectNode json, Optional<Errand> errand) {}

    /**
     * @param poolState the pool's state folder, in which plans, intents and the journal are
     * @param machineSigner by whom machines sign for their stash
     * @param actor {@code chain-bridge/gpu-host-1}
     */
    public OwnerDesk(ChainClient client, WishBook wishes, Path poolState, MachineSigner machineSigner, String actor) {
        var signing = new Signing(client, wishes, poolState.resolve("bonding"), actor);
        this.upkeep = UpkeepDesk.of(signing);
        this.bonding = BondingDesk.of(signing, machineSigner);
    }

    /** Shows a price; nothing is opened, signed or sent. */
    public Offered plan(Action action) throws DeskException {
        return upkeep.plan(action);
    }

    /** Shows what the wish of a machine takes to be granted; nothing is opened, signed or sent. */
    public Offered planBonding(MachineId machine) throws DeskException {
        return bonding.plan(machine);
    }

    /** Goes on with what was asked for before a restart, and has not ended. */
    public void resume() {
        try {
            for (Errand errand : bonding.listOpen()) {
                LOG.info("a plan is gone on with plan={} action={}", errand.id(), errand.action());
                begin(errand);
            }
        } catch (StoreException e) {
            LOG.error("plans that were under way cannot be read, they wait until they are asked for again", e);
        }
    }

    /** Begins to carry out a plan, or goes on with it; {@link #find} says what becomes of it. */
    public Standing apply(String planId) throws DeskException {
        Errand errand = read(planId);
        bonding.signing().wishes().controller(errand.machine());
        synchronized (standings) {
            Standing now = standing(errand);
            boolean isKnown = standings.containsKey(planId);
            // What a bridge before this one has left open is not in anybody's queue.
            if (now.isSettled() && (isKnown || !now.isOpen())) {
                return now;
            }
            if (standings.values().stream().filter(Standing::isOpen).count() >= MOST_OPEN) {
                throw new DeskException(
                        Kind.BUSY, "%d plans are carried out already".formatted(MOST_OPEN), "wait for one of them");
            }
            try {
                errand.onAsked();
            } catch (StoreException e) {
                throw unusable(e);
            }
            begin(errand);
        }
        return Standing.WAITING;
    }

    private void begin(Errand errand) {
        remember(errand, Standing.WAITING);
        thread.execute(() -> carryOut(errand));
    }

    /** All that were made, the newest first. */
    public List<ObjectNode> list() throws DeskException {
        try {
            List<Errand> all = new ArrayList<>(upkeep.listAll());
            all.addAll(bonding.listAll());
            all.sort(Comparator.comparing(Errand::madeAt).reversed().thenComparing(Errand::id));
            List<ObjectNode> shown = new ArrayList<>();
            for (Errand errand : all) {
                shown.add(json(errand));
            }
            return shown;
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    public ObjectNode find(String planId) throws DeskException {
        return json(read(planId));
    }

    private Errand read(String planId) throws DeskException {
        try {
            Optional<Errand> found = upkeep.find(planId);
            return (found.isPresent() ? found : bonding.find(planId))
                    .orElseThrow(() -> new DeskException(
                            Kind.NOT_FOUND, "there is no plan '%s'".formatted(shown(planId)), "make one: POST /plans"));
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    private ObjectNode json(Errand errand) throws DeskException {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("plan", errand.id());
        tree.put("action", errand.action());
        tree.put("reserved", errand.reserved().toString());
        tree.put("madeAt", errand.madeAt().toString());
        Standing standing = standing(errand);
        tree.put("state", word(standing.state()));
        tree.put("inWords", standing.inWords());
        standing.toSign()
                .ifPresent(unsigned -> tree.putObject("toSign")
                        .put("signer", unsigned.signer())
                        .put("callData", unsigned.callData())
                        .put("callHash", unsigned.callHash())
                        .set("payload", unsigned.payload()));
        return tree;
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What this process knows, or the disk: the command may have carried it out. */
    private Standing standing(Errand errand) throws DeskException {
        Standing known;
        synchronized (standings) {
            known = standings.getOrDefault(errand.id(), Standing.PLANNED);
        }
        if (known.state() != State.UNKNOWN && known.state() != State.PLANNED) {
            return known;
        }
        try {
            Standing kept = errand.lastKnown();
            return known.state() == State.UNKNOWN && kept.isOpen() ? known : kept;
        } catch (StoreException e) {
            throw unusable(e);
        }
    }

    private void carryOut(Errand errand) {
        Standing before = exchange(errand, Standing.UNDER_WAY);
        if (before.state() == State.DONE || before.state() == State.FAILED) {
            remember(errand, before); // asked for twice, and the other time was enough
            return;
        }
        Standing standing = attempt(errand);
        try {
            errand.onAttempted(standing);
        } catch (StoreException e) {
            LOG.error("what became of a plan cannot be kept plan={}", errand.id(), e);
        }
        remember(errand, standing);
        // Looking for the stash's signature every few seconds is no news.
        if (before.state() != standing.state()) {
            LOG.info(
                    "plan plan={} action={} state={} inWords={}",
                    errand.id(),
                    errand.action(),
                    word(standing.state()),
                    standing.inWords());
        }
        errand.again(standing).ifPresent(later -> schedule(errand, later));
    }

    private void schedule(Errand errand, Duration later) {
        try {
            var unused = thread.schedule(() -> carryOut(errand), later.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed: the next start goes on with it plan={}", errand.id(), e);
        }
    }

    private static Standing attempt(Errand errand) {
        try {
            return errand.attempt();
        } catch (BusyException e) {
            return new Standing(State.UNKNOWN, String.valueOf(e.getMessage()));
        } catch (DeskException | KeyException | StoreException | RpcException e) {
            return new Standing(State.NOT_SENT, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Standing(State.UNKNOWN, "the bridge was stopped; the next start goes on with it");
        } catch (RuntimeException e) {
            LOG.error("a plan could not be carried out plan={} action={}", errand.id(), errand.action(), e);
            return new Standing(State.UNKNOWN, "it went wrong in a way that was not foreseen; see the log");
        }
    }

    /** What it was before. */
    private Standing exchange(Errand errand, Standing standing) {
        synchronized (standings) {
            Standing before = standings.getOrDefault(errand.id(), Standing.WAITING);
            remember(errand, standing);
            return before;
        }
    }

    private void remember(Errand errand, Standing standing) {
        synchronized (standings) {
            standings.put(errand.id(), standing);
            if (standings.size() > REMEMBERED) {
                standings.entrySet().stream()
                        .filter(entry -> !entry.getValue().isOpen())
                        .findFirst()
                        .map(Map.Entry::getKey)
                        .ifPresent(standings::remove);
            }
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
