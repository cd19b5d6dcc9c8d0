package io.dbcpool.devchain.runtime;

import io.dbcpool.substrate.crypto.address.AccountId;
import io.dbcpool.substrate.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call being carried out, or one block being opened or closed: who signed, at which block, what is stored, and the
 * chain events so far.
 */
public final class Dispatch {

    private final State state;
    private final long block;
    private final List<Value> events = new ArrayList<>();

    /** @param block the number of the block that is being built */
    public Dispatch(State state, long block) {
        this.state = state;
        this.block = block;
    }

    public State state() {
        return state;
    }

    public State.Place at(String pallet, String item, Value... mapKeys) {
        return state.at(pallet, item, mapKeys);
    }

    public long block() {
        return block;
    }

    /** The events so far, as {@code RuntimeEvent}. */
    public List<Value> events() {
        return events;
    }

    /** Deposits an event, its fields in their order under the names that the metadata gives them. */
    public void deposit(String pallet, String event, Value... fields) {
        var variant = state.runtime()
                .metadata()
                .getPallet(pallet)
                .events()
                .find(event)
                .orElseThrow(() -> new IllegalStateException("pallet %s has no event %s".formatted(pallet, event)));
        Map<String, Value> named = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i++) {
            named.put(variant.fields().get(i).name().orElse(Integer.toString(i)), fields[i]);
        }
        events.add(Value.variant(pallet, new Value.Variant(event, named)));
    }

    /** Carries out a part of this call that may fail by itself and then leaves nothing behind. */
    public void attempt(Part part) throws DispatchFailure {
        State nested = state.nested();
        Dispatch inner = new Dispatch(nested, block);
        part.run(inner);
        state.take(nested);
        events.addAll(inner.events);
    }

    /** What {@link #attempt} carries out. */
    public interface Part {
        void run(Dispatch inner) throws DispatchFailure;
    }

    public static Value account(AccountId account) {
        return Value.of(account.toBytes());
    }
}
