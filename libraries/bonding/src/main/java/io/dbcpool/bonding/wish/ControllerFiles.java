package io.dbcpool.bonding.wish;

import io.dbcpool.substrate.crypto.address.AccountId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the key is that signs for the controller.
 *
 * @param keystore an account as polkadot-js wallets export it
 * @param passwordFile its first line opens the keystore
 * @param account the controller, where the keystore is that of a proxy of it; absent where it is the controller's own
 */
public record ControllerFiles(Path keystore, Path passwordFile, Optional<AccountId> account) {}
