package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainDefinition;

/**
 * A domain looked at closely, for whoever checks a host.
 *
 * @param balloon whether it has a memory balloon
 * @param hugepages whether its memory is to be in hugepages
 * @param managed whether all its host devices go back to the host's driver by themselves; true if it has none
 * @param agent {@code none}; else what libvirt says of its guest agent's channel: {@code connected},
 *     {@code disconnected}, or {@code unknown} while it is off
 */
public record InspectedDomain(
        DomainDefinition definition,
        boolean active,
        boolean autostart,
        boolean balloon,
        boolean hugepages,
        boolean managed,
        String agent) {}
