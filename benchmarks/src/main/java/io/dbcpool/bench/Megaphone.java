package io.dbcpool.bench;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.BroadcastSender;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Broadcasts on loopback what the machine's DBC node does. */
public final class Megaphone implements AutoCloseable {

    private static final byte[] BROADCAST = {127, (byte) 255, (byte) 255, (byte) 255};

    private final BroadcastSender sender;
    private final byte[] renting;
    private final byte[] empty;

    public Megaphone(MachineId machine, int port) {
        renting = BroadcastEncoder.encode(machine, Word.RENTING);
        empty = BroadcastEncoder.encode(machine, Word.EMPTY);
        try {
            sender = BroadcastSender.to(new InetSocketAddress(InetAddress.getByAddress(BROADCAST), port));
        } catch (IOException e) {
            throw new BenchException("no socket to broadcast from", e);
        }
    }

    public void sayRenting() {
        say(renting);
    }

    public void sayEmpty() {
        say(empty);
    }

    private void say(byte[] word) {
        try {
            sender.send(word);
        } catch (IOException e) {
            throw new BenchException("cannot broadcast", e);
        }
    }

    @Override
    public void close() {
        sender.close();
    }
}
