package io.dbcpool.substrate.rpc;

import org.jspecify.annotations.Nullable;

/** A node could not be asked, or its answer could not be used. Which kind it is says what to do about it. */
public abstract sealed class RpcException extends Exception {

    private static final long serialVersionUID = 1L;

    private RpcException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same thing again, to be thrown by another thread: its stack is the asker's. */
    abstract RpcException again();

    /** No answer. The node may or may not have got the question. Ask another node, or later. */
    public static final class Unavailable extends RpcException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message, null);
        }

        private Unavailable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        RpcException again() {
            return new Unavailable(String.valueOf(getMessage()), this);
        }
    }

    /** The node understood, and says no. Another node may know more, but the same node will say it again. */
    public static final class Refused extends RpcException {
        private static final long serialVersionUID = 1L;

        private final int code;
        private final String reason;
        private final String data;

        public Refused(String method, int code, String reason, String data) {
            this(message(method, code, reason, data), code, reason, data, null);
        }

        private Refused(String message, int code, String reason, String data, @Nullable Throwable cause) {
            super(message, cause);
            this.code = code;
            this.reason = reason;
            this.data = data;
        }

        /**
         * JSON-RPC's and the node's number for it; 1010 is {@code Invalid Transaction} (sc-rpc-api, author/error.rs).
         */
        public int code() {
            return code;
        }

        /** The node's own words. */
        public String reason() {
            return reason;
        }

        /** More of the reason, as text; empty if the node gave none. */
        public String data() {
            return data;
        }

        @Override
        RpcException again() {
            return new Refused(String.valueOf(getMessage()), code, reason, data, this);
        }

        private static String message(String method, int code, String reason, String data) {
            String more = data.isEmpty() ? "" : ": " + data;
            return "the node refuses %s with %d %s%s".formatted(method, code, reason, more);
        }
    }

    /** The node sent what no honest node sends. Nothing else that it says is worth anything: use another one. */
    public static final class WrongAnswer extends RpcException {
        private static final long serialVersionUID = 1L;

        public WrongAnswer(String message) {
            super(message, null);
        }

        private WrongAnswer(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        RpcException again() {
            return new WrongAnswer(String.valueOf(getMessage()), this);
        }
    }
}
