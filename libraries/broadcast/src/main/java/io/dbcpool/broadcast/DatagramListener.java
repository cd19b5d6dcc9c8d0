package io.dbcpool.broadcast;

/** Who is told of datagrams. */
@FunctionalInterface
public interface DatagramListener {

    /**
     * A datagram came. Called by one thread, the receiver's, one datagram at a time; whatever this takes delays those
     * behind it, so it must wait for nothing. Not yet known to be genuine: see {@link Admission#judge}.
     */
    void onDatagram(Datagram datagram);
}
