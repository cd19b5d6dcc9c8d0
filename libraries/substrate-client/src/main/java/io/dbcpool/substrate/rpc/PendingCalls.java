package io.dbcpool.substrate.rpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Which answer belongs to which call. */
final class PendingCalls {

    static final long FULL = 0;

    /** So many calls that were given up may still be answered; an older answer would be a wrong one. */
    private static final int MAX_ABANDONED = 4_096;

    private final int room;
    private final Map<Long, PendingCall> pending = new HashMap<>();
    private final LinkedHashMap<Long, Boolean> abandoned = new LinkedHashMap<>();
    private long lastId;

    PendingCalls(int room) {
        this.room = room;
    }

    /** @return its id, or {@link #FULL} */
    synchronized long add(PendingCall call) {
        if (pending.size() >= room) {
            return FULL;
        }
        pending.put(++lastId, call);
        return lastId;
    }

    synchronized Optional<PendingCall> abandon(long id) {
        Optional<PendingCall> call = Optional.ofNullable(pending.remove(id));
        call.ifPresent(late -> {
            abandoned.put(id, true);
            if (abandoned.size() > MAX_ABANDONED) {
                abandoned.remove(abandoned.keySet().iterator().next());
            }
        });
        return call;
    }

    /** @return whether the frame answers a call of ours */
    boolean settle(RpcFrame frame) {
        if (frame instanceof RpcFrame.Answer answer) {
            return remove(answer.id(), call -> call.onResult().accept(answer.result()));
        }
        if (frame instanceof RpcFrame.Refusal refusal) {
            return remove(
                    refusal.id(),
                    call -> call.fail(
                            new RpcException.Refused(call.method(), refusal.code(), refusal.reason(), refusal.data())));
        }
        return false;
    }

    private boolean remove(long id, Consumer<PendingCall> settling) {
        PendingCall call;
        synchronized (this) {
            if (abandoned.remove(id) != null) {
                return true;
            }
            call = pending.remove(id);
        }
        if (call == null) {
            return false;
        }
        settling.accept(call);
        return true;
    }

    void failAll(RpcException why) {
        List<PendingCall> all;
        synchronized (this) {
            all = new ArrayList<>(pending.values());
            pending.clear();
        }
        all.forEach(call -> call.fail(why));
    }

    synchronized int size() {
        return pending.size();
    }

    synchronized boolean isEmpty() {
        return pending.isEmpty();
    }
}
