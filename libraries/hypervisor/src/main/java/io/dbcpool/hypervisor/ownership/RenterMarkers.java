package io.dbcpool.hypervisor.ownership;

import io.dbcpool.hypervisor.DomainDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a DBC node writes into the definition of a renter's domain, and hardly anybody else (DBC node
 * {@code vm_client.cpp} and {@code TaskManager.cpp}).
 */
public final class RenterMarkers {

    private static final Pattern DISK = Pattern.compile("/data/(vm|data)_[^/]*_[^/]*\\.qcow2");
    private static final Pattern CHANNEL = Pattern.compile("/tmp/channel_[0-9a-fA-F-]{36}\\.sock");
    private static final String HYPERV_VENDOR_ID = "1234567890ab";

    private RenterMarkers() {}

    /**
     * Each marker that the domain carries, as the end of a sentence that begins with the domain; none if it carries
     * none. The mere length and alphabet of its name are no marker here, because an owner's name may have them.
     */
    public static List<String> find(DomainDefinition domain) {
        List<String> found = new ArrayList<>();
        if (domain.nwfilters().contains(domain.name())) {
            found.add("its network filter is named like itself");
        }
        domain.diskSources().stream()
                .filter(disk -> DISK.matcher(disk).matches())
                .forEach(disk -> found.add("its disk is " + disk));
        domain.channelSockets().stream()
                .filter(socket -> CHANNEL.matcher(socket).matches())
                .forEach(socket -> found.add("its guest agent's socket is " + socket));
        if (domain.hypervVendorId().filter(HYPERV_VENDOR_ID::equals).isPresent()) {
            found.add("its hyperv vendor id is " + HYPERV_VENDOR_ID);
        }
        if (DbcNames.isMadeTaskId(domain.name())) {
            found.add("its name is a task id with a right checksum");
        }
        return List.copyOf(found);
    }
}
