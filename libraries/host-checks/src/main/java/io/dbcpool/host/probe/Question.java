package io.dbcpool.host.probe;

import java.util.Locale;
import java.util.Optional;

/**
 * One thing to ask of a host.
 *
 * @param subject a path, a program of {@link HostCommand}, an address: what the kind says
 */
public record Question(Kind kind, String subject) implements Comparable<Question> {

    public enum Kind {
        /** A file's text, at most 1 MiB of it: {@link Answer.Text}. */
        READ,
        /** A folder's names: {@link Answer.Names}. */
        LIST,
        /** What a link points to, not followed: {@link Answer.Text}. What is there and is no link: an empty text. */
        LINK,
        /**
         * {@code type}, {@code mode} (octal), {@code owner}, {@code group}, {@code size}, {@code modified}:
         * {@link Answer.Fields}.
         */
        LOOK,
        /** {@code total} and {@code usable} bytes of the file system that holds the path: {@link Answer.Fields}. */
        SPACE,
        /** The output of one of {@link HostCommand}, and its argument behind a space: {@link Answer.Text}. */
        RUN,
        /** The UUIDs of the domains of the hypervisor at a URI: {@link Answer.Names}. */
        LIBVIRT,
        /** One domain: URI, space, UUID: {@link Answer.Fields}. */
        DOMAIN,
        /**
         * What stands in that file of the pool's state folder: {@link Answer.Text}. Where the host's root is mounted
         * that is two files, of the folder beside us and of the host's, for people run {@code ./pool} on the host.
         */
        KEPT,
        /** {@code id} and {@code derived} of a node.dat, never its key: {@link Answer.Fields}. */
        KEY,
        /** The machines that the DBC client node at an address sees: {@link Answer.Names}. */
        CLIENT_NODE,
        /** A machine on chain: an endpoint, space, machine id: {@link Answer.Fields}. */
        CHAIN,
        /** What one of our services on this host says: an address: {@link Answer.Fields}. */
        SERVICE,
        /** Sends a datagram to 255.255.255.255 and the port, and listens: {@link Answer.Fields}. */
        CANARY,
        /** The median of five forced writes in a folder, {@code millis}: {@link Answer.Fields}. */
        FSYNC,
        /** Topics of the broker at an address, each {@code partitions cleanup retention}: {@link Answer.Fields}. */
        TOPICS,
        /** Who vouches for the clock: {@link Answer.Text}. */
        CLOCK
    }

    public static Question of(Kind kind, String subject) {
        return new Question(kind, subject);
    }

    /** {@code read /proc/cpuinfo}, as a record names it. */
    public String text() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + subject;
    }

    public static Optional<Question> find(String text) {
        int space = text.indexOf(' ');
        for (Kind kind : Kind.values()) {
            if (space > 0
                    && kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text.substring(0, space))) {
                return Optional.of(new Question(kind, text.substring(space + 1)));
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(Question other) {
        return text().compareTo(other.text());
    }
}
