package io.dbcpool.agent.broadcast;

import io.dbcpool.agent.machine.Observation.WordsHeard;
import io.dbcpool.broadcast.Admission;
import io.dbcpool.broadcast.Datagram;
import io.dbcpool.broadcast.DatagramListener;
import io.dbcpool.broadcast.Verdict.Accepted;
import io.dbcpool.values.MachineId;
import io.dbcpool.values.Word;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Turns datagrams into words. What is refused is the broadcast-listener's to count and to publish. */
public final class BroadcastEar implements DatagramListener {

    private final Admission admission;
    private final Consumer<Supplier<Optional<WordsHeard>>> loop;
    private final WordMailbox mailbox = new WordMailbox();

    /** @param loop told once for each machine for which words wait, and takes them when its turn comes */
    public BroadcastEar(Admission admission, Consumer<Supplier<Optional<WordsHeard>>> loop) {
        this.admission = admission;
        this.loop = loop;
    }

    @Override
    public void onDatagram(Datagram datagram) {
        if (admission.judge(datagram) instanceof Accepted accepted) {
            MachineId machineId = accepted.machineId();
            var sender = datagram.sender();
            var heard = new WordsHeard(
                    machineId,
                    accepted.word() == Word.RENTING,
                    accepted.word(),
                    sender.getAddress().getHostAddress() + ":" + sender.getPort(),
                    datagram.receivedAt(),
                    datagram.receivedNanos());
            if (mailbox.put(heard)) {
                loop.accept(() -> mailbox.take(machineId));
            }
        }
    }
}
