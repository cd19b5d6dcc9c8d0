package io.dbcpool.bench.broadcast;

import io.dbcpool.bench.BenchException;
import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Says for each of the machines in turn the word that it did not say before, over loopback. */
final class Mouth implements AutoCloseable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final List<MachineId> machines;
    private final List<ByteBuffer> renting;
    private final List<ByteBuffer> empty;
    private final InetSocketAddress target;
    private final DatagramChannel channel;
    private long said;

    Mouth(List<MachineId> machines, int port) {
        this.machines = machines;
        this.renting = encode(machines, Word.RENTING);
        this.empty = encode(machines, Word.EMPTY);
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            this.channel = DatagramChannel.open();
        } catch (IOException e) {
            throw new BenchException("no socket to speak from", e);
        }
    }

    private static List<ByteBuffer> encode(List<MachineId> machines, Word word) {
        return machines.stream()
                .map(machine -> ByteBuffer.wrap(BroadcastEncoder.encode(machine, word)))
                .toList();
    }

    /** Who speaks next, and what. */
    record Turn(MachineId machine, Word word) {}

    Turn next() {
        int at = (int) (said % machines.size());
        return new Turn(machines.get(at), isRenting() ? Word.RENTING : Word.EMPTY);
    }

    private boolean isRenting() {
        return said / machines.size() % 2 == 0;
    }

    void say() {
        int at = (int) (said % machines.size());
        var word = (isRenting() ? renting : empty).get(at).rewind();
        try {
            channel.send(word, target);
        } catch (IOException e) {
            throw new BenchException("cannot send to " + target, e);
        }
        said++;
    }

    /**
     * Says so many, as evenly as can be.
     *
     * @return how many a second were reached
     */
    double say(long count, int perSecond) {
        long begun = System.nanoTime();
        for (long done = 0; done < count; ) {
            long due = Math.min(count, (long) ((double) (System.nanoTime() - begun) / NANOS_PER_SECOND * perSecond));
            if (due <= done) {
                LockSupport.parkNanos(200_000);
                continue;
            }
            for (; done < due; done++) {
                say();
            }
        }
        return count / ((System.nanoTime() - begun) / (double) NANOS_PER_SECOND);
    }

    long said() {
        return said;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BenchException("a socket does not close", e);
        }
    }
}
