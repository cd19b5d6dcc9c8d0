package io.dbcpool.host.setup;

import java.util.List;

/**
 * A program that is run on the host, without a shell.
 *
 * @param words the program and its arguments
 * @param undo what takes it back; none where a file that is restored, or the next boot, does; the same words where it
 *     takes up what is in files, and is done again once they are restored
 */
public record SetupCommand(List<String> words, List<String> undo) {

    public SetupCommand {
        words = List.copyOf(words);
        undo = List.copyOf(undo);
    }

    static SetupCommand of(String... words) {
        return new SetupCommand(List.of(words), List.of());
    }

    SetupCommand undoneBy(String... undoing) {
        return new SetupCommand(words, List.of(undoing));
    }

    /** As one would type it. */
    public String text() {
        return String.join(" ", words);
    }
}
