package io.dbcpool.events;

import java.util.UUID;

/** A domain (a virtual machine under libvirt) as a record names it. */
public record DomainRef(String name, UUID uuid) {}
