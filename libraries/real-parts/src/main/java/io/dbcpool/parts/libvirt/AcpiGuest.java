package io.dbcpool.parts.libvirt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A guest that obeys ACPI: Debian's or Ubuntu's kernel and a busybox that powers off when the button is pressed. Made
 * of packages that are downloaded and not installed; it boots in some 3 s without KVM.
 */
public record AcpiGuest(Path kernel, Path initramfs) {

    /** With 64 the kernel does not boot. */
    static final int MEBIBYTES = 96;

    /** What it writes to its serial console once it listens to the button. */
    public static final String READY = "GUEST-READY";

    /** Kernel argument: powers off that many seconds after the button. */
    public static String offAfter(int seconds) {
        return "off_after=" + seconds;
    }

    /** Kernel argument: does not listen to the button. */
    public static final String DEAF = "off_after=never";

    private static final String SCRIPT = "make-acpi-guest.sh";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** The guest in this user's cache, made if it is not there. */
    public static AcpiGuest cached() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return in(caches.resolve("dbc-pool").resolve("acpi-guest"));
    }

    /**
     * The guest in this folder, made if it is not there: some 28 MB are downloaded.
     *
     * @throws PartsException if it cannot be made: no apt, no network
     */
    public static AcpiGuest in(Path folder) {
        AcpiGuest guest = new AcpiGuest(
                folder.toAbsolutePath().resolve("vmlinuz"),
                folder.toAbsolutePath().resolve("initramfs.gz"));
        if (!Files.exists(guest.kernel()) || !Files.exists(guest.initramfs())) {
            try (InputStream script =
                    Objects.requireNonNull(AcpiGuest.class.getResourceAsStream(SCRIPT), "the jar lacks " + SCRIPT)) {
                Files.createDirectories(folder);
                Path copy = folder.resolve(SCRIPT);
                Files.write(copy, script.readAllBytes());
                Command.run(LIMIT, "", List.of("sh", copy.toString(), folder.toString()));
            } catch (IOException e) {
                throw new PartsException("cannot prepare " + folder, e);
            }
        }
        return guest;
    }

    /** Whether the guest with this serial console listens to the button by now. */
    public static boolean isReady(Path serialLog) {
        try {
            return Files.exists(serialLog) && Files.readString(serialLog).contains(READY);
        } catch (IOException e) {
            throw new PartsException("cannot read " + serialLog, e);
        }
    }
}
