package io.dbcpool.cli.key;

import io.dbcpool.cli.CannotReachException;
import io.dbcpool.cli.ExitCode;
import io.dbcpool.cli.host.HostOptions;
import io.dbcpool.configuration.PoolConfig;
import io.dbcpool.configuration.PoolConfig.Machine;
import io.dbcpool.configuration.PoolFileException;
import io.dbcpool.nodekey.MachineKey;
import io.dbcpool.nodekey.NodeDat;
import io.dbcpool.nodekey.backup.AgeFile;
import io.dbcpool.nodekey.backup.BackupLedger;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The machine's own key. It is never printed, and leaves the process only encrypted. */
@Command(
        name = "key",
        description = "The machine's own key: its id, whether it fits, its backups. The key itself is never shown.",
        footer = {
            "",
            "Examples:",
            "  ./pool key verify",
            "  ./pool key backup --to /media/usb/gpu-01.age",
            "  ./pool key check-backup /media/usb/gpu-01.age",
            "  ./pool key restore --from /media/usb/gpu-01.age"
        })
public final class KeyCommand {

    @Mixin
    private HostOptions options = new HostOptions();

    @Mixin
    private Passphrase passphrase = new Passphrase();

    private final int workFactor;

    public KeyCommand() {
        this(AgeFile.WORK_FACTOR);
    }

    /** @param workFactor of new backups */
    KeyCommand(int workFactor) {
        this.workFactor = workFactor;
    }

    @Command(name = "show", description = "The machine's id.")
    int show() throws PoolFileException, CannotReachException {
        try (MachineKey key = readKey()) {
            System.out.println(key.claimedId().hex());
            return ExitCode.GOOD;
        }
    }

    @Command(name = "verify", description = "Whether key, id and pool.yaml are of one machine.")
    int verify() throws PoolFileException, CannotReachException {
        try (MachineKey key = readKey()) {
            return fits(key) ? ExitCode.GOOD : ExitCode.SOMETHING_IS_WRONG;
        }
    }

    @Command(
            name = "backup",
            description = "Write the key, encrypted with a passphrase (age format), and open what was written.")
    int backup(
            @Option(names = "--to", required = true, arity = "1..*", paramLabel = "PATH", description = "New files.")
                    List<Path> to)
            throws PoolFileException, CannotReachException, IOException {
        try (MachineKey key = readKey()) {
            if (!fits(key)) {
                return ExitCode.SOMETHING_IS_WRONG;
            }
            for (Path path : to) {
                if (Files.exists(path)) {
                    System.err.printf("pool: %s is there already, and is not overwritten%n", path);
                    return ExitCode.SOMETHING_IS_WRONG;
                }
            }
            var secret = passphrase.read(true);
            if (secret.isEmpty()) {
                return ExitCode.WRONG_USAGE;
            }
            try {
                for (Path path : to) {
                    byte[] encrypted = key.lendFile(file -> AgeFile.encrypt(file, secret.get(), workFactor));
                    PrivateFile.write(path, encrypted);
                    if (open(path, secret.get(), key.claimedId()) != ExitCode.GOOD) {
                        return ExitCode.SOMETHING_IS_WRONG;
                    }
                }
                return ExitCode.GOOD;
            } finally {
                Arrays.fill(secret.get(), (byte) 0);
            }
        }
    }

