package io.dbcpool.bonding.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbcpool.substrate.crypto.address.AccountId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountLockTest {

    private static final AccountId ONE = account(1);
    private static final AccountId OTHER = account(2);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void oneHasItUntilHeGivesItBack() throws Exception {
        try (AccountLock held = AccountLock.take(folder, ONE).orElseThrow()) {
            assertThat(held.isHeldFor(ONE)).isTrue();
            assertThat(held.isHeldFor(OTHER)).isFalse();
            assertThat(AccountLock.take(folder, ONE)).isEmpty();
            assertThat(AccountLock.take(folder, ONE))
                    .as("the refusal has not opened it")
                    .isEmpty();
        }
        try (AccountLock again = AccountLock.take(folder, ONE).orElseThrow()) {
            assertThat(again.isHeldFor(ONE)).isTrue();
        }
    }

    @Test
    void anotherThreadHasItNot() throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try (AccountLock held = AccountLock.take(folder, ONE).orElseThrow()) {
            assertThat(thread.submit(() -> AccountLock.take(folder, ONE)).get(30, TimeUnit.SECONDS))
                    .isEmpty();
            assertThat(held.isHeldFor(ONE)).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void eachAccountHasItsOwn() throws Exception {
        try (AccountLock one = AccountLock.take(folder, ONE).orElseThrow();
                AccountLock other = AccountLock.take(folder, OTHER).orElseThrow()) {
            assertThat(one.isHeldFor(ONE)).isTrue();
            assertThat(other.isHeldFor(OTHER)).isTrue();
        }
    }

    @Test
    void whatWasGivenBackIsHeldForNobody() throws Exception {
        AccountLock lock = AccountLock.take(folder, ONE).orElseThrow();
        lock.close();
        lock.close();

        assertThat(lock.isHeldFor(ONE)).isFalse();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> AccountLock.take(file, ONE))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file.resolve(ONE + ".lock") + " cannot be locked: ");
    }

    private static AccountId account(int number) {
        byte[] bytes = new byte[AccountId.BYTES];
        Arrays.fill(bytes, (byte) number);
        return AccountId.of(bytes);
    }
}
