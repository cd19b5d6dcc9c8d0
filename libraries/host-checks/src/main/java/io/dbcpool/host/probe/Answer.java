package io.dbcpool.host.probe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a host answers. Not to know is an answer of its own, and never the same as not to be there. */
public sealed interface Answer {

    /** A file's text, a command's output, the target of a link. */
    record Text(String text) implements Answer {}

    /** The names in a folder, sorted; the domains of a hypervisor; the machines that a client node sees. */
    record Names(List<String> names) implements Answer {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** Several facts of one thing, by name. */
    record Fields(Map<String, String> fields) implements Answer {
        public Fields {
            fields = Map.copyOf(new TreeMap<>(fields));
        }
    }

    /** It was looked for, and is not there. */
    record Absent() implements Answer {}

    /** @param reason why it cannot be known: no permission, no answer in time, no such form */
    record Unknown(String reason) implements Answer {}
}
