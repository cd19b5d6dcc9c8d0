package io.dbcpool.endtoend.faults;

import io.dbcpool.parts.libvirt.QemuDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The QEMU process of a domain, looked at from outside and often. */
record GuardedProcess(Path folder, String startTicks) {

    /** Fields 1 and 2 are the number and the name, which may hold anything. */
    private static final int START_TICKS_AFTER_NAME = 19;

    static GuardedProcess of(QemuDomain domain) throws IOException {
        var folder = Path.of("/proc", Long.toString(domain.pid()));
        return new GuardedProcess(folder, fields(folder)[START_TICKS_AFTER_NAME]);
    }

    /** A zombie has ended: it holds nothing any more but its number. */
    boolean hasEnded() {
        try {
            var fields = fields(folder);
            return fields[0].equals("Z") || fields[0].equals("X") || !fields[START_TICKS_AFTER_NAME].equals(startTicks);
        } catch (IOException e) {
            return true;
        }
    }

    private static String[] fields(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }
}
