package io.dbcpool.watcher.receipt;

import io.dbcpool.events.VacateCompleted;
import io.dbcpool.receipts.ReceiptChain;
import io.dbcpool.receipts.ReceiptHash;
import io.dbcpool.values.MachineId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The host's chain of receipts: each new one names the one before it, and is signed. */
public final class ReceiptBook {

    private static final int SHOWN = 100;

    private final ReceiptKey key;
    /** Held while one is signed, which takes half a millisecond; whoever looks one up does not wait for that. */
    private final Object chain = new Object();

    private final Deque<VacateCompleted> last = new ArrayDeque<>();
    private final Map<MachineId, VacateCompleted> lastOf = new HashMap<>();
    private String head = ReceiptChain.BEGINNING;

    /** @param written the receipts that were written before, oldest first */
    public ReceiptBook(ReceiptKey key, List<VacateCompleted> written) {
        this.key = key;
        written.forEach(this::keep);
        written.stream()
                .filter(receipt -> receipt.keyId().equals(key.keyId()))
                .reduce((earlier, later) -> later)
                .ifPresent(receipt -> head = receipt.hash());
    }

    /** Links, hashes and signs. What the draft holds in the fields for that does not count. */
    public VacateCompleted sign(VacateCompleted draft) {
        synchronized (chain) {
            var linked = with(draft, head, "", "");
            String hash = ReceiptHash.of(linked);
            var receipt = with(draft, head, hash, key.sign(hash));
            head = hash;
            keep(receipt);
            return receipt;
        }
    }

    /** The last ones, newest first. */
    public synchronized List<VacateCompleted> list() {
        return new ArrayList<>(last);
    }

    /** Of this machine, among the last ones of all. */
    public synchronized Optional<VacateCompleted> findLast(MachineId machineId) {
        return Optional.ofNullable(lastOf.get(machineId));
    }

    public ReceiptKey key() {
        return key;
    }

    private synchronized void keep(VacateCompleted receipt) {
        last.addFirst(receipt);
        lastOf.put(receipt.machineId(), receipt);
        if (last.size() > SHOWN) {
            var oldest = last.removeLast();
            lastOf.remove(oldest.machineId(), oldest);
        }
    }

    private VacateCompleted with(VacateCompleted draft, String previousHash, String hash, String signature) {
        return new VacateCompleted(
                draft.vacateId(),
                draft.rentalKey(),
                draft.actor(),
                draft.machineId(),
                draft.domain(),
                draft.trigger(),
                draft.deadline(),
                draft.startedAt(),
                draft.releasedAt(),
                draft.domainOffAt(),
                draft.elapsedMillis(),
                draft.marginMillis(),
                draft.endedBy(),
                draft.outcome(),
                draft.steps(),
                draft.notObserved(),
                draft.lateSignal(),
                draft.evidence(),
                key.publicKey(),
                previousHash,
                hash,
                key.keyId(),
                signature);
    }
}
