package io.dbcpool.cli.broadcast;

import java.io.Serial;

/** The file is no capture that we can read. The message says where and why. */
final class CaptureException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    CaptureException(String message) {
        super(message);
    }
}
