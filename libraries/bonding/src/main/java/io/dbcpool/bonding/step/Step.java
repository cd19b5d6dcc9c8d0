package io.dbcpool.bonding.step;

import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.values.DbcAmount;

/** What is next for a machine that is to be on the chain. */
public sealed interface Step {

    /** Something that has to be signed and sent. */
    sealed interface Send extends Step {

        /** Stable, for files and records: {@code bond-machine}. */
        String id();

        /** For a person. */
        String inWords();
    }

    /** The stash names its controller. Only the stash can sign it. */
    record SetController(AccountId stash, AccountId controller) implements Send {
        @Override
        public String id() {
            return "set-controller";
        }

        @Override
        public String inWords() {
            return "the stash names its controller";
        }
    }

    /**
     * The controller bonds the machine, with the machine's own signature.
     *
     * @param fee the fixed fee, of the controller
     * @param stake what is reserved of the stash
     */
    record BondMachine(DbcAmount fee, DbcAmount stake) implements Send {
        @Override
        public String id() {
            return "bond-machine";
        }

        @Override
        public String inWords() {
            return "the controller bonds the machine, which has signed for the stash";
        }
    }

    /** @param fee the fixed fee, of the controller */
    record GenServerRoom(DbcAmount fee) implements Send {
        @Override
        public String id() {
            return "gen-server-room";
        }

        @Override
        public String inWords() {
            return "the controller makes a server room";
        }
    }

    record AddMachineInfo(MachineSite site) implements Send {
        @Override
        public String id() {
            return "add-machine-info";
        }

        @Override
        public String inWords() {
            return "the controller tells where the machine stands, and so asks for its verification";
        }
    }

    /** @param stake what is reserved of the stash */
    record FulfillMachine(DbcAmount stake) implements Send {
        @Override
        public String id() {
            return "fulfill-machine";
        }

        @Override
        public String inWords() {
            return "the controller completes the stake";
        }
    }

    /** Nothing is to be done but to wait for others. */
    record Wait(String forWhat) implements Step {}

    /**
     * An account has too little. Goes on by itself when it has more.
     *
     * @param who {@code controller} or {@code stash}
     */
    record Lacking(String who, AccountId account, DbcAmount needed, DbcAmount free, String forWhat) implements Step {}

    /** It cannot go on as it is. */
    record Stuck(String cause, String nextStep) implements Step {}

    /** The wish is granted. */
    record Done(String inWords) implements Step {}
}
