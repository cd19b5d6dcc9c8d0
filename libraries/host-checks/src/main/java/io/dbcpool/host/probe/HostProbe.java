package io.dbcpool.host.probe;

/**
 * A host that can be asked. Looks, and changes nothing. May be asked from several threads.
 *
 * <p>Promised: an answer, never an exception; at most 1 MiB of it; what is secret on the host is in no answer. Not
 * promised: an answer in time, which is the caller's to bound.
 */
@FunctionalInterface
public interface HostProbe {

    Answer ask(Question question);
}
