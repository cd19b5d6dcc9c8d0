package io.dbcpool.watcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which run of the host this is: the kernel's random id, new with each boot. */
public final class BootId {

    private static final Path FILE = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /** Empty where the kernel does not tell; then no monotonic time of before is used. */
    public static String read() {
        try {
            return Files.readString(FILE).trim();
        } catch (IOException e) {
            return "";
        }
    }
}
