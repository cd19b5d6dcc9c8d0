package io.dbcpool.watcher.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** This host's. */
final class LocalDisk implements Disk {

    @Override
    public Out append(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return new ChannelOut(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    @Override
    public Out create(Path file) throws IOException {
        discard(file);
        return append(file);
    }

    @Override
    public void replace(Path fresh, Path old) throws IOException {
        Files.move(fresh, old, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** A second link needs no room, and reads nothing of a file that may be unreadable. */
    @Override
    public void keepAs(Path file, Path name) throws IOException {
        try {
            Files.createLink(name, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            Files.copy(file, name);
        }
    }

    private record ChannelOut(FileChannel channel) implements Out {

        @Override
        public void write(byte[] bytes) throws IOException {
            var left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }

        @Override
        public void truncate(long bytes) throws IOException {
            channel.truncate(bytes);
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
