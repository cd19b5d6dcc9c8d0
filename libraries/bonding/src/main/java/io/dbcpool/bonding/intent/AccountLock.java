package io.dbcpool.bonding.intent;

import io.dbcpool.substrate.crypto.address.AccountId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process of a host that signs for an account. The nonce keeps apart what other hosts do. */
public final class AccountLock implements AutoCloseable {

    private final AccountId signer;
    private final FileChannel channel;

    private AccountLock(AccountId signer, FileChannel channel) {
        this.signer = signer;
        this.channel = channel;
    }

    /** Empty if another process, or another thread of this one, has it. */
    public static Optional<AccountLock> take(Path folder, AccountId signer) throws StoreException {
        Path file = folder.resolve(signer + ".lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new AccountLock(signer, channel));
                }
            } catch (OverlappingFileLockException sameProcess) {
                // somebody else has it
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("%s cannot be locked: %s".formatted(file, e), e);
        }
    }

    boolean isHeldFor(AccountId account) {
        return signer.equals(account) && channel.isOpen();
    }

    @Override
    public void close() throws StoreException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreException("a lock cannot be given back: " + e, e);
        }
    }
}
