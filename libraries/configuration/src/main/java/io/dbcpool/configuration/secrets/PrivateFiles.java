package io.dbcpool.configuration.secrets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Whether a file that opens something is its owner's alone. */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private PrivateFiles() {}

    /** What is wrong with it, and what to do; empty if nothing is. A systemd credential has the right mode already. */
    public static Optional<String> findFault(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.of(
                    "wanted a file, found %s at %s".formatted(Files.exists(file) ? "something else" : "nothing", file));
        }
        if (!Files.isReadable(file)) {
            return Optional.of("wanted a file that this user may read, found %s, which he may not".formatted(file));
        }
        try {
            Set<PosixFilePermission> mode = EnumSet.noneOf(PosixFilePermission.class);
            mode.addAll(Files.getPosixFilePermissions(file.toRealPath(), LinkOption.NOFOLLOW_LINKS));
            mode.retainAll(OTHERS);
            return mode.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "wanted a file that only its owner may read, found %s open to others; next: chmod 600 %s"
                                    .formatted(file, file));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("the mode of %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }
}
