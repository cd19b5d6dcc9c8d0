package io.dbcpool.watcher.release;

import io.dbcpool.events.ReleaseProof;
import io.dbcpool.events.ReleaseProof.State;
import io.dbcpool.events.ReleaseProof.Thing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was seen of each thing that a domain had to give back, at one look. */
public record Release(List<Seen> things) {

    /** @param detail what was looked at and found, or why it could not be */
    public record Seen(Thing thing, State state, String detail) {}

    public Release {
        things = List.copyOf(things);
    }

    /** No process of it was to be seen on this host. */
    public static Release notObserved(String why) {
        var things = new ArrayList<Seen>();
        for (Thing thing : Thing.values()) {
            things.add(new Seen(thing, State.NOT_OBSERVED, why));
        }
        return new Release(things);
    }

    /**
     * Whether the machine is free for its renter. What could not be observed does not count against it: the process is
     * gone, and the receipt says what nobody saw.
     */
    public boolean isFree() {
        return things.stream().noneMatch(seen -> seen.thing() == Thing.DEVICES && seen.state() == State.STILL_HELD);
    }

    /** Whether another look could not show more. */
    public boolean isSettled() {
        return things.stream().noneMatch(seen -> seen.state() == State.STILL_HELD);
    }

    /** @param atMillis when it was seen, from the signal */
    public List<ReleaseProof> proof(long atMillis) {
        return things.stream()
                .map(seen -> new ReleaseProof(
                        seen.thing(),
                        seen.state(),
                        seen.state() == State.NOT_OBSERVED ? Optional.empty() : Optional.of(atMillis),
                        seen.detail()))
                .toList();
    }

    public Optional<String> findHeld() {
        return things.stream()
                .filter(seen -> seen.thing() == Thing.DEVICES && seen.state() == State.STILL_HELD)
                .map(Seen::detail)
                .findFirst();
    }
}
