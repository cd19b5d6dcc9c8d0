package io.dbcpool.agent.disk;

import io.dbcpool.agent.alarm.KeptAlarms;
import io.dbcpool.agent.loop.AlarmStore;
import io.dbcpool.agent.loop.PictureStore;
import io.dbcpool.agent.picture.KeptPicture;
import io.dbcpool.events.EventCodec;
import io.dbcpool.values.MachineId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Each machine's {@code picture-<machine id>.json} and {@code alarms-<machine id>.json}. They survive a power cut.
 *
 * @param folder the service's state folder; made when it is needed
 */
public record MachineFiles(Path folder) implements PictureStore, AlarmStore {

    private static final System.Logger LOG = System.getLogger(MachineFiles.class.getName());

    /** A file that cannot be read is moved aside, and every active domain will be told as new. */
    @Override
    public KeptPicture read(MachineId machine) {
        return read(fileOf("picture", machine), KeptPicture.class, KeptPicture.NONE);
    }

    @Override
    public void write(MachineId machine, KeptPicture picture) throws IOException {
        write(fileOf("picture", machine), EventCodec.json().writeValueAsBytes(picture));
    }

    /** A file that cannot be read is moved aside, and no check counts as one that was good before. */
    @Override
    public KeptAlarms readAlarms(MachineId machine) {
        return read(fileOf("alarms", machine), KeptAlarms.class, KeptAlarms.NONE);
    }

    @Override
    public void writeAlarms(MachineId machine, KeptAlarms alarms) throws IOException {
        write(fileOf("alarms", machine), EventCodec.json().writeValueAsBytes(alarms));
    }

    private static <T> T read(Path file, Class<T> kind, T none) {
        try {
            T kept = EventCodec.json().readValue(Files.readAllBytes(file), kind);
            if (kept == null) {
                throw new IOException("wanted an object, found null");
            }
            return kept;
        } catch (NoSuchFileException e) {
            return none;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "what was kept cannot be read, and is moved aside file=" + file, e);
            moveAside(file);
            return none;
        }
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(folder);
        var next = beside(file, ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path fileOf(String kind, MachineId machine) {
        return folder.resolve("%s-%s.json".formatted(kind, machine.hex()));
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void moveAside(Path file) {
        try {
            Files.move(file, beside(file, ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "nor can it be moved file=" + file, e);
        }
    }
}