    @Command(name = "check-backup", description = "Open a backup, and see whose key is in it.")
    int checkBackup(@Parameters(paramLabel = "PATH") Path path)
            throws PoolFileException, CannotReachException, IOException {
        @Nullable MachineId wanted = machine().map(Machine::id).orElse(null);
        var secret = passphrase.read(false);
        if (secret.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        return open(path, secret.get(), wanted);
    }

    @Command(
            name = "restore",
            description = "Put the key of a backup back, where there is none. Stop the DBC node first.")
    int restore(@Option(names = "--from", required = true, paramLabel = "PATH") Path from)
            throws PoolFileException, CannotReachException, IOException {
        Path file = nodeDat();
        var there = NodeDat.read(file);
        var secret = passphrase.read(false);
        if (secret.isEmpty()) {
            return ExitCode.WRONG_USAGE;
        }
        var opened = AgeFile.decrypt(Passphrase.readFile(from), secret.get());
        if (opened.isEmpty()) {
            System.err.printf("pool: %s does not open: another passphrase, or the file is damaged%n", from);
            return ExitCode.SOMETHING_IS_WRONG;
        }
        try {
            if (!(NodeDat.parse(opened.get()) instanceof NodeDat.Read read)) {
                System.err.printf("pool: what is in %s is no node.dat%n", from);
                return ExitCode.SOMETHING_IS_WRONG;
            }
            try (MachineKey key = read.key()) {
                if (!fits(key)) {
                    return ExitCode.SOMETHING_IS_WRONG;
                }
                if (!(there instanceof NodeDat.Missing)) {
                    return refuse(file, there, key.claimedId());
                }
            }
            PrivateFile.write(file, opened.get());
            System.out.printf(
                    "restored to %s; give it to the DBC node's user (chown), then start the node; where the agent is a "
                            + "user of its own, let its group read it again (docs/deployment.md)%n",
                    file);
            return ExitCode.GOOD;
        } finally {
            Arrays.fill(opened.get(), (byte) 0);
        }
    }

    private static int refuse(Path file, NodeDat.Outcome there, MachineId wanted) {
        if (there instanceof NodeDat.Read read) {
            try (MachineKey key = read.key()) {
                if (key.fits() && key.claimedId().equals(wanted)) {
                    System.out.printf("%s holds this key already%n", file);
                    return ExitCode.GOOD;
                }
            }
        }
        System.err.printf(
                "pool: %s holds something else, and is not overwritten; move it away first, and keep it%n", file);
        return ExitCode.SOMETHING_IS_WRONG;
    }

    /** Opens a backup, and writes down that it was opened. */
    private int open(Path path, byte[] secret, @Nullable MachineId wanted)
            throws PoolFileException, CannotReachException, IOException {
        var opened = AgeFile.decrypt(Passphrase.readFile(path), secret);
        if (opened.isEmpty()) {
            System.err.printf("pool: %s does not open: another passphrase, or the file is damaged%n", path);
            return ExitCode.SOMETHING_IS_WRONG;
        }
        try {
            if (!(NodeDat.parse(opened.get()) instanceof NodeDat.Read read)) {
                System.err.printf("pool: what is in %s is no node.dat%n", path);
                return ExitCode.SOMETHING_IS_WRONG;
            }
            try (MachineKey key = read.key()) {
                if (!key.fits() || (wanted != null && !wanted.equals(key.claimedId()))) {
                    System.err.printf("pool: %s holds the key of %s%n", path, key.derivedId());
                    return ExitCode.SOMETHING_IS_WRONG;
                }
                var pool = options.pool();
                if (pool.isPresent()) {
                    BackupLedger.in(pool.get().stateDir())
                            .opened(
                                    path,
                                    key.claimedId(),
                                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
                }
                System.out.printf("%s opens, and holds the key of %s%n", path, key.claimedId());
                return ExitCode.GOOD;
            }
        } finally {
            Arrays.fill(opened.get(), (byte) 0);
        }
    }

    private boolean fits(MachineKey key) throws PoolFileException {
        if (!key.fits()) {
            System.err.printf("pool: node_id is %s, and the key makes %s%n", key.claimedId(), key.derivedId());
            return false;
        }
        var machine = machine();
        if (machine.isPresent() && !machine.get().id().equals(key.claimedId())) {
            System.err.printf(
                    "pool: the key is of %s, and pool.yaml says %s%n",
                    key.claimedId(), machine.get().id());
            return false;
        }
        System.out.printf("key and id fit: %s%n", key.claimedId());
        return true;
    }

    private Optional<Machine> machine() throws PoolFileException {
        Optional<PoolConfig> pool = options.pool();
        return pool.isPresent() ? Optional.of(options.machine(pool.get())) : Optional.empty();
    }

    private Path nodeDat() throws PoolFileException {
        return Path.of(options.hostRoot() + options.scope().nodeDat()).normalize();
    }

    private MachineKey readKey() throws PoolFileException, CannotReachException {
        Path file = nodeDat();
        var outcome = NodeDat.read(file);
        if (outcome instanceof NodeDat.Read read) {
            return read.key();
        }
        throw new CannotReachException(
                outcome instanceof NodeDat.Refused refused ? refused.reason() : "there is no " + file);
    }
}
