package io.dbcpool.agent.disk;

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
 * Each machine's {@code picture-<machine id>.json}. It survives a power cut.
 *
 * @param folder the service's state folder; made when it is needed
 */
public record PictureFiles(Path folder) implements PictureStore {

    private static final System.Logger LOG = System.getLogger(PictureFiles.class.getName());

    /** A file that cannot be read is moved aside, and every active domain will be told as new. */
    @Override
    public KeptPicture read(MachineId machine) {
        var file = fileOf(machine);
        try {
            var kept = EventCodec.json().readValue(Files.readAllBytes(file), KeptPicture.class);
            if (kept == null) {
                throw new IOException("wanted an object, found null");
            }
            return kept;
        } catch (NoSuchFileException e) {
            return KeptPicture.NONE;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "last picture cannot be read, and is moved aside file=" + file, e);
            moveAside(file);
            return KeptPicture.NONE;
        }
    }

    @Override
    public void write(MachineId machine, KeptPicture picture) throws IOException {
        Files.createDirectories(folder);
        var file = fileOf(machine);
        var next = beside(file, ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(EventCodec.json().writeValueAsBytes(picture));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path fileOf(MachineId machine) {
        return folder.resolve("picture-%s.json".formatted(machine.hex()));
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
