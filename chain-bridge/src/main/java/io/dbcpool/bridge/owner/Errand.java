package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.substrate.rpc.RpcException;
import io.dbcpool.values.DbcAmount;
import io.dbcpool.values.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A plan of either kind, as the desk carries it out. */
public interface Errand {

    /** What the operator types. */
    String id();

    /** Empty for what is about all machines of a stash. */
    Optional<MachineId> machine();

    /** For a person: {@code offline 8eaf…}. */
    String action();

    /** At most so much of the stash. */
    DbcAmount reserved();

    Instant madeAt();

    /** What the disk says has become of it. */
    Standing lastKnown() throws StoreException;

    /** Carries it out, as far as it goes now. */
    Standing attempt()
            throws DeskException, KeyException, StoreException, RpcException, BusyException, InterruptedException;

    /** Writes down that it was asked for. */
    void onAsked() throws StoreException;

    /** Writes down what became of an attempt. */
    void onAttempted(Standing standing) throws StoreException;

    /** After which time it is to be tried again by itself; empty if it is not. */
    Optional<Duration> again(Standing standing);
}
