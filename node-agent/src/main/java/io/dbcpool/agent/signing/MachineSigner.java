package io.dbcpool.agent.signing;

import io.dbcpool.events.SigningRefused.Refusal;
import io.dbcpool.values.MachineId;

/** Has a machine's key sign its bonding message. There is no other message that it could be given. */
@FunctionalInterface
public interface MachineSigner {

    /** What came of it. */
    sealed interface Outcome permits Signed, Refused {}

    /** @param signature sr25519, {@code 0x} and 128 hex digits */
    record Signed(String signature) implements Outcome {}

    /** @param reason says nothing of the key */
    record Refused(Refusal refusal, String reason) implements Outcome {}

    /** @param stash of the pool's file; never one that was asked for */
    Outcome sign(MachineId machine, String stash);
}
