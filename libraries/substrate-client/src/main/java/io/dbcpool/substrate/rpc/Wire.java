package io.dbcpool.substrate.rpc;

/** The way to one node, message by message. */
interface Wire {

    /** Sends a message behind those that are on their way. Never waits; what cannot be sent ends the wire. */
    void send(String message);

    void ping();

    /** Lets the next message come, after {@link Listener#onMessage} said to wait. */
    void readOn();

    /** Ends it at once. The listener hears nothing more. */
    void cut();

    /** What comes over it; never two calls at a time. */
    interface Listener {

        /** @return whether the next message may come; if not, it waits for {@link Wire#readOn} */
        boolean onMessage(String message);

        /** Something came that is no whole message: a part of one, or a pong. */
        void onSignOfLife();

        /** The node sent what it may not: a message over the limit, or bytes where text is wanted. */
        void onWrong(String what);

        void onEnd(String why);
    }
}
