package io.dbcpool.substrate.endpoints;

/** What a node is good for at the moment. */
public enum Standing {
    USABLE("usable"),
    /** Not connected, or not all is known yet that must be known of it. */
    NOT_READY("not connected"),
    SYNCING("it says that it is still catching up with the chain"),
    BEHIND("another node announced blocks that it has not"),
    OTHER_RUNTIME("at the same block it names another runtime than the others"),
    /** It answered wrongly, or is of another chain. */
    DROPPED("it answered wrongly");

    private final String words;

    Standing(String words) {
        this.words = words;
    }

    /** For people. */
    public String inWords() {
        return words;
    }
}
