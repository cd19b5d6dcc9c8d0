package io.dbcpool.hypervisor.libvirt;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** libvirt refused or failed a call. */
final class LibvirtFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** {@code VIR_ERR_NO_DOMAIN}. */
    private static final int NO_DOMAIN = 42;

    /** {@code VIR_ERR_INVALID_ARG}: what a driver answers to a flag that it does not know. */
    private static final int INVALID_ARGUMENT = 8;

    private static final int MESSAGE_OFFSET = 8;

    private final int code;

    private LibvirtFailure(int code, String message) {
        super(message + " (libvirt error " + code + ")");
        this.code = code;
    }

    /** Of the call that this thread made last. */
    static LibvirtFailure last() {
        Pointer error = LibvirtNative.virGetLastError();
        if (error == null) {
            return new LibvirtFailure(0, "libvirt failed and gave no reason");
        }
        return new LibvirtFailure(error.getInt(0), text(error.getPointer(MESSAGE_OFFSET)));
    }

    private static String text(@Nullable Pointer message) {
        return message == null ? "no message" : message.getString(0, "UTF-8");
    }

    boolean isNoDomain() {
        return code == NO_DOMAIN;
    }

    boolean isInvalidArgument() {
        return code == INVALID_ARGUMENT;
    }
}
