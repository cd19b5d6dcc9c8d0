package io.dbcpool.listener.sender;

import io.dbcpool.values.MachineId;
import java.net.InetAddress;
import java.util.Map;

/** Which addresses are held, kept for the next process: otherwise each restart would believe whoever speaks first. */
public interface HeldSenders {

    /** What an earlier process held; nothing where that cannot be read. */
    Map<MachineId, InetAddress> read();

    /** Never throws; what cannot be kept is told in the log. */
    void write(Map<MachineId, InetAddress> held);
}
