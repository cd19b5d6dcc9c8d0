package io.dbcpool.substrate.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which message belongs to which subscription, and the one message for which there is no room. */
final class Subscriptions {

    /** A node may send a subscription's first messages before it names it. More than this many are no accident. */
    private static final int MAX_EARLY = 64;

    private final Map<String, Entry> entries = new HashMap<>();
    private final List<RpcFrame.Notification> early = new ArrayList<>();
    private @Nullable HeldBack heldBack;

    record Entry(String id, String unsubscribe, Listening listening) {}

    private record HeldBack(Entry entry, JsonNode message) {}

    synchronized void add(String id, String unsubscribe, Listening listening) {
        Entry entry = new Entry(id, unsubscribe, listening);
        entries.put(id, entry);
        for (Iterator<RpcFrame.Notification> all = early.iterator(); all.hasNext(); ) {
            RpcFrame.Notification one = all.next();
            if (one.subscriptionId().equals(id)) {
                all.remove();
                if (!listening.onMessage().test(one.result())) {
                    endTooSlow(entry);
                    return;
                }
            }
        }
    }

    /**
     * Gives a message to its reader.
     *
     * @param noCalls whether nobody waits for an answer on this connection
     * @return whether the next message may come
     */
    boolean deliver(RpcFrame.Notification notification, BooleanSupplier noCalls) {
        synchronized (this) {
            Entry entry = entries.get(notification.subscriptionId());
            if (entry == null) {
                keepEarly(notification);
                return true;
            }
            if (entry.listening().onMessage().test(notification.result())) {
                return true;
            }
            heldBack = new HeldBack(entry, notification.result());
        }
        // After it is held back, so that either this or the caller who comes meanwhile sees the other.
        return !noCalls.getAsBoolean() && endThatHeldBack();
    }

    private void keepEarly(RpcFrame.Notification notification) {
        if (early.size() == MAX_EARLY) {
            early.remove(0);
        }
        early.add(notification);
    }

    /** @return whether there was one, and reading has to go on */
    synchronized boolean endThatHeldBack() {
        HeldBack held = heldBack;
        if (held == null) {
            return false;
        }
        heldBack = null;
        endTooSlow(held.entry());
        return true;
    }

    private void endTooSlow(Entry entry) {
        entries.remove(entry.id());
        entry.listening()
                .onEnd()
                .accept(new RpcException.Unavailable(
                        "the subscription's reader did not keep up, and a call could not wait: subscribe again"));
    }

    /** @return whether the message that was held back is delivered now, and reading has to go on */
    synchronized boolean deliverHeldBack() {
        HeldBack held = heldBack;
        if (held == null || !held.entry().listening().onMessage().test(held.message())) {
            return false;
        }
        heldBack = null;
        return true;
    }

    synchronized boolean isHeldBack() {
        return heldBack != null;
    }

    /** Forgets a subscription; whoever calls this asks for {@link #endThatHeldBack} before. */
    synchronized Optional<Entry> remove(String id) {
        return Optional.ofNullable(entries.remove(id));
    }

    void endAll(RpcException why) {
        List<Entry> all;
        synchronized (this) {
            all = new ArrayList<>(entries.values());
            entries.clear();
            early.clear();
            heldBack = null;
        }
        all.forEach(entry -> entry.listening().onEnd().accept(why));
    }
}
