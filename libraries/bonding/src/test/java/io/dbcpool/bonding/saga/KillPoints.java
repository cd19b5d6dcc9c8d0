package io.dbcpool.bonding.saga;

import io.dbcpool.bonding.intent.Intent;
import io.dbcpool.bonding.intent.IntentStore;
import io.dbcpool.bonding.intent.StepJournal;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.events.BondingStep;
import io.dbcpool.substrate.crypto.address.AccountId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Kills whoever comes by a point for the first time: before and after each write to disk, and at each thing told. */
final class KillPoints {

    /** No program catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed(String at) {
            super(at);
        }
    }

    private final Set<String> passed = new HashSet<>();

    int kills() {
        return passed.size();
    }

    private void pass(String point) {
        if (passed.add(point)) {
            throw new Killed(point);
        }
    }

    StepJournal journal() {
        return (BondingStep step) -> pass("%s told %s".formatted(name(step.step(), step.machineId()), step.state()));
    }

    IntentStore around(IntentStore disk) {
        return new IntentStore() {
            @Override
            public List<Intent> list(String genesis, AccountId signer) throws StoreException {
                return disk.list(genesis, signer);
            }

            @Override
            public void put(Intent intent) throws StoreException {
                String point =
                        "%s %s".formatted(name(intent.step(), intent.machine()), intent.isOpen() ? "open" : "ended");
                pass("before writing " + point);
                disk.put(intent);
                pass("after writing " + point);
            }
        };
    }

    private static String name(Object step, Object machine) {
        return step + " of " + machine;
    }
}
