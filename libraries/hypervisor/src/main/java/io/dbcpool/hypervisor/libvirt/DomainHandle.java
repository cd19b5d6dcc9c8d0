package io.dbcpool.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.dbcpool.hypervisor.DomainSnapshot;
import io.dbcpool.hypervisor.DomainState;
import io.dbcpool.hypervisor.StartResult;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** libvirt's handle of one domain. To be closed: an open one keeps the connection from closing. */
final class DomainHandle implements AutoCloseable {

    private final Pointer domain;

    private DomainHandle(Pointer domain) {
        this.domain = domain;
    }

    /** Empty if there is no such domain. */
    static Optional<DomainHandle> find(Pointer connection, UUID uuid) throws LibvirtFailure {
        Pointer domain = LibvirtNative.virDomainLookupByUUID(connection, bytes(uuid));
        if (domain != null) {
            return Optional.of(new DomainHandle(domain));
        }
        LibvirtFailure failure = LibvirtFailure.last();
        if (failure.isNoDomain()) {
            return Optional.empty();
        }
        throw failure;
    }

    /** Of each domain; one that goes away meanwhile is left out. */
    static List<DomainSnapshot> listSnapshots(Pointer connection) throws LibvirtFailure {
        PointerByReference array = new PointerByReference();
        int count = check(LibvirtNative.virConnectListAllDomains(connection, array, 0));
        List<DomainHandle> handles = new ArrayList<>();
        for (Pointer domain : array.getValue().getPointerArray(0, count)) {
            handles.add(new DomainHandle(domain));
        }
        Native.free(Pointer.nativeValue(array.getValue()));
        try {
            List<DomainSnapshot> snapshots = new ArrayList<>();
            for (DomainHandle handle : handles) {
                handle.findSnapshot().ifPresent(snapshots::add);
            }
            return List.copyOf(snapshots);
        } finally {
            handles.forEach(DomainHandle::close);
        }
    }

    /** Empty if the domain is gone meanwhile. */
    Optional<DomainSnapshot> findSnapshot() throws LibvirtFailure {
        byte[] uuid = new byte[LibvirtNative.UUID_BYTES];
        check(LibvirtNative.virDomainGetUUID(domain, uuid));
        try {
            DomainState state = state();
            boolean persistent = check(LibvirtNative.virDomainIsPersistent(domain)) == 1;
            return Optional.of(new DomainSnapshot(
                    uuid(uuid), LibvirtNative.virDomainGetName(domain), state, persistent, Instant.now()));
        } catch (LibvirtFailure e) {
            if (e.isNoDomain()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Empty if the domain is gone meanwhile. */
    Optional<String> findXml() throws LibvirtFailure {
        Pointer xml = LibvirtNative.virDomainGetXMLDesc(domain, 0);
        if (xml == null) {
            LibvirtFailure failure = LibvirtFailure.last();
            if (failure.isNoDomain()) {
                return Optional.empty();
            }
            throw failure;
        }
        try {
            return Optional.of(xml.getString(0, "UTF-8"));
        } finally {
            Native.free(Pointer.nativeValue(xml));
        }
    }

    /** A domain that is off, or gone, is a success. Drivers that know no flags have one way only, which is taken. */
    void shutDown(int flags) throws LibvirtFailure {
        int result = LibvirtNative.virDomainShutdownFlags(domain, flags);
        if (result < 0 && LibvirtFailure.last().isInvalidArgument()) {
            result = LibvirtNative.virDomainShutdownFlags(domain, 0);
        }
        succeedIfOff(result);
    }

    /** A domain that is off, or gone, is a success. */
    void destroy(int flags) throws LibvirtFailure {
        succeedIfOff(LibvirtNative.virDomainDestroyFlags(domain, flags));
    }

    /** One that somebody else has started meanwhile is a success. Empty if it is gone. */
    Optional<StartResult> start() throws LibvirtFailure {
        if (LibvirtNative.virDomainCreate(domain) >= 0) {
            return Optional.of(StartResult.STARTED);
        }
        LibvirtFailure failure = LibvirtFailure.last();
        if (failure.isNoDomain()) {
            return Optional.empty();
        }
        try {
            if (findSnapshot().filter(DomainSnapshot::isActive).isPresent()) {
                return Optional.of(StartResult.ACTIVE_ALREADY);
            }
        } catch (LibvirtFailure alsoUnknown) {
            throw failure;
        }
        throw failure;
    }

    /** What a domain that is off answers differs by driver, so ask whether it is. */
    private void succeedIfOff(int result) throws LibvirtFailure {
        if (result >= 0) {
            return;
        }
        LibvirtFailure failure = LibvirtFailure.last();
        try {
            if (!failure.isNoDomain()
                    && findSnapshot().filter(DomainSnapshot::isActive).isPresent()) {
                throw failure;
            }
        } catch (LibvirtFailure alsoUnknown) {
            throw failure;
        }
    }

    private DomainState state() throws LibvirtFailure {
        int[] state = new int[1];
        check(LibvirtNative.virDomainGetState(domain, state, new int[1], 0));
        return DomainState.of(state[0]);
    }

    @Override
    public void close() {
        LibvirtNative.virDomainFree(domain);
    }

    private static int check(int result) throws LibvirtFailure {
        if (result < 0) {
            throw LibvirtFailure.last();
        }
        return result;
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(LibvirtNative.UUID_BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }
}
