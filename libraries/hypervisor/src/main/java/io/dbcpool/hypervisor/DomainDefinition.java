package io.dbcpool.hypervisor;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a domain's XML says, as far as anyone here needs it.
 *
 * @param type {@code qemu}, {@code kvm}, {@code test}
 * @param onPoweroff what libvirt does when the guest powers off: {@code destroy} as a rule; with {@code restart},
 *     asking a guest to shut down reboots it
 * @param nwfilters names of the network filters its interfaces refer to
 * @param diskSources host paths of its disks
 * @param channelSockets host paths of its guest agent's and other channels' sockets
 * @param hypervVendorId the vendor id it shows to a Windows guest
 * @param hasGuestAgent whether it has a channel for a guest agent
 * @param hostDevices PCI addresses it takes from the host, {@code 0000:17:00.0}
 * @param ownerMark the nonce in our own mark in its metadata, where it carries one
 */
public record DomainDefinition(
        UUID uuid,
        String name,
        String type,
        String onPoweroff,
        List<String> nwfilters,
        List<String> diskSources,
        List<String> channelSockets,
        Optional<String> hypervVendorId,
        boolean hasGuestAgent,
        List<String> hostDevices,
        Optional<String> ownerMark) {

    /** The namespace of our mark in {@code <metadata>}: {@code <own xmlns="…" nonce="…"/>}. */
    public static final String MARK_NAMESPACE = "https://dbcpool.io/xmlns/owner/1";

    public DomainDefinition {
        nwfilters = List.copyOf(nwfilters);
        diskSources = List.copyOf(diskSources);
        channelSockets = List.copyOf(channelSockets);
        hostDevices = List.copyOf(hostDevices);
    }
}
