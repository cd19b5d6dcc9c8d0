package io.dbcpool.cli.chain;

import io.dbcpool.bonding.key.KeyException;
import io.dbcpool.bonding.key.SigningKey;
import io.dbcpool.bonding.wish.ControllerFiles;
import io.dbcpool.bonding.wish.Wish;
import io.dbcpool.bonding.wish.WishFile;
import io.dbcpool.chain.DbcRuntime;
import io.dbcpool.chain.machine.MachineSite;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.crypto.address.InvalidAddressException;
import io.dbcpool.substrate.crypto.address.Ss58Address;
import io.dbcpool.values.MachineId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Whose key signs: that of a machine's wish, or one that is named. */
public final class SignerOptions {

    private static final Path DEFAULT_WISHES = Path.of("wish.yaml");

    @Option(
            names = {"-f", "--wishes"},
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The file of wishes, which names each machine's controller (default: wish.yaml).")
    private Path wishes = DEFAULT_WISHES;

    @Option(
            names = "--keystore",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "The controller's keystore, instead of the one in the wish.")
    private @Nullable Path keystore;

    @Option(
            names = "--password-file",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Its first line opens the keystore.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--account",
            scope = ScopeType.INHERIT,
            paramLabel = "ADDRESS",
            description = "The controller, where the keystore is that of its proxy.")
    private @Nullable String account;

    /** @param machine whose controller; empty: of the only controller that the wishes name */
    public ControllerFiles files(Optional<MachineId> machine) throws PoolFileException {
        if (keystore != null && passwordFile != null) {
            return new ControllerFiles(
                    keystore, passwordFile, account == null ? Optional.empty() : Optional.of(parse(account)));
        }
        if (!Files.exists(wishes)) {
            throw new PoolFileException(
                    "wanted the controller's key, found neither %s nor --keystore and --password-file"
                            .formatted(wishes));
        }
        List<ControllerFiles> all = WishFile.read(wishes).stream()
                .filter(wish -> machine.isEmpty() || wish.machine().equals(machine.get()))
                .map(Wish::controller)
                .distinct()
                .toList();
        if (all.size() != 1) {
            throw new PoolFileException("%s: wanted one controller, found %d; say --keystore and --password-file"
                    .formatted(wishes, all.size()));
        }
        return all.get(0);
    }

    /** Who the controller is, without opening anything. */
    public static AccountId controller(ControllerFiles files) throws KeyException {
        return SigningKey.accountOf(files);
    }

    /** What the wish says of the machine's place, in the room that it stands in. */
    public Optional<MachineSite> site(Optional<MachineId> machine, String room) throws PoolFileException {
        if (machine.isEmpty() || !Files.exists(wishes)) {
            return Optional.empty();
        }
        return WishFile.read(wishes).stream()
                .filter(wish -> wish.machine().equals(machine.get()))
                .map(wish -> wish.siteIn(room))
                .findFirst();
    }

    private static AccountId parse(String address) throws PoolFileException {
        try {
            return Ss58Address.parse(address, DbcRuntime.SS58_PREFIX);
        } catch (InvalidAddressException e) {
            throw new PoolFileException("--account: " + e.getMessage());
        }
    }
}
