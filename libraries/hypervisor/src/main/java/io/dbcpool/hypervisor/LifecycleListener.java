package io.dbcpool.hypervisor;

/** Hears of domains that start, stop, pause or crash. Called from one thread, one call at a time. */
public interface LifecycleListener {

    /** The domain is now so. A transient domain that has ended is told with {@link DomainState#SHUT_OFF}. */
    void onChanged(DomainSnapshot domain);

    /** The connection is up, for the first time or again: what changed meanwhile was not told, so list. */
    void onConnected();

    /** The connection is lost. Nothing is known of the domains until {@link #onConnected()}. */
    void onDisconnected(String reason);
}
