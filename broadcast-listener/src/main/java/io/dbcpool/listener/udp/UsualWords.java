package io.dbcpool.listener.udp;

import io.dbcpool.broadcast.BroadcastEncoder;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What the DBC nodes of the pool's machines send, byte for byte: known at a glance, without decoding anything. A word
 * in any other legal form is no less true; it is only not known so soon.
 */
final class UsualWords {

    private final Set<ByteBuffer> words = new HashSet<>();
    private final Set<Integer> lengthsBytes = new HashSet<>();

    UsualWords(Collection<MachineId> machines) {
        for (MachineId machine : machines) {
            for (Word word : Word.values()) {
                byte[] datagram = BroadcastEncoder.encode(machine, word);
                words.add(ByteBuffer.wrap(datagram));
                lengthsBytes.add(datagram.length);
            }
        }
    }

    boolean has(Datagram datagram) {
        return lengthsBytes.contains(datagram.lengthBytes()) && words.contains(ByteBuffer.wrap(datagram.bytes()));
    }
}
