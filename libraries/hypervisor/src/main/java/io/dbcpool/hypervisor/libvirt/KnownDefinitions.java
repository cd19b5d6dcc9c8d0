package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainDefinition;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the last text of each domain's definition said. The text is asked of libvirt each time; only where it is the
 * same to the letter is it not parsed again, which takes as long as libvirt does to answer.
 */
final class KnownDefinitions {

    /** A host has a few; somebody who makes thousands must not fill our memory. */
    static final int MOST = 256;

    private record Known(String xml, DomainDefinition definition) {}

    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException with the reason, if it cannot be read */
    DomainDefinition read(UUID uuid, String xml) {
        Known before = known.get(uuid);
        if (before != null && before.xml().equals(xml)) {
            return before.definition();
        }
        DomainDefinition definition = DomainXml.get(xml);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(uuid, new Known(xml, definition));
        return definition;
    }
}
