package io.dbcpool.host.check;

import io.dbcpool.events.NodeReadiness.State;

/**
 * What a check found.
 *
 * @param found what is so
 * @param fix what to do next; empty when there is nothing to do
 */
public record Finding(State state, String found, String fix) {

    public Finding {
        found = found.isBlank() ? "an empty answer" : found;
    }

    public static Finding ok(String found) {
        return new Finding(State.OK, found, "");
    }

    public static Finding warning(String found, String fix) {
        return new Finding(State.WARNING, found, fix);
    }

    public static Finding wrong(String found, String fix) {
        return new Finding(State.WRONG, found, fix);
    }

    public static Finding cannotTell(String found, String fix) {
        return new Finding(State.CANNOT_TELL, found, fix);
    }
}
