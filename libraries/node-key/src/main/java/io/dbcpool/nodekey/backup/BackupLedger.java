package io.dbcpool.nodekey.backup;

import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which backups there are, and when each was last opened: a line {@code <when> <id> <where>} each. The check
 * {@code key-backed-up} reads it.
 */
public record BackupLedger(Path file) {

    /** Of the pool's state folder. */
    public static BackupLedger in(Path stateDir) {
        return new BackupLedger(stateDir.resolve("node-agent").resolve("key-backups"));
    }

    /** Written down after the backup was opened, so what stands here was readable then. */
    public void opened(Path backup, MachineId machine, Instant at) throws IOException {
        String place = machine.hex() + " " + backup.toAbsolutePath().normalize();
        var lines = new ArrayList<String>();
        for (String line : read()) {
            if (!line.endsWith(" " + place)) {
                lines.add(line);
            }
        }
        lines.add(at + " " + place);
        Files.createDirectories(file.getParent());
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public List<String> read() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
