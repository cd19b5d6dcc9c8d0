package io.dbcpool.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The handles that one connection keeps of domains that are asked about again and again, so that it looks each up only
 * once. A handle is a name and a UUID, and a call goes to whatever domain has that UUID by then: what may have changed,
 * the name included, is to be read from the definition. Used by one call at a time.
 */
final class KeptHandles {

    static final int MOST = 32;

    private final Map<UUID, DomainHandle> handles = new LinkedHashMap<>(MOST, 0.75f, true);

    /** Empty if there is no such domain; it may be gone all the same, and then calls on the handle say so. */
    Optional<DomainHandle> find(Pointer connection, UUID uuid) throws LibvirtFailure {
        DomainHandle known = handles.get(uuid);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<DomainHandle> found = DomainHandle.find(connection, uuid);
        found.ifPresent(handle -> keep(uuid, handle));
        return found;
    }

    private void keep(UUID uuid, DomainHandle handle) {
        if (handles.size() >= MOST) {
            drop(handles.keySet().iterator().next());
        }
        handles.put(uuid, handle);
    }

    void drop(UUID uuid) {
        DomainHandle handle = handles.remove(uuid);
        if (handle != null) {
            handle.close();
        }
    }

    void dropAll() {
        handles.values().forEach(DomainHandle::close);
        handles.clear();
    }
}
