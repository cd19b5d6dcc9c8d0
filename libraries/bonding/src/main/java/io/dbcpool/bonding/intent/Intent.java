package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.block.BlockRef;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.extrinsic.SignedExtrinsic;
import io.dbcpool.values.MachineId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step that was signed: with what is needed to send the same bytes again, and to learn what became of them.
 *
 * @param id a UUID, which follows from chain, signer, nonce and step
 * @param step {@code bond-machine}
 * @param plan the id of the plan that asked for it; empty for a step of a wish
 * @param since the finalized block from which the step was derived; it is looked for from there on
 * @param versions the same call with the same nonce, with ever higher tips; each may be the one that gets in
 */
public record Intent(
        String id,
        String genesis,
        AccountId signer,
        long nonce,
        String step,
        Optional<MachineId> machine,
        Optional<String> plan,
        BlockRef since,
        List<Version> versions,
        Optional<Outcome> outcome) {

    public Intent {
        versions = List.copyOf(versions);
    }

    /** @param tip in planck */
    public record Version(SignedExtrinsic extrinsic, BigInteger tip) {}

    public Version newest() {
        return versions.get(versions.size() - 1);
    }

    public boolean isOpen() {
        return outcome.isEmpty();
    }

    Intent withVersion(Version version) {
        List<Version> all = new ArrayList<>(versions);
        all.add(version);
        return new Intent(id, genesis, signer, nonce, step, machine, plan, since, all, outcome);
    }

    Intent ended(Outcome how) {
        return new Intent(id, genesis, signer, nonce, step, machine, plan, since, versions, Optional.of(how));
    }
}
