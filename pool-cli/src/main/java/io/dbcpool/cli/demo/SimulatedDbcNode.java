package io.dbcpool.cli.demo;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Broadcasts what a DBC node would, byte for byte and at its times, but on loopback: 127.255.255.255 reaches every
 * listener of this machine and no other machine.
 */
public final class SimulatedDbcNode implements AutoCloseable {

    /** How often a DBC node looks whether the machine is free for the renter ({@code node_request_service.cpp}). */
    private static final int ROUNDS = 10;

    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(2);

    private static final byte[] LOOPBACK_BROADCAST = {127, (byte) 255, (byte) 255, (byte) 255};

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void forDuration(Duration duration) throws InterruptedException;
    }

    private final MachineId machineId;
    private final InetAddress address;
    private final int port;
    private final DatagramSocket socket;
    private final Pause pause;

    /** @param port where the pool hears broadcasts */
    public SimulatedDbcNode(MachineId machineId, int port) throws IOException {
        this(machineId, port, duration -> Thread.sleep(duration.toMillis()));
    }

    SimulatedDbcNode(MachineId machineId, int port, Pause pause) throws IOException {
        this.machineId = machineId;
        this.address = InetAddress.getByAddress(LOOPBACK_BROADCAST);
        this.port = port;
        this.pause = pause;
        this.socket = new DatagramSocket();
        socket.setBroadcast(true);
    }

    /** What its timer says of a machine without a rent order. */
    public void sayEmpty() throws IOException {
        say(Word.EMPTY);
    }

    /**
     * A renter asks for a virtual machine: the node says {@code renting} at once, and again in each round in which it
     * finds a running domain that is none of its own. After the last round a real node would destroy every running
     * domain; this one destroys nothing.
     *
     * @param told the number of each datagram, as it is sent
     * @return whether the machine became free for the renter
     */
    public boolean onRenterRequest(BooleanSupplier foreignDomainRuns, IntConsumer told)
            throws IOException, InterruptedException {
        int sent = 1;
        told.accept(sent);
        say(Word.RENTING);
        for (int round = 0; round < ROUNDS && foreignDomainRuns.getAsBoolean(); round++) {
            sent++;
            told.accept(sent);
            say(Word.RENTING);
            pause.forDuration(BETWEEN_ROUNDS);
        }
        return !foreignDomainRuns.getAsBoolean();
    }

    private void say(Word word) throws IOException {
        byte[] datagram = BroadcastEncoder.encode(machineId, word);
        socket.send(new DatagramPacket(datagram, datagram.length, address, port));
    }

    @Override
    public void close() {
        socket.close();
    }
}
