package io.dbcpool.bridge.owner;

import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.AccountWriter;
import io.dbcpool.bonding.intent.BusyException;
import io.dbcpool.bonding.intent.IntentFolder;
import io.dbcpool.bonding.intent.JournalFile;
import io.dbcpool.bonding.intent.Patience;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.substrate.chain.ChainClient;
import io.dbcpool.substrate.rpc.RpcException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things are signed: in the folder of {@code ./pool chain} and {@code ./pool bond}, under the same locks.
 *
 * @param folder in the pool's state folder
 * @param actor {@code chain-bridge/gpu-host-1}
 */
record Signing(ChainClient client, WishBook wishes, Path folder, String actor) {

    /** What is done with an open key. */
    @FunctionalInterface
    interface Work {
        Standing with(AccountWriter writer, SigningKey key)
                throws DeskException, KeyException, StoreException, RpcException, BusyException, InterruptedException;
    }

    IntentFolder intents() {
        return new IntentFolder(folder.resolve("intents"));
    }

    JournalFile journal() {
        return new JournalFile(folder.resolve("journal.jsonl"));
    }

    /** Opens the key for that long, if no other process of this host signs for the account. */
    Standing sign(ControllerFiles files, Work work)
            throws DeskException, KeyException, StoreException, RpcException, BusyException, InterruptedException {
        try (SigningKey key = SigningKey.ofController(files)) {
            Optional<AccountLock> lock = AccountLock.take(folder.resolve("locks"), key.signer());
            if (lock.isEmpty()) {
                return new Standing(
                        Standing.State.NOT_SENT,
                        "another process of this host signs for %s; try again".formatted(key.account()));
            }
            try (AccountLock held = lock.get()) {
                return work.with(
                        new AccountWriter(client, key, held, intents(), journal(), actor, Patience.USUAL), key);
            }
        }
    }
}
