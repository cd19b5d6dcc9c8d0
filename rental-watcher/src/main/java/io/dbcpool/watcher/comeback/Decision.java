package io.dbcpool.watcher.comeback;

/** What becomes of a domain that we have stopped. */
public sealed interface Decision {

    record Start() implements Decision {}

    /** Not now. Nobody has to do anything about it. */
    record Wait(String why) implements Decision {}

    /** Its machine is free, and still it is not started: somebody has to look. */
    record Refuse(String why) implements Decision {}

    /** It is no concern of ours any more. */
    record Over(String why) implements Decision {}
}
