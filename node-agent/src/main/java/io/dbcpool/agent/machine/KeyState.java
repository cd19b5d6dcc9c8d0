package io.dbcpool.agent.machine;

import io.dbcpool.values.MachineId;

/** What is in the place of a machine's {@code node.dat}. */
public sealed interface KeyState {

    /** In words, for an operator. */
    String text();

    /** The key of the machine that the pool's file says this is. */
    record Right() implements KeyState {
        @Override
        public String text() {
            return "the machine's own key";
        }
    }

    /** @param found whose it is; the DBC node makes a new identity where the file is missing */
    record Another(MachineId found) implements KeyState {
        @Override
        public String text() {
            return "node.dat is of another machine: " + found;
        }
    }

    record Missing(String file) implements KeyState {
        @Override
        public String text() {
            return "%s is gone; the DBC node makes a new identity when it starts without".formatted(file);
        }
    }

    /** @param reason says nothing of the key */
    record Broken(String reason) implements KeyState {
        @Override
        public String text() {
            return "node.dat is none: " + reason;
        }
    }

    /** It may be what it should be; we may not look. */
    record Unreadable(String reason) implements KeyState {
        @Override
        public String text() {
            return reason;
        }
    }
}
