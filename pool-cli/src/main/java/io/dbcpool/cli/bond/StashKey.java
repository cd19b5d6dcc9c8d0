package io.dbcpool.cli.bond;

import io.dbcpool.bonding.intent.AccountLock;
import io.dbcpool.bonding.intent.StoreException;
import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.chain.ChainAccess;
import io.dbcpool.cli.chain.ChainCommand;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stash's key on a test network, with its lock; neither where its owner signs in a wallet. */
record StashKey(Optional<SigningKey> find, Optional<AccountLock> lock) implements AutoCloseable {

    static StashKey open(ChainAccess chain, boolean testNetwork, @Nullable Path keystore, @Nullable Path passwordFile)
            throws KeyException, StoreException, CannotReachException {
        if (!testNetwork || keystore == null || passwordFile == null) {
            return new StashKey(Optional.empty(), Optional.empty());
        }
        SigningKey key = SigningKey.ofStashOnTestNetwork(keystore, passwordFile);
        return new StashKey(Optional.of(key), Optional.of(ChainCommand.lock(chain, key)));
    }

    @Override
    public void close() throws StoreException {
        find.ifPresent(SigningKey::close);
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
