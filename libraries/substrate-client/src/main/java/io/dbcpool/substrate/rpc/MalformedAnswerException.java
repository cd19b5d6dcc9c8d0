package io.dbcpool.substrate.rpc;

/**
 * What a node sent is not what JSON-RPC, or the method that was asked, has it send. Its message says what was wanted.
 */
public final class MalformedAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedAnswerException(String message) {
        super(message);
    }
}
