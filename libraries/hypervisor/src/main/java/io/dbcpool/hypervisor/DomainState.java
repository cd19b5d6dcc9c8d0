package io.dbcpool.hypervisor;

/** What libvirt says a domain is doing ({@code virDomainState}), with the same numbers. */
public enum DomainState {
    NO_STATE(0),
    RUNNING(1),
    BLOCKED(2),
    PAUSED(3),
    SHUTTING_DOWN(4),
    SHUT_OFF(5),
    CRASHED(6),
    PM_SUSPENDED(7),
    /** A state that this version does not know; newer libvirt may add some. */
    UNKNOWN(-1);

    private final int virDomainState;

    DomainState(int virDomainState) {
        this.virDomainState = virDomainState;
    }

    /**
     * Whether a domain in this state has, or may have, a process and its devices. A crashed domain that libvirt
     * preserves still has both. Only a word that says off is off.
     */
    public boolean isActive() {
        return this != SHUT_OFF;
    }

    public static DomainState of(int virDomainState) {
        for (DomainState state : values()) {
            if (state.virDomainState == virDomainState) {
                return state;
            }
        }
        return UNKNOWN;
    }
}
