package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.upkeep.Plan;
import io.dbcpool.bonding.upkeep.Upkeep;
import io.dbcpool.bridge.owner.Standing.State;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One extrinsic of {@code ./pool chain}; its intent on disk says what became of it. */
record UpkeepErrand(Plan plan, UpkeepDesk desk) implements Errand {

    @Override
    public String id() {
        return plan.id();
    }

    @Override
    public Optional<MachineId> machine() {
        return plan.action().machine();
    }

    @Override
    public String action() {
        return plan.action().inWords();
    }

    @Override
    public DbcAmount reserved() {
        return plan.reserved();
    }

    @Override
    public Instant madeAt() {
        return plan.madeAt();
    }

    /** The command may have carried it out. */
    @Override
    public Standing lastKnown() throws StoreException {
        return desk.signing().intents().listAll().stream()
                .filter(intent -> intent.plan().equals(Optional.of(plan.id())))
                .reduce((first, last) -> last)
                .map(UpkeepErrand::standing)
                .orElse(Standing.PLANNED);
    }

    @Override
    public Standing attempt()
            throws DeskException, KeyException, StoreException, RpcException, BusyException, InterruptedException {
        return desk.signing().sign(desk.signing().wishes().controller(machine()), (writer, key) -> {
            Upkeep.Applied applied = desk.upkeep().apply(plan, writer, key, desk.site(plan.action()));
            return applied instanceof Upkeep.Applied.Ended ended
                    ? standing(ended.intent())
                    : new Standing(State.VOID, ((Upkeep.Applied.Lapsed) applied).why());
        });
    }

    private static Standing standing(Intent intent) {
        return intent.outcome()
                .map(Standing::of)
                .orElseGet(() -> new Standing(State.UNKNOWN, "it was signed, and its outcome is not known yet"));
    }

    @Override
    public void onAsked() {}

    @Override
    public void onAttempted(Standing standing) {}

    @Override
    public Optional<Duration> again(Standing standing) {
        return Optional.empty();
    }
}
