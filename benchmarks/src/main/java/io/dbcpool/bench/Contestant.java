package io.dbcpool.bench;

/** Something that stops the owner's domain when it hears that the machine is rented. */
interface Contestant extends AutoCloseable {

    String name();

    /** After the domain was stopped and before it is started again: it forgets that the machine was rented. */
    void forget();

    /** Returns when it knows that the domain runs, so that the next word will find it ready. */
    void awaitReady();

    /** Says that the machine is rented. The time of a round begins with this call. */
    void tell();

    @Override
    void close();
}
