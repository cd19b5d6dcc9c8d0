package io.dbcpool.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * The functions of libvirt that its Java binding lacks, or of which it hides what we need: the flags of destroy and
 * shutdown, the number of a state that it does not know, the code of an error. All of them are in libvirt 1.0 and
 * later.
 */
final class LibvirtNative {

    /** {@code VIR_DOMAIN_DESTROY_GRACEFUL}: SIGTERM only. */
    static final int DESTROY_GRACEFUL = 1;

    /** {@code VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN}. */
    static final int SHUTDOWN_ACPI = 1;

    /** {@code VIR_DOMAIN_SHUTDOWN_GUEST_AGENT}. */
    static final int SHUTDOWN_AGENT = 1 << 1;

    /** {@code VIR_UUID_BUFLEN}. */
    static final int UUID_BYTES = 16;

    static {
        Native.register(LibvirtNative.class, "virt");
    }

    private LibvirtNative() {}

    static native Pointer virDomainLookupByUUID(Pointer connection, byte[] uuid);

    static native int virConnectListAllDomains(Pointer connection, PointerByReference domains, int flags);

    static native int virDomainFree(Pointer domain);

    static native int virDomainGetUUID(Pointer domain, byte[] uuid);

    /** Belongs to the domain's handle. */
    static native String virDomainGetName(Pointer domain);

    static native int virDomainGetState(Pointer domain, int[] state, int[] reason, int flags);

    static native int virDomainIsPersistent(Pointer domain);

    /** Belongs to the caller, who frees it. */
    static native Pointer virDomainGetXMLDesc(Pointer domain, int flags);

    static native int virDomainShutdownFlags(Pointer domain, int flags);

    static native int virDomainCreate(Pointer domain);

    static native int virDomainDestroyFlags(Pointer domain, int flags);

    /** The last error of this thread, or null. Begins with {@code int code; int domain; char *message}. */
    static native Pointer virGetLastError();
}
